"""The kinds of service that families look for, by the words they use (`content/service_kinds.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from fingerpost import content

ANYTHING = "club"
"""The kind that stands for any kind: a club, a group, things to do."""


class Kind(NamedTuple):
    """What to search the Local Offer for, and whether the words count only where they ask for it."""

    search: str
    only_if_asked: bool


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Each wording in small letters, without the final "s" it may have, and the kind it names."""
    return {
        word: Kind(kind["search"], kind.get("only_if_asked", False))
        for kind in content.read("service_kinds.yml")["kinds"]
        for word in kind["words"]
    }


def kind_of(said: str) -> Kind | None:
    """The kind that a family names with these words, in small letters; None for words that no list has."""
    known = kinds()
    spellings = (said, said.removesuffix("s"), said.removesuffix("es"))
    return next((known[word] for word in spellings if word in known), None)


def search_words(said: str) -> str:
    """What to search for when a family says this: "barber" is searched as "haircuts"; other words stay as they are."""
    kind = kind_of(said)
    return kind.search if kind else said
