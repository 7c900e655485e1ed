"""Rasa featurizer: a vector for each message and, of a message that is read, for each of its parts."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from fingerpost.encoder import SentenceEncoder, sentence_encoder
from fingerpost.message_parts import Stretches, stretches

# For the classifiers that follow, never in the output: the stretches of a message, and the vectors of its parts, then
# of its pairs.
STRETCHES = "stretches"
STRETCH_VECTORS = "stretch_vectors"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddingFeaturizer(GraphComponent):
    """Sets a dense sentence feature of shape (1, 384) on the text of every message, and the stretches of a
    message of several parts, with vectors of shape (stretches, 384)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "tokenizers"]

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
        """The messages, each with its sentence vector and its parts."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = stretches(text)
            vectors = vectors_of(text, found)
            self._set_sentence_vector(message, vectors[0])
            message.set(STRETCHES, found)
            message.set(STRETCH_VECTORS, vectors[1:])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The training data, each example with its sentence vector; an example is about one topic, so without parts."""
        told = [example for example in training_data.training_examples if example.get(TEXT)]
        encoder = SentenceEncoder(threads=os.cpu_count() or 1)
        vectors = encoder.encode([example.get(TEXT) for example in told])
        for example, vector in zip(told, vectors, strict=True):
            self._set_sentence_vector(example, vector)
        return training_data

    def _set_sentence_vector(self, message: Message, vector: npt.NDArray[np.float32]) -> None:
        message.add_features(Features(np.atleast_2d(vector), FEATURE_TYPE_SENTENCE, TEXT, self._origin))


def vectors_of(text: str, found: Stretches) -> npt.NDArray[np.float32]:
    """Unit vectors of the whole message, then its parts, then its pairs, of shape (1 + stretches, 384).

    The encoder reads no further than about a hundred words, so that a message that is read in pieces has their mean as
    its own vector.
    """
    encoder = sentence_encoder()
    if found.pairs or not found.parts:
        return encoder.encode([text, *found.parts, *found.pairs])
    pieces = encoder.encode(found.parts)
    mean = pieces.mean(axis=0)
    whole: npt.NDArray[np.float32] = np.vstack([mean / max(np.linalg.norm(mean), np.finfo(np.float32).eps), pieces])
    return whole


def sentence_vector(message: Message) -> npt.NDArray[np.float32] | None:
    """The vector of the whole message, of shape (384,), or None where the featurizer set none."""
    for features in message.features:
        if features.attribute == TEXT and features.type == FEATURE_TYPE_SENTENCE:
            vector: npt.NDArray[np.float32] = np.asarray(features.features, dtype=np.float32).ravel()
            return vector
    return None
