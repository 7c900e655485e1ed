"""What a message says in passing: postcode, place, age, need, day, cost, dates, role. Rules, no model."""

from __future__ import annotations

from bot.nlu.entities.found import Entity
from bot.nlu.entities.rules import find_entities

__all__ = ["Entity", "find_entities"]
