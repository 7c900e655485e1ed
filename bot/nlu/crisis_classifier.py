"""Rasa intent classifier that only raises: a crisis in the whole message or in any part of it becomes the intent."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.decision import CRISIS
from bot.nlu.message_classifier import DECISION, KIND, NEEDS, MessageClassifier
from bot.nlu.message_model import MessageModel, Recipe, Vectors
from bot.nlu.topic_classifier import CRISIS_SHARES

_NO_CRISIS = "none"
_LEAST = 1e-6


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisClassifier(MessageClassifier):
    """Trained on the kinds of crisis against everything else, and pooled with the share of crises among the topics:
    two readings that err in different places. Where the danger reaches `whole` for the message, the intent becomes
    `crisis` and `kind` its likeliest kind; so it does where one of its parts reaches `part` while the whole message
    reaches at least `beside_part`.

    A part has less around it that could speak for or against, so it has to be surer. What the rules raised is never
    lowered. From `ask`, and where only the topic sounds like a crisis, the assistant asks back, and the help for one is
    the second of the choices.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            **asdict(Recipe(word_scale=2.0)),
            "whole": 0.3,
            "part": 0.995,
            "beside_part": 0.06,
            "ask": 0.12,
        }

    def label(self, intent_and_kind: str) -> str:
        topic, _, kind = intent_and_kind.partition("/")
        return kind if topic == CRISIS else _NO_CRISIS

    def read(self, message: Message, model: MessageModel, shares: Vectors) -> None:
        """Raise the intent to crisis where one is heard."""
        danger = pooled(1.0 - shares[:, model.classes.index(_NO_CRISIS)], message.get(CRISIS_SHARES))
        least = np.full(len(danger), self._config["part"] if danger[0] >= self._config["beside_part"] else np.inf)
        least[0] = self._config["whole"]
        heard = np.flatnonzero(danger >= least)
        ranking = message.get(INTENT_RANKING_KEY) or []
        if len(heard):
            surest = max(heard, key=lambda place: danger[place])
            _raise(message, ranking, float(danger[surest]), _likeliest_kind(model, shares[surest]))
        elif len(ranking) > 1 and (ranking[0]["name"] == CRISIS or danger[0] >= self._config["ask"]):
            _ask_back(message, ranking, float(danger[0]))


def pooled(kinds: Vectors, topics: Vectors | None) -> Vectors:
    """The danger (0 to 1) by both readings of each text: the mean of their log-odds. Without the second, the first.

    Source: Satopää et al., "Combining multiple probability predictions using a simple logit model" (2014).
    """
    if topics is None:
        return kinds
    odds = [
        np.log(np.clip(share, _LEAST, 1.0)) - np.log(np.clip(1.0 - share, _LEAST, 1.0)) for share in (kinds, topics)
    ]
    danger: Vectors = 1.0 / (1.0 + np.exp(-(odds[0] + odds[1]) / 2))
    return danger


def _likeliest_kind(model: MessageModel, shares: Vectors) -> str:
    kinds = [(float(share), name) for name, share in zip(model.classes, shares, strict=True) if name != _NO_CRISIS]
    return max(kinds)[1]


def _raise(message: Message, ranking: list[dict[str, Any]], confidence: float, kind: str) -> None:
    crisis = {"name": CRISIS, "confidence": confidence}
    needs = [CRISIS, *(need for need in message.get(NEEDS) or [] if need != CRISIS)]
    message.set(INTENT, crisis, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [crisis, *_without_crisis(ranking)], add_to_output=True)
    message.set(DECISION, "answer", add_to_output=True)
    message.set(NEEDS, needs, add_to_output=True)
    message.set(KIND, kind, add_to_output=True)


def _ask_back(message: Message, ranking: list[dict[str, Any]], confidence: float) -> None:
    first, *others = _without_crisis(ranking)
    shown = [first, {"name": CRISIS, "confidence": confidence}, *others]
    asked = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": first["confidence"]}
    message.set(INTENT, asked, add_to_output=True)
    message.set(INTENT_RANKING_KEY, shown, add_to_output=True)
    message.set(DECISION, "clarify", add_to_output=True)
    message.set(KIND, None, add_to_output=True)


def _without_crisis(ranking: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [heard for heard in ranking if heard["name"] != CRISIS]
