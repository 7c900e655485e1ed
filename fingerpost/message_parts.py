"""The stretches of a message that may each carry a need: its sentences and, in long ones, their clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"')]*\s+|\n+|;\s+|\s+[-–—]\s+")
_CLAUSE_STARTS = re.compile(
    r",?\s+(?=(?:and|but|also|plus|then|because|cos|coz|so|while|whereas|or|another thing|on top of that|as well as|"
    r"now|meanwhile|secondly|thirdly|lastly|finally|ps|p\.s\.)\s)|,\s+",
    re.IGNORECASE,
)
FEWEST_WORDS = 3
_LONG_SENTENCE_WORDS = 8
_CLAUSE_WORDS = 4
_WINDOW_WORDS = 24
# A longer message is read in pieces of about two sentences instead, so that no word of it is read three times.
_MOST_SMALL_PARTS = 48


@dataclass(frozen=True)
class Stretches:
    """The parts of a message in order, and each part with the one that follows it: a short part often needs its
    neighbour to be understood. Both are empty for a message of one part. The pieces of a long message have no pairs."""

    parts: Sequence[str] = ()
    pairs: Sequence[str] = ()


def stretches(text: str) -> Stretches:
    """What to read a message by beside the whole of it."""
    found = parts(text)
    if len(found) < 2:
        return Stretches()
    if len(found) > _MOST_SMALL_PARTS:
        return Stretches(tuple(_pieces(found)))
    return Stretches(tuple(found), tuple(f"{part} {following}" for part, following in pairwise(found)))


def parts(text: str) -> list[str]:
    """The parts with at least three words, in order; long sentences are cut at joining words and commas, and what is
    still long, as in dictation without full stops, into stretches of 24 words. The whole text is covered, in time
    that grows with its length."""
    found: list[str] = []
    for sentence in _SENTENCE_ENDS.split(text):
        found.extend(_clauses(sentence.split()) if len(sentence.split()) > _LONG_SENTENCE_WORDS else [sentence.strip()])
    return [part for part in found if len(part.split()) >= FEWEST_WORDS]


def _pieces(found: Sequence[str]) -> list[str]:
    """Neighbouring parts put together until a piece has at least 24 words."""
    pieces, words = [], []
    for part in found:
        words.extend(part.split())
        if len(words) >= _WINDOW_WORDS:
            pieces.append(" ".join(words))
            words = []
    return [*pieces, " ".join(words)] if words else pieces


def _clauses(words: list[str]) -> list[str]:
    pieces = [piece for piece in _CLAUSE_STARTS.split(" ".join(words)) if piece]
    joined: list[str] = []
    for piece in pieces:
        if joined and min(len(joined[-1].split()), len(piece.split())) < _CLAUSE_WORDS:
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return [stretch for clause in joined for stretch in _stretches(clause.split())]


def _stretches(words: list[str]) -> list[str]:
    if len(words) <= _WINDOW_WORDS * 3 // 2:
        return [" ".join(words)]
    return [" ".join(words[start : start + _WINDOW_WORDS]) for start in range(0, len(words), _WINDOW_WORDS)]
