"""How well questions that Fingerpost is not for are told apart, and how long a message takes to read."""

from __future__ import annotations

import pytest

from bot.evaluation import latency, scope
from bot.evaluation.message_sets import Message, ScopeMessage

MESSAGES = [
    ScopeMessage("transport", True, "plain"),
    ScopeMessage("it is not fair", True, "vague"),
    ScopeMessage("bin day", False, "council"),
    ScopeMessage("cake recipe", False, "elsewhere"),
]


def test_the_area_under_the_curve_counts_ties_as_half(reading):
    readings = {
        "transport": reading("school_transport", confidence=0.9),
        "it is not fair": reading("complaint", confidence=0.5, decision="clarify"),
        "bin day": reading("complaint", confidence=0.5, decision="clarify"),
        "cake recipe": reading("greet", decision="out_of_scope"),
    }
    figures = scope.measure(MESSAGES, readings)
    assert figures.auroc == pytest.approx((1 + 0.5 + 1 + 1) / 4)
    assert (figures.right.count, figures.right.total) == (3, 4)
    assert figures.right_by_kind["out of scope: council"].count == 0
    assert figures.right_by_kind["in scope: vague"].count == 1


def test_a_score_of_the_model_goes_before_its_decision(reading):
    scores = {"transport": 0.7, "it is not fair": 0.9, "bin day": 0.1, "cake recipe": 0.2}
    readings = {
        text: reading("complaint", decision="out_of_scope", scope_score=score) for text, score in scores.items()
    }
    assert scope.measure(MESSAGES, readings).auroc == 0


def test_short_and_long_messages_have_their_own_times(reading):
    times = {f"{'x' * 199}{number}": float(number) for number in range(1, 10)}
    times["a" * 201] = 500.0
    readings = {text: reading("greet", ms=milliseconds) for text, milliseconds in times.items()}
    short, long = latency.measure([Message(text) for text in [*times, "a" * 201]], readings).times
    assert (short.length, short.messages, short.p50) == ("up to 200 characters", 9, 5.0)
    assert short.p50 < short.p95 < short.p99 < 9
    assert (long.messages, long.p50, long.p99) == (1, 500.0, 500.0)
