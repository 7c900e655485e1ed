"""What to look for in the Local Offer's texts, from the words of a question (`content/search_words.yml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from fingerpost import content
from fingerpost.directory.need_terms import without_accents

WORDS_AT_MOST = 40
WORD_LIMIT_CHARACTERS = 40

Phrase = tuple[str, ...]
"""One or more words that stand together: letters and digits only, so they need no quoting in any search syntax."""


@dataclass(frozen=True)
class QueryWords:
    """A text fits when it holds one of `finding`; `weak` helps to rank, and finds only where there is nothing else."""

    finding: tuple[Phrase, ...] = ()
    weak: tuple[Phrase, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.finding or self.weak)


@dataclass(frozen=True)
class _SearchWords:
    left_out: frozenset[str]
    weak: frozenset[str]
    same: Mapping[Phrase, tuple[Phrase, ...]]
    longest: int


def query_words(text: str) -> QueryWords:
    """The words and phrases to look for, with those that mean the same. Empty when the text names nothing."""
    known = _load()
    words = [word[:WORD_LIMIT_CHARACTERS] for word in _words(text)[:WORDS_AT_MOST]]
    finding: list[Phrase] = []
    weak: list[Phrase] = []
    position = 0
    while position < len(words):
        phrase = _phrase_at(words, position, known)
        if _key(phrase) in known.same:
            finding += known.same[_key(phrase)]
        elif phrase[0] in known.weak:
            weak.append(phrase)
        elif phrase[0] not in known.left_out:
            finding.append(phrase)
        position += len(phrase)
    return QueryWords(tuple(dict.fromkeys(finding)), tuple(dict.fromkeys(weak)))


def known_words() -> frozenset[str]:
    """Every word of the phrases that mean the same as others, for spelling."""
    known = _load()
    return frozenset(word for phrases in known.same.values() for phrase in phrases for word in phrase)


def _words(text: str) -> list[str]:
    """The words as both databases split them: "children's" is "children" and "s"."""
    return re.findall(r"[^\W_]+", without_accents(text))


def _phrase_at(words: list[str], position: int, known: _SearchWords) -> Phrase:
    """The longest known phrase that starts here, or the single word."""
    for length in range(min(known.longest, len(words) - position), 0, -1):
        phrase = tuple(words[position : position + length])
        if _key(phrase) in known.same:
            return phrase
    return (words[position],)


def _key(phrase: Phrase) -> Phrase:
    """The phrase with no final "s" on its words, so that "clubs" finds what is known of "club"."""
    return tuple(word.removesuffix("s") for word in phrase)


@lru_cache(maxsize=1)
def _load() -> _SearchWords:
    written = content.read("search_words.yml")
    same: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in written["same"]:
        phrases = tuple(tuple(_words(text)) for text in group)
        same.update(dict.fromkeys(map(_key, phrases), phrases))
    return _SearchWords(
        left_out=frozenset(written["left_out"]),
        weak=frozenset(written["weak"]),
        same=same,
        longest=max(map(len, same)),
    )
