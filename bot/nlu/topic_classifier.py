"""Rasa intent classifier: ranks the topics, hears several needs, and decides whether to answer, ask back or decline."""

from __future__ import annotations

from dataclasses import asdict, fields
from functools import cached_property
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.decision import CRISIS, OUT_OF_SCOPE, Thresholds, decide
from bot.nlu.details_only import is_details_only
from bot.nlu.message_classifier import DECISION, KIND, NEEDS, MessageClassifier, stretches_of
from bot.nlu.message_model import MessageModel, Recipe, Vectors
from bot.nlu.topic_shares import TopicShares
from fingerpost.message_parts import Stretches
from fingerpost.needs import Heard, needs_in
from fingerpost.service_kinds import kind_of
from fingerpost.topics import DETAILS_ONLY

SCOPE_SCORE = "scope_score"
CRISIS_SHARES = "crisis_shares"  # of the whole message, its parts and its pairs of parts


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(MessageClassifier):
    """Sets `intent`, `intent_ranking`, `decision`, `needs`, `kind` (of what is out of scope) and `scope_score`, the
    share of "out of scope" (0 to 1).

    Below the thresholds the intent becomes `nlu_fallback` (the assistant asks back) or `out_of_scope`; the ranking
    keeps what was heard. A message of details alone is `inform`. Examples may carry a `kind` in the metadata of their
    intent.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**asdict(Recipe()), **asdict(Thresholds()), "ranking_length": 10}

    @cached_property
    def _thresholds(self) -> Thresholds:
        return Thresholds(**{field.name: self._config[field.name] for field in fields(Thresholds)})

    def label(self, intent_and_kind: str) -> str:
        return intent_and_kind

    def read(self, message: Message, model: MessageModel, shares: Vectors) -> None:
        """Set what was heard and what is to be done."""
        topics = TopicShares(model.classes)
        by_topic = topics.of_topics(shares)
        ranking = topics.ranking(by_topic[0])
        spans = [(found["start"], found["end"]) for found in message.get(ENTITIES, []) if _is_sure(found)]
        if is_details_only(message.get(TEXT), spans):
            ranking = [(DETAILS_ONLY, 1.0), *(pair for pair in ranking if pair[0] != DETAILS_ONLY)]
            decision = "answer"
        else:
            decision = decide(ranking, self._thresholds)
        name, confidence = ranking[0]
        heard = {"answer": name, "clarify": DEFAULT_NLU_FALLBACK_INTENT_NAME, OUT_OF_SCOPE: OUT_OF_SCOPE}[decision]
        kind = topics.kind(shares[0], OUT_OF_SCOPE) if decision == OUT_OF_SCOPE else None
        shown = [{"name": topic, "confidence": share} for topic, share in ranking[: self._config["ranking_length"]]]
        needs = needs_in(hear(topics, by_topic, stretches_of(message), message.get(TEXT)), self._thresholds.need)
        message.set(INTENT, {"name": heard, "confidence": confidence}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, shown, add_to_output=True)
        message.set(DECISION, decision, add_to_output=True)
        message.set(NEEDS, needs, add_to_output=True)
        message.set(KIND, kind, add_to_output=True)
        message.set(CRISIS_SHARES, topics.of(by_topic, CRISIS))
        message.set(SCOPE_SCORE, dict(ranking).get(OUT_OF_SCOPE, 0.0), add_to_output=True)


def _is_sure(entity: dict[str, Any]) -> bool:
    """Whether an entity can be nothing else: "dyslexia test" is no service, although nothing but a place may follow."""
    return entity["entity"] != "what" or kind_of(entity["value"]) is not None


def hear(topics: TopicShares, by_topic: Vectors, found: Stretches, text: str) -> Heard:
    """Topic shares of the whole message, its parts and its pairs of parts, in rows in this order, told apart."""
    parts = len(found.parts)
    return Heard(topics.topics, by_topic[0], by_topic[1 : 1 + parts], by_topic[1 + parts :], len(text.split()))
