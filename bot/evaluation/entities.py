"""Entities: how many of the details in messages are found, and how many of those found are right, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.message_sets import EntitiesMessage
from bot.evaluation.readings import Readings
from bot.evaluation.shares import Share, share_of
from bot.evaluation.tables import Table, decimal, share_cells
from fingerpost.contacts import role_words
from fingerpost.service_kinds import search_words

ALL = "all"
# Said in many ways that are all right: "swimming" for "swimming lessons", "Deal" for "Deal, Kent".
_FREELY_WORDED = ("what", "role", "place")


@dataclass(frozen=True)
class OneKind:
    """Shares of the values found (precision) and of the values expected (recall), and F1 from 0 to 1."""

    precision: Share
    recall: Share
    f1: float


@dataclass(frozen=True)
class EntityFigures:
    """Each kind of entity that was expected or found, and `all`, where every value counts once (micro average)."""

    kinds: dict[str, OneKind]

    def tables(self) -> list[Table]:
        """One table; its interval is that of the recall."""
        rows = [
            (name, decimal(kind.precision.value), *share_cells(kind.recall), decimal(kind.f1))
            for name, kind in self.kinds.items()
        ]
        return [Table("Entities", ("entity", "precision", "recall", "found", "95 % interval", "F1"), rows)]


def measure(messages: Sequence[EntitiesMessage], readings: Readings) -> EntityFigures:
    """The figures for these messages.

    Values are compared without regard to case; each need and each date counts by itself, in any order. A kind of
    service, a role or a place is right when one wording holds the other or has the same words; a role is right by any
    of its names in `content/contacts.yml`, a kind of service by any of its words in `content/service_kinds.yml`.
    """
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for message in messages:
        told, heard = message.entities, readings[message.text]["entities"]
        for name in {*told, *heard}:
            wanted, given = _values(name, told), _values(name, heard)
            expected[name] += len(wanted)
            found[name] += len(given)
            matched = sum(any(_same(name, value, other) for other in given) for value in wanted)
            right[name] += min(matched, len(given))  # one free wording may be like two that were expected
    kinds = {name: _one_kind(expected[name], found[name], right[name]) for name in sorted({*expected, *found})}
    return EntityFigures({ALL: _one_kind(expected.total(), found.total(), right.total()), **kinds})


def _one_kind(expected: int, found: int, right: int) -> OneKind:
    f1 = 2 * right / (expected + found) if expected + found else 1.0
    return OneKind(share_of(right, found), share_of(right, expected), f1)


def _values(name: str, entities: Mapping[str, Any]) -> list[str]:
    """The values of one kind of entity in plain letters, each once."""
    value = entities.get(name, [])
    values = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(_plain(each) for each in values))


def _plain(value: Any) -> str:
    """In small letters, with single spaces, and numbers without ".0"."""
    if isinstance(value, float):
        value = f"{value:g}"
    return " ".join(str(value).lower().replace("’", "'").replace("_", " ").split())


def _same(name: str, expected: str, found: str) -> bool:
    if name == "role":
        return any(_alike(expected, wording) for wording in _names_of_role(found))
    if name == "what" and search_words(expected) == search_words(found):
        return True
    return _alike(expected, found) if name in _FREELY_WORDED else expected == found


def _alike(one: str, other: str) -> bool:
    return one in other or other in one or sorted(one.split()) == sorted(other.split())


def _names_of_role(role: str) -> list[str]:
    return [role, *(words for words, named in role_words().items() if _plain(named) == role)]
