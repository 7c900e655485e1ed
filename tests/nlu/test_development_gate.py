"""What families wrote and nobody trained on is still understood as well as before."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

MESSAGES = Path(__file__).with_name("development")

# Each figure from 0 to 1, a little below the present one in docs/evaluation.md. Raise them when the figures rise.
FEWEST_TOPIC_MESSAGES = 1000
TOP_1 = 0.945
TOP_3 = 0.985
MACRO_F1 = 0.945
ANSWERED_ALONE = 0.92
RIGHT_WHEN_ALONE = 0.955
NEEDS_PRECISION = 0.76
NEEDS_RECALL = 0.81
FIRST_NEED_RIGHT = 0.69
CRISIS_SENSITIVITY = 0.985
CRISIS_PRECISION = 0.895
SCOPE_AUROC = 0.975
SCOPE_RIGHT = 0.89
ENTITIES_PRECISION = 0.965
ENTITIES_RECALL = 0.94


@pytest.fixture(scope="module")
def evaluation(model):
    """Every part, with each message read once."""
    from bot.evaluation.parts import PARTS, evaluate

    return asyncio.run(evaluate(model, MESSAGES, list(PARTS)))


@pytest.fixture
def figures(evaluation):
    """The figures of a part; where its messages are missing, there is nothing to hold it to."""

    def of_part(name):
        if name in evaluation.left_out:
            fail_or_skip = pytest.fail if os.environ.get("FINGERPOST_REQUIRE_SERVICES") == "1" else pytest.skip
            fail_or_skip(evaluation.left_out[name])
        return evaluation.figures[name]

    return of_part


def test_the_topic_of_a_new_message_comes_first_or_among_three(figures):
    topics = figures("topics")
    assert topics.top_1.total >= FEWEST_TOPIC_MESSAGES
    assert topics.top_1.value >= TOP_1
    assert topics.top_3.value >= TOP_3
    assert topics.macro_f1 >= MACRO_F1


def test_most_messages_are_answered_without_asking_back_and_rightly(figures):
    decisions = figures("decisions")
    assert decisions.answered_alone.value >= ANSWERED_ALONE
    assert decisions.right_when_alone.value >= RIGHT_WHEN_ALONE


def test_several_needs_in_one_message_are_heard_with_the_most_urgent_first(figures):
    needs = figures("needs")
    assert needs.precision.value >= NEEDS_PRECISION
    assert needs.recall.value >= NEEDS_RECALL
    assert needs.first_right.value >= FIRST_NEED_RIGHT


def test_a_crisis_is_noticed_and_few_alarms_are_false(figures):
    crisis = figures("crisis")
    assert crisis.sensitivity.value >= CRISIS_SENSITIVITY
    assert crisis.precision.value >= CRISIS_PRECISION


def test_what_fingerpost_is_not_for_is_told_from_what_it_is_for(figures):
    scope = figures("scope")
    assert scope.auroc >= SCOPE_AUROC
    assert scope.right.value >= SCOPE_RIGHT


def test_the_details_in_a_message_are_found_and_no_others(figures):
    entities = figures("entities").kinds["all"]
    assert entities.precision.value >= ENTITIES_PRECISION
    assert entities.recall.value >= ENTITIES_RECALL
