"""Rasa intent classifier: ranks the topics, hears several needs, and decides whether to answer, ask back or decline."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.decision import OUT_OF_SCOPE, Thresholds, decide, strangeness
from bot.nlu.details_only import is_details_only
from bot.nlu.message_model import MessageModel, Recipe, Vectors
from bot.nlu.sentence_featurizer import STRETCH_VECTORS, STRETCHES, sentence_vector
from bot.nlu.topic_shares import TopicShares
from fingerpost.message_parts import Stretches
from fingerpost.needs import Heard, needs_in
from fingerpost.topics import DETAILS_ONLY

DECISION = "decision"
NEEDS = "needs"
KIND = "kind"
SCOPE_SCORE = "scope_score"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Sets `intent`, `intent_ranking`, `decision`, `needs`, `kind` (of what is out of scope) and `scope_score`.

    Below the thresholds the intent becomes `nlu_fallback` (the assistant asks back) or `out_of_scope`; the ranking
    keeps what was heard. A message of details alone is `inform`. Examples may carry a `kind` in the metadata of their
    intent.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        standard = Thresholds()
        return {
            **asdict(Recipe()),
            "ranking_length": 10,
            "strangeness": standard.strangeness,
            "confidence": standard.confidence,
            "lead": standard.lead,
            "need": standard.need,
        }

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """The classifier with the weights stored by `train`."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, MessageModel.load(folder))

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: MessageModel | None = None
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._thresholds = Thresholds(**{field.name: config[field.name] for field in fields(Thresholds)})
        self._use(model)

    def _use(self, model: MessageModel | None) -> None:
        self._model = model
        self._topic_shares = TopicShares(model.classes) if model else None

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on all examples that carry an intent and a sentence vector, and store it."""
        examples = labelled_examples(training_data)
        model = MessageModel.train(
            [example.get(TEXT) for example in examples],
            [class_of(example) for example in examples],
            np.vstack([sentence_vector(example) for example in examples]),
            recipe_in(self._config),
        )
        with self._model_storage.write_to(self._resource) as folder:
            model.store(folder)
        self._use(model)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each with what was heard in it."""
        for message in messages:
            vector = sentence_vector(message)
            if self._model is not None and self._topic_shares is not None and vector is not None:
                self._read(message, vector, self._model, self._topic_shares)
        return messages

    def _read(self, message: Message, vector: Vectors, model: MessageModel, topics: TopicShares) -> None:
        texts, vectors = readings(message, vector)
        shares = model.shares(texts, vectors)
        by_topic = topics.of_topics(shares)
        ranking = topics.ranking(by_topic[0])
        scope_score = strangeness(ranking, model.familiarity(vector))
        spans = [(found["start"], found["end"]) for found in message.get(ENTITIES, [])]
        if is_details_only(message.get(TEXT), spans):
            ranking = [(DETAILS_ONLY, 1.0), *(pair for pair in ranking if pair[0] != DETAILS_ONLY)]
            decision = "answer"
        else:
            decision = decide(ranking, scope_score, self._thresholds)
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
        message.set(SCOPE_SCORE, scope_score, add_to_output=True)


def labelled_examples(training_data: TrainingData) -> list[Message]:
    """The training examples that carry an intent, a text and a sentence vector."""
    return [
        example
        for example in training_data.intent_examples
        if example.get(TEXT) and sentence_vector(example) is not None
    ]


def class_of(example: Message) -> str:
    """The intent of a training example, with its kind where the metadata of the intent names one."""
    kind = ((example.get(METADATA) or {}).get(INTENT) or {}).get(KIND)
    return f"{example.get(INTENT)}/{kind}" if kind else str(example.get(INTENT))


def readings(message: Message, vector: Vectors) -> tuple[list[str], Vectors]:
    """The whole message, its parts and its pairs of parts, and their vectors of shape (1 + stretches, 384)."""
    found = stretches_of(message)
    texts = [message.get(TEXT), *found.parts, *found.pairs]
    return texts, np.vstack([vector[None], message.get(STRETCH_VECTORS)]) if found.parts else vector[None]


def stretches_of(message: Message) -> Stretches:
    """The stretches that the featurizer found; none in a message that it did not read."""
    return message.get(STRETCHES) or Stretches()


def hear(topics: TopicShares, by_topic: Vectors, found: Stretches, text: str) -> Heard:
    """Topic shares of the whole message, its parts and its pairs of parts, in rows in this order, told apart."""
    parts = len(found.parts)
    return Heard(topics.topics, by_topic[0], by_topic[1 : 1 + parts], by_topic[1 + parts :], len(text.split()))


def recipe_in(config: dict[str, Any]) -> Recipe:
    """How to fit, from a component's configuration."""
    return Recipe(**{field.name: config[field.name] for field in fields(Recipe)})
