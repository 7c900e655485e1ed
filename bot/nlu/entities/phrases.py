"""Entities that are lists of phrases in `content/`: support needs, contact roles, kinds of service, place names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from bot.nlu.entities.found import Entity
from fingerpost import content, places
from fingerpost.contacts import role_words
from fingerpost.places.nations import national_routes

_POINTS_AT_A_PLACE = re.compile(
    r"(?:\b(?:in|near|from|around|at|to|live in|living in|based in|moved? to|round|outside|for|under|with)|"
    r"council of|borough of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:in|near|from|around|round|at|outside|on the|(?:live|living|based) on|mov(?:e|ed|ing) to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COUNCIL_FOLLOWS = re.compile(
    r"^\s*(?:'s\s+)?(?:county|city|borough|metropolitan|unitary)?\s*(?:council|la\b|send\b|local offer|sendiass)",
    re.IGNORECASE,
)


class PhraseList:
    """Phrases with the value each stands for, found in text as whole words, longest first, without regard to case.
    With `plural` a phrase counts with a final "s" as well."""

    def __init__(self, entity: str, phrases: Iterable[tuple[str, Any]], *, plural: bool = False) -> None:
        self._entity = entity
        self._values: dict[str, Any] = {}
        for phrase, value in phrases:
            self._values.setdefault(_plain(phrase), value)
        longest_first = sorted((phrase for phrase in self._values if phrase), key=len, reverse=True)
        joined = "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]+").replace("'", "['’]?") for phrase in longest_first)
        ending = "['’]?s" if plural else "['’]s"
        self._pattern = re.compile(rf"(?<![\w'])(?:{joined})(?:{ending})?(?![\w])", re.IGNORECASE) if joined else None

    def find(self, text: str) -> list[Entity]:
        """Every phrase of the list in the text."""
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(text):
            value = self._value(match.group())
            if value is not None:
                found.append(Entity(self._entity, value, match.start(), match.end()))
        return found

    def _value(self, written: str) -> Any:
        plain = _plain(written)
        spellings = (plain, plain.removesuffix("'s"), plain.removesuffix("s"))
        return next((self._values[spelling] for spelling in spellings if spelling in self._values), None)


def _plain(phrase: str) -> str:
    return re.sub(r"[\s-]+", " ", phrase.lower().replace("’", "'")).strip()


@lru_cache(maxsize=1)
def _lists() -> tuple[PhraseList, PhraseList, PhraseList]:
    needs = content.read("needs.yml")["needs"]
    kinds = content.read("service_kinds.yml")
    return (
        PhraseList("need", ((word, code) for code, need in needs.items() for word in need["words"]), plural=True),
        PhraseList("role", role_words().items(), plural=True),
        PhraseList("what", ((word, kind["search"]) for kind in kinds for word in kind["words"]), plural=True),
    )


@lru_cache(maxsize=1)
def _place_names() -> PhraseList:
    """Names in England with their authorities; names in the other nations and islands with none."""
    elsewhere = {name: () for route in national_routes().values() for name in route.names}
    return PhraseList("place", {**elsewhere, **places.place_names()}.items())


def find_phrases(text: str) -> list[Entity]:
    """Support needs (SEN2 codes), contact roles (ids of `content/contacts.yml`) and kinds of service, as told."""
    return [entity for phrases in _lists() for entity in phrases.find(text)]


def find_places(text: str) -> list[Entity]:
    """Places named in the text: `place` as written and, where the name fits one only, `authority` with its code.

    A name that is also an ordinary word ("reading", "bath"), or a name outside England ("Tyrone", "Jersey"), counts
    only where the words around it point at a place.
    """
    found = []
    for entity in _place_names().find(text):
        written = text[entity.start : entity.end]
        if places.plain_name(written) in places.EVERYDAY_WORDS and not _clearly_a_place(text, entity):
            continue
        if not entity.value and not _points_at(text, entity):
            continue
        found.append(Entity("place", written.removesuffix("'s"), entity.start, entity.end))
        if len(entity.value) == 1:
            found.append(Entity("authority", entity.value[0], entity.start, entity.end))
    return found


def _points_at(text: str, entity: Entity) -> bool:
    """Whether the words before say "in" or "near", or there are no other words."""
    return bool(_WHERE.search(text[: entity.start])) or not (text[: entity.start] + text[entity.end :]).strip(" .!?,")


def _clearly_a_place(text: str, entity: Entity) -> bool:
    before, written, after = text[: entity.start], text[entity.start : entity.end], text[entity.end :]
    if _COUNCIL_FOLLOWS.match(after) or not (before.strip() or after.strip(" .!?")):
        return True
    return written[:1].isupper() and bool(_POINTS_AT_A_PLACE.search(before))
