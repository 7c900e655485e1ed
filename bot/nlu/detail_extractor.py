"""Rasa entity extractor: the entities that `bot.nlu.entities` finds."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.entities import Entity, find_entities
from bot.nlu.entities.proper_names import SPACY_MODEL


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DetailExtractor(GraphComponent, EntityExtractorMixin):
    """Sets the entities postcode, place, authority, age, year_group, need, reference, dates, what, day,
    cost, role. Nothing is learnt, so training examples need no annotation."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy", SPACY_MODEL]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        find_entities(
            "hello in Anytown"
        )  # reads every list and spaCy's model now, so that nobody's first message waits
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each with its entities."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                shown = [self._shown(entity) for entity in find_entities(text)]
                message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(shown), add_to_output=True)
        return messages

    @staticmethod
    def _shown(entity: Entity) -> dict[str, Any]:
        return {
            ENTITY_ATTRIBUTE_TYPE: entity.name,
            ENTITY_ATTRIBUTE_VALUE: entity.value,
            ENTITY_ATTRIBUTE_START: entity.start,
            ENTITY_ATTRIBUTE_END: entity.end,
        }
