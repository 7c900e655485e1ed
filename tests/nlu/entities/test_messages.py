"""Whole messages, and messages that hold no detail."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu.details_only import is_details_only
from bot.nlu.entities import find_entities

TODAY = date(2026, 11, 21)
MESSAGES = yaml.safe_load(Path(__file__).with_name("conversation_messages.yml").read_text(encoding="utf-8"))
COMPLETE = ("postcode", "place", "age", "year_group", "need", "day", "cost", "dates")


def expected(entities: dict[str, Any]) -> dict[str, list[Any]]:
    listed = {name: value if isinstance(value, list) else [value] for name, value in entities.items()}
    return {name: [v.lower() if name == "place" else v for v in values] for name, values in listed.items()}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["text"][:60])
def test_a_first_message_holds_these_details_and_no_others(found, message):
    assert found(message["text"], *COMPLETE) == expected(message["entities"])


@pytest.mark.parametrize(
    "text",
    [
        "I may march in myself and will not settle for another deal like that",
        "they keep the faith and drink the coffee, the cheek of it, and it has been twenty weeks",
        "section 19 says full time but the head said a level of support is enough, is that the law",
        "Mark from the office said grace would be given, I hope he meant it",
        "a bath, a story and a sandwich cut in triangles, every night for six years",
        "I do not want a battle, I want a weekend off from it",
    ],
)
def test_ordinary_words_hold_no_detail(text):
    assert find_entities(text, TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "SK8 1AB",
        "he's 7",
        "no, year 5",
        "free ones please",
        "what about swimming?",
        "any day is fine",
        "make that £10",
        "sorry not deaf, blind",
    ],
)
def test_a_message_of_details_alone_is_known_as_such(text):
    assert is_details_only(text, [(one.start, one.end) for one in find_entities(text, TODAY)])


@pytest.mark.parametrize(
    "text",
    ["is it free?", "they refused to assess him on 20 October", "who do I ring in Leeds", "hello", "why year 5?"],
)
def test_a_message_that_asks_something_is_not_details_alone(text):
    assert not is_details_only(text, [(one.start, one.end) for one in find_entities(text, TODAY)])


def test_a_very_long_message_is_read_to_the_end_of_what_is_read(found):
    assert found("he is fine. " * 4000 + "SK8 1AB", "postcode") == {"postcode": ["SK8 1AB"]}
