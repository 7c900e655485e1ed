"""What a message says in passing (place, age, need, day, cost, dates, role) is found, and nothing else is."""

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


def found(text: str, *kinds: str) -> dict[str, list[Any]]:
    """The values found by kind, each once and in order; places in small letters."""
    values: dict[str, list[Any]] = {}
    for entity in find_entities(text, TODAY):
        value = entity.value.lower() if entity.name == "place" else entity.value
        if entity.name in kinds and value not in values.setdefault(entity.name, []):
            values[entity.name].append(value)
    return values


def expected(entities: dict[str, Any]) -> dict[str, list[Any]]:
    listed = {name: value if isinstance(value, list) else [value] for name, value in entities.items()}
    return {name: [v.lower() if name == "place" else v for v in values] for name, values in listed.items()}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["text"][:60])
def test_a_first_message_holds_these_details_and_no_others(message):
    assert found(message["text"], *COMPLETE) == expected(message["entities"])


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("sk81ab", "SK8 1AB"),
        ("we are in sk8", "SK8"),
        ("M21 area", "M21"),
        ("SK99 9ZZ", "SK99 9ZZ"),
        ("no, SK8 not SK7", "SK8"),
        ("BT1 5GS any drama clubs", "BT1 5GS"),
    ],
)
def test_a_postcode_is_found_however_it_is_typed(text, postcode):
    assert found(text, "postcode") == {"postcode": [postcode]}


@pytest.mark.parametrize(
    "text", ["hello12", "the M6 was shut", "come b4 9am please", "section 36", "EHCP2", "vitamin B12", "y6 and y7"]
)
def test_what_only_looks_like_a_postcode_is_none(text):
    assert found(text, "postcode") == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("youth club in cardiff", "cardiff"),
        ("Northern Ireland", "northern ireland"),
        ("things to do on the Isle of Man", "isle of man"),
        ("what about bristol instead", "bristol"),
        ("sorry, Norwich not Bristol", "norwich"),
        ("we just moved to Norwich from Leeds", "norwich"),
        ("we are from Leeds", "leeds"),
    ],
)
def test_a_place_is_found_in_england_and_beyond(text, place):
    assert found(text, "place") == {"place": [place]}


@pytest.mark.parametrize(
    "text", ["my son Tyrone is 9", "he wore his jersey", "she is reading well", "a bath every day"]
)
def test_a_name_that_is_also_a_word_is_no_place(text):
    assert found(text, "place") == {}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("he's actually 15", 15),
        ("my girl turned 17 in June", 17),
        ("a child of eight", 8),
        ("nearly 7", 6),
        ("18 months old", 1),
        ("I'm 19", 19),
        ("7", 7),
        ("my 10yr old", 10),
        ("twins, they are five", 5),
    ],
)
def test_an_age_is_found(text, age):
    assert found(text, "age", "year_group") == {"age": [age]}


@pytest.mark.parametrize(
    "text",
    ["her reading is two years behind", "the waiting list here is 4 years", "he had 3 seizures", "for 45 minutes"],
)
def test_another_number_is_no_age(text):
    assert found(text, "age") == {}


@pytest.mark.parametrize(
    ("text", "year_group"),
    [("in y6.", "6"), ("Year 10, and", "10"), ("starts reception soon", "R"), ("year eleven", "11")],
)
def test_a_school_year_is_found(text, year_group):
    assert found(text, "age", "year_group") == {"year_group": [year_group]}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("sat mornings", "saturday"),
        ("every wed", "wednesday"),
        ("on sat or sun", "weekend"),
        ("at week-ends", "weekend"),
        ("any day is fine", "any"),
        ("sundays not saturdays", "sunday"),
    ],
)
def test_a_day_is_found(text, day):
    assert found(text, "day") == {"day": [day]}


@pytest.mark.parametrize("text", ["he sat on the floor", "we got wed last year", "any day nurseries", "out in the sun"])
def test_another_word_is_no_day(text):
    assert found(text, "day") == {}


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("under £10", 10.0),
        ("no more than five pounds a session", 5.0),
        ("a tenner", 10.0),
        ("we can only afford about £7.50 for my lad to go every week", 7.5),
        ("free ones please", "free"),
        ("cost doesn't matter", "any"),
    ],
)
def test_a_limit_on_the_cost_is_found(text, cost):
    assert found(text, "cost") == {"cost": [cost]}


@pytest.mark.parametrize(
    "text",
    [
        "they want to fine me £160 because he cannot face going in to school",
        "I saw a special buggy for sale at £400 and wondered about the NHS",
        "feel free to say no",
        "is it a free school",
        "free school meals",
    ],
)
def test_another_amount_is_no_limit(text):
    assert found(text, "cost") == {}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("7 September 2026", ["2026-09-07"]),
        ("on 7/9/26", ["2026-09-07"]),
        ("15 December", ["2025-12-15"]),
        ("letter 20 October 2026, certificate 1st December 2026", ["2026-10-20", "2026-12-01"]),
    ],
)
def test_dates_are_read_the_british_way_and_without_a_year_are_the_latest_past(text, dates):
    assert found(text, "dates") == {"dates": dates}


def test_a_day_that_is_not_in_the_calendar_is_no_date():
    assert found("31 February 2026", "dates") == {}


@pytest.mark.parametrize(
    ("text", "role"), [("the SENCO", "senco"), ("parent partnership", "sendiass"), ("our SEND team", "send_team")]
)
def test_a_contact_role_is_found_by_its_everyday_names(text, role):
    assert found(text, "role") == {"role": [role]}


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


def test_a_kind_of_service_is_found_in_the_plural_too():
    assert found("any toddler groups or dance classes?", "what")["what"][0] == "parent baby toddler group"


def test_a_very_long_message_is_read_to_the_end_of_what_is_read():
    assert found("he is fine. " * 4000 + "SK8 1AB", "postcode") == {"postcode": ["SK8 1AB"]}
