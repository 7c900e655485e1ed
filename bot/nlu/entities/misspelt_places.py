"""Places that are spelt with a letter wrong: "in Harogate", "Warington". Only where nothing else says where."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.nlu.entities.found import Entity, clear_of
from bot.nlu.entities.sentences import just_after, just_before
from fingerpost import places
from fingerpost.redaction.vocabulary import everyday_words

_SHORTEST_LETTERS = 6
_TWO_WRONG_FROM_LETTERS = 9
_MOST_TRIED = 5  # words of one message
_WORD = re.compile(rf"(?<![\w@'’-])[A-Za-z]{{{_SHORTEST_LETTERS},}}(?![\w@'’-])")
_POINTS_AT_IT = re.compile(
    r"\b(?:in|near|nr|around|round|outside|from|live|lives|living|based|at|towards|area|town)\s+$", re.IGNORECASE
)
_AREA_FOLLOWS = re.compile(r"^\s+(?:area|way|side)\b", re.IGNORECASE)
_STANDS_ALONE_BEFORE = re.compile(r"(?:^|[.,;:!?\n–-])\s*$")
_STANDS_ALONE_AFTER = re.compile(r"^\s*(?:[.,;:!?\n–-]|$)")


@lru_cache(maxsize=1)
def _names_by_letter() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name in places.place_names():
        if name.isalpha() and len(name) >= _SHORTEST_LETTERS and name not in places.EVERYDAY_WORDS:
            names.setdefault(name[0], []).append(name)
    return names


def find_misspelt_places(text: str, found: list[Entity]) -> list[Entity]:
    """The first word that points at a place or stands alone, and is one letter from a place's name (two in a long one)
    and no word of its own; none where a place or a postcode is known."""
    if any(entity.name in ("postcode", "place") for entity in found):
        return []
    tried = 0
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word in everyday_words() or not _may_be_a_place(text, match):
            continue
        tried += 1
        name = _nearest_name(word)
        if name and (place := clear_of([Entity("place", name.title(), match.start(), match.end())], found)):
            return place
        if tried == _MOST_TRIED:
            break
    return []


def _may_be_a_place(text: str, match: re.Match[str]) -> bool:
    before, after = just_before(text, match.start()), just_after(text, match.end())
    if _POINTS_AT_IT.search(before) or _AREA_FOLLOWS.match(after):
        return True
    return bool(_STANDS_ALONE_BEFORE.search(before) and _STANDS_ALONE_AFTER.match(after))


def _nearest_name(word: str) -> str | None:
    wrong = 2 if len(word) >= _TWO_WRONG_FROM_LETTERS else 1
    names = _names_by_letter().get(word[0], [])
    nearest = process.extract(word, names, scorer=OSA.distance, score_cutoff=wrong, limit=2)
    is_clear = nearest and (len(nearest) == 1 or nearest[0][1] < nearest[1][1])
    return str(nearest[0][0]) if is_clear else None
