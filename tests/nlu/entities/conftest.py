"""What stands in a message, for the tests of each kind of detail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.nlu.entities import find_entities

TODAY = date(2026, 11, 21)


@pytest.fixture
def found() -> Callable[..., dict[str, list[Any]]]:
    """A function of a text and kinds of details: the values found by kind, each once; places in small letters."""

    def values_of(text: str, *kinds: str) -> dict[str, list[Any]]:
        values: dict[str, list[Any]] = {}
        for entity in find_entities(text, TODAY):
            value = entity.value.lower() if entity.name == "place" else entity.value
            if entity.name in kinds and value not in values.setdefault(entity.name, []):
                values[entity.name].append(value)
        return values

    return values_of
