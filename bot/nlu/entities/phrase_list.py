"""Finding phrases of a long list in a text: word by word, so that the length of the list costs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from bot.nlu.entities.found import Entity

_WORD = re.compile(r"&|[^\W_]+(?:['’`][^\W_]+)*")
# What may stand between two words of one phrase: "after-school", "St. Helens".
_JOINED = re.compile(r"[\s\-–]+|\.\s*")
_SHORTENED = frozenset(["st", "co", "dr"])
_SHORTEST_WITH_ENDING = 4


class Word(NamedTuple):
    """A word of a text: in small letters without apostrophes, whether it ends in 's, and where it stands."""

    plain: str
    possessive: bool
    start: int
    end: int


@lru_cache(maxsize=8)
def words_in(text: str) -> tuple[Word, ...]:
    """The words of a text in order; "&" is "and"."""
    return tuple(_word(match) for match in _WORD.finditer(text))


def _word(match: re.Match[str]) -> Word:
    written = match.group().lower()
    plain = "and" if written == "&" else re.sub(r"['’`]", "", written)
    return Word(plain, written[-2:] in ("'s", "’s", "`s"), match.start(), match.end())


class PhraseList:
    """Phrases with the value each stands for, found in text as whole words, longest first, without regard to case,
    hyphens and apostrophes. A phrase counts with "'s" after it, and with `plural` with a final "s" as well. A phrase
    whose value is None means something else than the shorter ones in it: it hides them."""

    def __init__(self, entity: str, phrases: Iterable[tuple[str, Any]], *, plural: bool = False) -> None:
        self._entity = entity
        self._plural = plural
        self._values: dict[tuple[str, ...], Any] = {}
        for phrase, value in phrases:
            self._values.setdefault(tuple(word.plain for word in words_in(phrase)), value)
        self._longest = max(map(len, self._values), default=0)
        self._starts = {phrase[0] for phrase in self._values}

    def find(self, text: str) -> list[Entity]:
        """Every phrase of the list in the text."""
        words, found, position = words_in(text), [], 0
        while position < len(words):
            length, value = self._phrase_at(words, position, text)
            if value is not None:
                last = words[position + length - 1]
                found.append(Entity(self._entity, value, words[position].start, last.end))
            position += length
        return found

    def _phrase_at(self, words: tuple[Word, ...], position: int, text: str) -> tuple[int, Any]:
        """How many words the longest phrase takes that begins here, and its value; one word and None without any."""
        begins = self._starts.intersection(self._spellings(words[position]))
        for length in range(self._run(words, position, text) if begins else 0, 0, -1):
            *before, last = words[position : position + length]
            for spelling in self._spellings(last):
                phrase = (*(word.plain for word in before), spelling)
                if phrase in self._values:
                    return length, self._values[phrase]
        return 1, None

    def _run(self, words: tuple[Word, ...], position: int, text: str) -> int:
        """How many words from here on stand together, up to the longest phrase."""
        length = 1
        while length < self._longest and position + length < len(words):
            before, after = words[position + length - 1], words[position + length]
            joint = _JOINED.fullmatch(text, before.end, after.start)
            if not joint or ("." in joint.group() and before.plain not in _SHORTENED):
                break
            length += 1
        return length

    def _spellings(self, word: Word) -> tuple[str, ...]:
        """The word as written and without the ending that a phrase may have."""
        plain = word.plain
        if not plain.endswith("s") or not (word.possessive or self._plural):
            return (plain,)
        if self._plural and len(plain) < _SHORTEST_WITH_ENDING:
            return (plain,)
        return (plain, plain[:-1], plain[:-2]) if plain.endswith("es") else (plain, plain[:-1])
