"""Rasa intent classifier: ranks the topics and decides between answer, clarify and out of scope."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.decision import CRISIS, OUT_OF_SCOPE, Thresholds, crisis_first, decide
from bot.nlu.details_only import is_details_only
from bot.nlu.topic_model import TopicModel, Vectors

DECISION = "decision"
DETAILS_ONLY = "inform"
_ARRAYS = ("embedding_weights", "embedding_bias", "spelling_weights", "spelling_bias", "rarity", "examples")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Sets `intent`, `intent_ranking` and `decision`. Below the thresholds the intent becomes `nlu_fallback` (the
    assistant asks back) or `out_of_scope`; the ranking keeps what was heard. A message of details alone is `inform`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        standard = Thresholds()
        return {
            "embedding_c": 10.0,
            "spelling_c": 10.0,
            "seed": 7,
            "ranking_length": 10,
            "strangeness": standard.strangeness,
            "confidence": standard.confidence,
            "lead": standard.lead,
            "crisis": standard.crisis,
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
            labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            with np.load(folder / "weights.npz") as arrays:
                weights = {name: arrays[name].astype(np.float32) for name in _ARRAYS}
        return cls(config, model_storage, resource, TopicModel(**labels, **weights))

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: TopicModel | None = None
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._thresholds = Thresholds(config["strangeness"], config["confidence"], config["lead"], config["crisis"])

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the topic model on all examples that carry an intent and a sentence vector, and store it."""
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(TEXT) and _sentence_vector(example) is not None
        ]
        self._model = TopicModel.train(
            [example.get(TEXT) for example in examples],
            [example.get(INTENT) for example in examples],
            np.vstack([_sentence_vector(example) for example in examples]),
            embedding_c=self._config["embedding_c"],
            spelling_c=self._config["spelling_c"],
            seed=self._config["seed"],
        )
        self._store(self._model)
        return self._resource

    def _store(self, model: TopicModel) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            labels = {"topics": model.topics, "vocabulary": model.vocabulary}
            (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
            halves = {name: getattr(model, name).astype(np.float16) for name in _ARRAYS}
            np.savez_compressed(folder / "weights.npz", **halves)

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each with intent, ranking and decision."""
        for message in messages:
            vector = _sentence_vector(message)
            if self._model is None or vector is None:
                continue
            ranking = crisis_first(self._model.rank(message.get(TEXT), vector), self._thresholds)
            spans = [(found["start"], found["end"]) for found in message.get(ENTITIES, [])]
            if ranking[0][0] != CRISIS and is_details_only(message.get(TEXT), spans):
                ranking = [(DETAILS_ONLY, 1.0), *(pair for pair in ranking if pair[0] != DETAILS_ONLY)]
                decision = "answer"
            else:
                decision = decide(ranking, self._model.familiarity(vector), self._thresholds)
            name, confidence = ranking[0]
            heard = {"answer": name, "clarify": DEFAULT_NLU_FALLBACK_INTENT_NAME, OUT_OF_SCOPE: OUT_OF_SCOPE}[decision]
            message.set(INTENT, {"name": heard, "confidence": confidence}, add_to_output=True)
            shown = [{"name": topic, "confidence": share} for topic, share in ranking[: self._config["ranking_length"]]]
            message.set(INTENT_RANKING_KEY, shown, add_to_output=True)
            message.set(DECISION, decision, add_to_output=True)
        return messages


def _sentence_vector(message: Message) -> Vectors | None:
    for features in message.features:
        if features.attribute == TEXT and features.type == FEATURE_TYPE_SENTENCE:
            vector: Vectors = np.asarray(features.features, dtype=np.float32).ravel()
            return vector
    return None
