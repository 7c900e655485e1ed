"""A parent tells several things at once: how many of them are heard, and whether the most urgent comes first."""

from __future__ import annotations

import pytest

from bot.evaluation import needs
from bot.evaluation.message_sets import NeedsMessage


def test_precision_and_recall_count_every_need_of_every_message(reading):
    messages = [
        NeedsMessage("transport and money", ("school_transport", "benefits")),
        NeedsMessage("hello", ()),
        NeedsMessage("a club", ("find_service",)),
    ]
    readings = {
        "transport and money": reading("school_transport", needs=["school_transport", "grants"]),
        "hello": reading("greet", needs=[]),
        "a club": reading("find_service", needs=["short_breaks", "find_service"]),
    }
    figures = needs.measure(messages, readings)
    assert (figures.precision.count, figures.precision.total) == (2, 4)
    assert (figures.recall.count, figures.recall.total) == (2, 3)
    assert (figures.first_right.count, figures.first_right.total) == (2, 3)


def test_what_cannot_wait_is_expected_before_what_was_told_first():
    assert needs.in_order(["benefits", "grants", "crisis", "benefits"]) == ["crisis", "benefits", "grants"]


def test_a_family_whose_crisis_is_named_second_should_hear_of_it_first(reading):
    message = NeedsMessage("dla form, and he says he wants to die", ("benefits", "crisis"))
    in_time = {message.text: reading("benefits", decision="crisis", needs=["crisis", "benefits"])}
    too_late = {message.text: reading("benefits", needs=["benefits", "crisis"])}
    assert needs.measure([message], in_time).first_right.value == 1
    assert needs.measure([message], too_late).first_right.value == 0


def test_nothing_found_is_no_precision_rather_than_a_bad_one(reading):
    figures = needs.measure([NeedsMessage("dla", ("benefits",))], {"dla": reading("benefits", needs=[])})
    assert figures.precision.value is None
    assert figures.recall.value == pytest.approx(0)
    assert ("precision", "–", "0 of 0", "–") in figures.tables()[0].rows
