"""The classifier for crises raises what it is sure of; where only the topic sounds like one, it is asked back."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

pytestmark = pytest.mark.engine

RANKING = [
    {"name": "crisis", "confidence": 0.6},
    {"name": "attendance", "confidence": 0.3},
    {"name": "sen_support", "confidence": 0.1},
]


def read(danger, ranking=RANKING):
    """What becomes of a message of two parts with this danger in the whole of it, in each part and in the pair."""
    from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
    from rasa.shared.nlu.training_data.features import Features
    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.crisis_classifier import CrisisClassifier
    from bot.nlu.sentence_featurizer import STRETCH_VECTORS, STRETCHES
    from fingerpost.message_parts import stretches

    text = "He has not come home. Which form is it?"
    message = Message({TEXT: text, "intent_ranking": ranking, "decision": "clarify", "needs": ["attendance"]})
    message.add_features(Features(np.zeros((1, 3)), FEATURE_TYPE_SENTENCE, TEXT, "test"))
    message.set(STRETCHES, stretches(text))
    message.set(STRETCH_VECTORS, np.zeros((3, 3)))
    shares = np.array([[1 - share, share] for share in danger])
    model = SimpleNamespace(classes=["none", "missing_child"], shares=lambda texts, vectors: shares[: len(texts)])
    CrisisClassifier(CrisisClassifier.get_default_config(), None, None, model).process([message])
    return message


@pytest.mark.parametrize(
    "danger",
    [[0.6, 0.1, 0.0, 0.4], [0.1, 0.999, 0.0, 0.4], [0.1, 0.0, 0.0, 0.999]],
    ids=["in all of it", "in one part", "in two parts together"],
)
def test_danger_told_anywhere_in_a_message_comes_before_all_else(danger):
    message = read(danger)
    assert message.get("intent")["name"] == "crisis"
    assert message.get("decision") == "answer"
    assert message.get("kind") == "missing_child"
    assert message.get("needs") == ["crisis", "attendance"]


@pytest.mark.parametrize("danger", [[0.2, 0.9, 0.0, 0.4], [0.01, 0.999, 0.0, 0.4]])
def test_where_only_the_topic_sounds_like_a_crisis_it_is_the_second_of_the_choices(danger):
    message = read(danger)
    assert message.get("decision") == "clarify"
    assert [heard["name"] for heard in message.get("intent_ranking")] == ["attendance", "crisis", "sen_support"]


def test_where_danger_may_be_meant_the_help_for_it_is_among_the_choices():
    message = read([0.2, 0.0, 0.0, 0.0], ranking=[RANKING[1], RANKING[2]])
    assert message.get("decision") == "clarify"
    assert [heard["name"] for heard in message.get("intent_ranking")] == ["attendance", "crisis", "sen_support"]


def test_two_readings_that_disagree_are_pooled():
    from bot.nlu.crisis_classifier import pooled

    both = pooled(np.array([0.9, 0.9]), np.array([0.1, 0.9]))
    assert both[0] == pytest.approx(0.5)
    assert both[1] == pytest.approx(0.9)
