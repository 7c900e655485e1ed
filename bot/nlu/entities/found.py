"""One entity found in a message, and the choice between several that compete."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_WITHDRAWN = re.compile(r"(?:\bnot|\binstead of|\brather than)\s+(?:in\s+|at\s+|a\s+|an\s+|the\s+|year\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Entity:
    """`value` is normalised (ISO date, "SK8 1AB", whole years); `start` and `end` are character positions."""

    name: str
    value: Any
    start: int
    end: int


def without_withdrawn(entities: Iterable[Entity], text: str) -> list[Entity]:
    """The entities less those that the writer takes back ("SK8 not SK7"), as long as another of its kind stays."""
    found = list(entities)
    withdrawn = {entity for entity in found if _WITHDRAWN.search(text[: entity.start])}
    standing = {entity.name for entity in found if entity not in withdrawn}
    return [entity for entity in found if entity not in withdrawn or entity.name not in standing]


def longest_first(entities: Iterable[Entity]) -> list[Entity]:
    """The entities in order of position, less those that lie inside a longer one."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda one: (one.start - one.end, one.start)):
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda one: one.start)
