"""Entities that are lists of phrases in `content/`: support needs, contact roles and kinds of service."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from bot.nlu.entities.found import Entity, clear_of
from bot.nlu.entities.phrase_list import PhraseList
from bot.nlu.entities.sentences import just_before
from fingerpost import content
from fingerpost.contacts import role_words
from fingerpost.directory.query_words import query_words
from fingerpost.service_kinds import ANYTHING, Kind, kinds

# A feeling of the person who writes is no need of the child: "I'm so anxious", "my mental health". A young person who
# writes says how old they are.
_OF_THE_WRITER = re.compile(
    r"\b(?:i\s+am|i['’]?m|i\s+feel|i\s+get|i\s+was|i\s+have|i['’]ve|mak\w+\s+(?:me|us)|made\s+(?:me|us)|left\s+(?:me|us)|my(?:\s+own)?|mum['’]?s|dad['’]?s|"
    r"we\s+are|we['’]?re|our(?:\s+own)?)\s+(?:(?:been|so|very|really|quite|now|on|with|having|constantly|severely|getting|\w+ly)\s+){0,2}$",
    re.IGNORECASE,
)
_YOUNG_WRITER = re.compile(r"\bi(?:['’]?m|\s+am)\s+(?:only\s+|just\s+|a\s+)?(?:\d|in\s+y)", re.IGNORECASE)
# "Chess club", "men's group", "anger management group": a kind of service that no list has, by the words before it.
_OWN_KIND = re.compile(
    r"\b(?:(?P<more>[a-z]+)[\s-]+)?(?P<kind>[a-z]+(?:['’]s)?)[\s-]+(?:clubs?|class(?:es)?|groups?|lessons?|therapy|workshops?|tasters?|drop[\s-]ins?|caf[eé]s?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _needs() -> tuple[PhraseList, PhraseList]:
    """The needs as messages tell them, and those that may be a feeling of the person who writes."""
    written = content.read("needs.yml")
    feelings = {word for need in written["needs"].values() for word in need.get("feelings", ())}
    told = [
        (word, code)
        for code, need in written["needs"].items()
        for word in (*need["words"], *need.get("told", ()))
        if word not in need.get("of_services", ())
    ]
    other = [(phrase, None) for phrase in written["other_meanings"]]
    return (
        PhraseList("need", [*other, *((word, code) for word, code in told if word not in feelings)], plural=True),
        PhraseList("need", [*other, *((word, code) for word, code in told if word in feelings)], plural=True),
    )


@lru_cache(maxsize=1)
def _roles() -> PhraseList:
    return PhraseList("role", role_words().items(), plural=True)


@lru_cache(maxsize=1)
def _kinds() -> PhraseList:
    written = content.read("service_kinds.yml")
    other: Iterable[tuple[str, Any]] = [(phrase, None) for phrase in written["other_meanings"]]
    return PhraseList("what", [*other, *kinds().items()], plural=True)


@lru_cache(maxsize=1)
def _no_kinds() -> frozenset[str]:
    return frozenset(content.read("service_kinds.yml")["no_kinds"])


def find_needs(text: str) -> list[Entity]:
    """Support needs, as SEN2 codes."""
    plain, feelings = _needs()
    young = bool(_YOUNG_WRITER.search(text))
    felt = [
        entity for entity in feelings.find(text) if young or not _OF_THE_WRITER.search(just_before(text, entity.start))
    ]
    return plain.find(text) + felt


def find_roles(text: str) -> list[Entity]:
    """Contact roles (ids of `content/contacts.yml`) that are named, wanted or not."""
    return _roles().find(text)


def find_kinds(text: str, needs: Iterable[Entity]) -> list[Entity]:
    """Kinds of service that are named, wanted or not, each a `Kind`: of `content/service_kinds.yml`, else as written.
    A need is no kind: an "autism group" is a group."""
    listed = _kinds().find(text)
    own = [kind for match in _OWN_KIND.finditer(text) if (kind := _own_kind(match))]
    special = [kind for kind in listed if kind.value.search != ANYTHING]
    return listed + clear_of(own, [*special, *needs])


def _own_kind(match: re.Match[str]) -> Entity | None:
    if not _names_a_kind(match["kind"]):
        return None
    start = match.start("more" if match["more"] and _names_a_kind(match["more"]) else "kind")
    search = " ".join(match.string[start : match.end()].lower().split())
    return Entity("what", Kind(search, only_if_asked=False), start, match.end())


def _names_a_kind(word: str) -> bool:
    """Whether the word says something of its own: "chess" does, "good" or "local" does not."""
    return word.lower() not in _no_kinds() and bool(query_words(word).finding)
