"""What the two Rasa intent classifiers share: they fit, store and load a `MessageModel`, and read messages with it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from typing_extensions import Self

from bot.nlu.message_model import MessageModel, Recipe, Vectors
from bot.nlu.sentence_featurizer import STRETCH_VECTORS, STRETCHES, sentence_vector
from fingerpost.message_parts import Stretches

DECISION = "decision"
NEEDS = "needs"
KIND = "kind"


class MessageClassifier(IntentClassifier, GraphComponent):
    """A subclass says what class an example is of (`label`) and what a reading means for a message (`read`)."""

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
    ) -> Self:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """The classifier with the weights stored by `train`."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, MessageModel.load(folder))

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: MessageModel | None = None
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on all examples that carry an intent and a sentence vector, and store it."""
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(TEXT) and sentence_vector(example) is not None
        ]
        self._model = MessageModel.train(
            [example.get(TEXT) for example in examples],
            [self.label(intent_and_kind(example)) for example in examples],
            np.vstack([sentence_vector(example) for example in examples]),
            Recipe(**{field.name: self._config[field.name] for field in fields(Recipe)}),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.store(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each with what was heard in it."""
        for message in messages:
            vector = sentence_vector(message)
            if self._model is not None and vector is not None:
                texts, vectors = readings(message, vector)
                self.read(message, self._model, self._model.shares(texts, vectors))
        return messages

    def label(self, intent_and_kind: str) -> str:
        """The class of an example of this intent, or intent and kind (`out_of_scope/abuse`)."""
        raise NotImplementedError

    def read(self, message: Message, model: MessageModel, shares: Vectors) -> None:
        """Set what these shares mean for the message: of shape (readings, classes), the whole message first."""
        raise NotImplementedError


def intent_and_kind(example: Message) -> str:
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
