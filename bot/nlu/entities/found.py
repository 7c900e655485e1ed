"""One entity found in a message, and the choice between several that compete."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_WITHDRAWN = re.compile(r"(?:\bnot|\binstead of|\brather than)\s+(?:(?:in|at|a|an|the|year)\s+)?$", re.IGNORECASE)
_LEFT_BEHIND = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Entity:
    """`value` is normalised (ISO date, "SK8 1AB", whole years); `start` and `end` are character positions."""

    name: str
    value: Any
    start: int
    end: int


def without_withdrawn(entities: Iterable[Entity], text: str) -> list[Entity]:
    """The entities less those that the writer takes back ("SK8 not SK7") or has left behind ("moved here from Leeds"),
    as long as another of its kind stays."""
    found = list(entities)
    withdrawn = {entity for entity in found if _is_withdrawn(entity, text[: entity.start])}
    standing = {entity.name for entity in found if entity not in withdrawn}
    return [entity for entity in found if entity not in withdrawn or entity.name not in standing]


def _is_withdrawn(entity: Entity, before: str) -> bool:
    left_behind = entity.name in ("place", "authority") and _LEFT_BEHIND.search(before)
    return bool(left_behind or _WITHDRAWN.search(before))


def longest_first(entities: Iterable[Entity]) -> list[Entity]:
    """The entities in order of position, less those that lie inside a longer one."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda one: (one.start - one.end, one.start)):
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda one: one.start)
