"""One entity found in a message, and the choice between several that compete."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.nlu.entities.sentences import just_before

_WITHDRAWN = re.compile(r"(?:\bnot|\binstead of|\brather than)\s+(?:(?:in|at|a|an|the|year)\s+)?$", re.IGNORECASE)
_LEFT_BEHIND = re.compile(
    r"\b(?:from|used\s+to\s+(?:live|be)\s+in|(?:moved|moving)\s+(?:away\s+)?out\s+of|have\s+left|just\s+left|lived\s+in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entity:
    """`value` is normalised (ISO date, "SK8 1AB", whole years); `start` and `end` are character positions."""

    name: str
    value: Any
    start: int
    end: int


def without_withdrawn(entities: Iterable[Entity], text: str) -> list[Entity]:
    """The entities less those that the writer takes back ("SK8 not SK7") or has left behind ("moved here from Leeds"),
    as long as another of its kind stays; a day that does not suit is left out in any case."""
    found = list(entities)
    withdrawn = {entity for entity in found if _is_withdrawn(entity, just_before(text, entity.start))}
    standing = {entity.name for entity in found if entity not in withdrawn}
    return [entity for entity in found if entity not in withdrawn or entity.name not in {*standing, "day"}]


def _is_withdrawn(entity: Entity, before: str) -> bool:
    left_behind = entity.name in ("place", "authority") and _LEFT_BEHIND.search(before)
    return bool(left_behind or _WITHDRAWN.search(before))


def clear_of(entities: Iterable[Entity], others: Iterable[Entity]) -> list[Entity]:
    """The entities that overlap none of the others."""
    taken = {position for other in others for position in range(other.start, other.end)}
    return [one for one in entities if taken.isdisjoint(range(one.start, one.end))]


def longest_first(entities: Iterable[Entity]) -> list[Entity]:
    """The entities in order of position, less those that lie inside a longer one."""
    kept: list[Entity] = []
    taken: set[int] = set()
    for entity in sorted(entities, key=lambda one: (one.start - one.end, one.start)):
        if taken.isdisjoint(range(entity.start, entity.end)):
            kept.append(entity)
            taken.update(range(entity.start, entity.end))
    return sorted(kept, key=lambda one: one.start)
