"""Somebody who changed the training data reads how often the right topic is heard, and what is mixed up with what."""

from __future__ import annotations

import pytest

from bot.evaluation import decisions, topics
from bot.evaluation.message_sets import TopicMessage


@pytest.fixture
def heard(reading):
    """Six messages and their readings: three right, two mixed up, one asked back."""
    return {
        TopicMessage("dla form", "benefits"): reading("benefits", "grants", "complaint"),
        TopicMessage("carers allowance?", "benefits"): reading("grants", "benefits", "complaint"),
        TopicMessage("money for being a carer", "benefits"): reading("grants", "complaint", "mediation"),
        TopicMessage("family fund", "grants"): reading("grants", "benefits", "complaint", decision="clarify"),
        TopicMessage("she wants to die", "crisis"): reading("grants", "greet", "deny", decision="crisis"),
        TopicMessage("bin day", "out_of_scope"): reading("grants", "greet", "deny", decision="out_of_scope"),
    }


def readings(heard):
    return {message.text: one for message, one in heard.items()}


def test_top_1_counts_the_first_of_the_ranking_and_what_was_decided_without_it(heard):
    figures = topics.measure(list(heard), readings(heard))
    assert (figures.top_1.count, figures.top_1.total) == (4, 6)
    assert figures.top_1.value == pytest.approx(4 / 6)
    assert figures.top_1.low < 4 / 6 < figures.top_1.high


def test_top_3_counts_what_asking_back_would_offer(heard):
    figures = topics.measure(list(heard), readings(heard))
    assert (figures.top_3.count, figures.top_3.total) == (3, 6)


def test_each_topic_has_its_own_figures_and_macro_f1_is_their_mean(heard):
    figures = topics.measure(list(heard), readings(heard))
    benefits, crisis, grants, out_of_scope = figures.per_topic
    assert (benefits.topic, benefits.messages) == ("benefits", 3)
    assert (benefits.precision, benefits.recall, benefits.f1) == pytest.approx((1, 1 / 3, 1 / 2))
    assert benefits.top_3 == pytest.approx(2 / 3)
    assert (grants.precision, grants.recall, grants.f1) == pytest.approx((1 / 3, 1, 1 / 2))
    assert crisis.f1 == out_of_scope.f1 == 1
    assert figures.macro_f1 == pytest.approx((1 / 2 + 1 + 1 / 2 + 1) / 4)


def test_the_most_frequent_confusion_comes_first_with_the_beginnings_of_its_messages(heard, reading):
    heard[TopicMessage("long " * 50, "grants")] = reading("complaint", "benefits", "grants")
    figures = topics.measure(list(heard), readings(heard))
    table = figures.confusion_table(1)
    assert list(table.rows) == [("benefits", "grants", "2", "- carers allowance?\n- money for being a carer")]
    longest = figures.confusion_table(2).rows[1]
    assert longest[:3] == ("grants", "complaint", "1")
    assert len(longest[3]) <= len("- ") + 80


def test_answering_alone_and_asking_back_are_counted_apart(heard):
    figures = decisions.measure(list(heard), readings(heard))
    assert (figures.answered_alone.count, figures.answered_alone.total) == (5, 6)
    assert (figures.right_when_alone.count, figures.right_when_alone.total) == (3, 5)
    assert (figures.asked_back.count, figures.asked_back.total) == (1, 6)
    assert (figures.offered_when_asked_back.count, figures.offered_when_asked_back.total) == (1, 1)
    assert figures.turned_away.count == 0


def test_a_family_that_is_turned_away_was_not_answered(reading):
    message = TopicMessage("help with the bus to school", "school_transport")
    turned_away = {message.text: reading("school_transport", decision="out_of_scope")}
    figures = decisions.measure([message], turned_away)
    assert figures.turned_away.count == 1
    assert (figures.answered_alone.count, figures.right_when_alone.value) == (0, None)
    assert topics.measure([message], turned_away).top_1.count == 1
