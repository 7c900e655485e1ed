"""Rasa intent classifier that only raises: a crisis in the whole message or in any part of it becomes the intent."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.decision import CRISIS
from bot.nlu.message_model import MessageModel, Recipe, Vectors
from bot.nlu.sentence_featurizer import sentence_vector
from bot.nlu.topic_classifier import DECISION, KIND, NEEDS, class_of, labelled_examples, readings, recipe_in

_NO_CRISIS = "none"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisClassifier(IntentClassifier, GraphComponent):
    """Trained on the kinds of crisis against everything else. Where the share of all kinds together reaches `whole`
    for the message, the intent becomes `crisis` and `kind` its likeliest kind; so it does where one of its parts
    reaches `part` while the whole message reaches at least `beside_part`.

    A part has less around it that could speak for or against, so it has to be surer. What the rules raised is never
    lowered. Where only the topic sounds like a crisis, the assistant asks back, and the help for one is the second of
    the choices.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            **asdict(Recipe()),
            "whole": 0.4,
            "part": 0.99,
            "beside_part": 0.03,
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
    ) -> CrisisClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CrisisClassifier:
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
        """Fit the model on all examples, each a kind of crisis or none, and store it."""
        examples = labelled_examples(training_data)
        self._model = MessageModel.train(
            [example.get(TEXT) for example in examples],
            [_kind_or_none(example) for example in examples],
            np.vstack([sentence_vector(example) for example in examples]),
            recipe_in(self._config),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.store(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, with the intent raised to crisis where one is heard."""
        for message in messages:
            vector = sentence_vector(message)
            if self._model is not None and vector is not None:
                self._raise(message, vector, self._model)
        return messages

    def _raise(self, message: Message, vector: Vectors, model: MessageModel) -> None:
        shares = model.shares(*readings(message, vector))
        danger = 1.0 - shares[:, model.classes.index(_NO_CRISIS)]
        least = np.full(len(danger), self._config["part"] if danger[0] >= self._config["beside_part"] else np.inf)
        least[0] = self._config["whole"]
        heard = np.flatnonzero(danger >= least)
        if not len(heard):
            _put_second(message)
            return
        row = shares[max(heard, key=lambda place: danger[place])]
        kinds = [(float(share), name) for name, share in zip(model.classes, row, strict=True) if name != _NO_CRISIS]
        confidence = float(danger.max())
        others = [pair for pair in message.get(INTENT_RANKING_KEY) or [] if pair["name"] != CRISIS]
        ranking = [{"name": CRISIS, "confidence": confidence}, *others]
        needs = [CRISIS, *(need for need in message.get(NEEDS) or [] if need != CRISIS)]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(DECISION, "answer", add_to_output=True)
        message.set(NEEDS, needs, add_to_output=True)
        message.set(KIND, max(kinds)[1], add_to_output=True)


def _kind_or_none(example: Message) -> str:
    topic, _, kind = class_of(example).partition("/")
    return kind if topic == CRISIS else _NO_CRISIS


def _put_second(message: Message) -> None:
    ranking = message.get(INTENT_RANKING_KEY) or []
    if len(ranking) > 1 and ranking[0]["name"] == CRISIS:
        message.set(INTENT_RANKING_KEY, [ranking[1], ranking[0], *ranking[2:]], add_to_output=True)
