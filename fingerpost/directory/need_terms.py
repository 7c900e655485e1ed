"""Which support needs a text speaks of, in the codes of the SEN2 return (`content/needs.yml`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fingerpost import content

ANY_NEED = "ANY"
"""Stands for a service that is for disabled children as a whole."""


@dataclass(frozen=True)
class NeedTerms:
    """One need: its SEN2 code, its name, and how it is found in everyday words and in a directory's labels."""

    code: str
    name: str
    in_words: re.Pattern[str]
    labels: frozenset[str]


def need_terms() -> Mapping[str, NeedTerms]:
    """Every need by its code, with `ANY_NEED` for the general words. Raises ContentError or KeyError."""
    return _load()


def needs_in(text: str) -> frozenset[str]:
    """The codes of the needs that a message or a description speaks of, `ANY_NEED` among them for general words."""
    plain = plain_words(text)
    return frozenset(code for code, need in need_terms().items() if need.in_words.search(plain))


def needs_of_label(label: str) -> frozenset[str]:
    """The codes of the needs that a directory's own label (a taxonomy term, a suitability) stands for."""
    plain = plain_words(label)
    return frozenset(code for code, need in need_terms().items() if plain in need.labels or need.in_words.search(plain))


def plain_words(text: str) -> str:
    """The words of a text in small letters, without accents, with single spaces: "Down’s" becomes "downs"."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’`]", "", without_accents(text))))


def without_accents(text: str) -> str:
    """The text in small letters, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@lru_cache(maxsize=1)
def _load() -> Mapping[str, NeedTerms]:
    written: dict[str, Any] = content.read("needs.yml")
    general = {ANY_NEED: {"name": "support for disabled children", **written["general"]}}
    return {
        code: NeedTerms(
            code=code,
            name=entry["name"],
            in_words=_any_of(entry["words"]),
            labels=frozenset(plain_words(label) for label in entry["labels"]),
        )
        for code, entry in {**written["needs"], **general}.items()
    }


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({plain_words(word) for word in words}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})s?\b")
