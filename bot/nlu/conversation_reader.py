"""Rasa graph component: reads a message in the light of the conversation (`fingerpost.in_context`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.topic_classifier import DECISION, KIND, NEEDS
from fingerpost import in_context, several_needs
from fingerpost.in_context import WHICH_ONE, Heard, Settled, SoFar
from fingerpost.reply import Reply

FOLLOW_UP = "follow_up"
CHOSEN = "chosen"
SERVICES = "services"
_SLOTS = ("current_task", "last_topic", "contact_question")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConversationReader(GraphComponent):
    """Rewrites `intent`, `intent_ranking` and `decision` where the conversation settles them. Adds `follow_up` (what is
    asked about the last topic), `services` (those it is asked about) and `chosen` (the title of the choice that was
    picked in words, with its values as entities). Outside a conversation nothing is changed."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConversationReader:
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """The messages, each read in the light of what the tracker holds."""
        if tracker is None or not tracker.events:
            return messages
        so_far = _so_far(tracker)
        for message in messages:
            settled = in_context.settle(_heard(message), so_far) if message.get(TEXT) else None
            if settled:
                _rewrite(message, settled)
        return messages


def _so_far(tracker: DialogueStateTracker) -> SoFar:
    last_message = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
    return SoFar(
        reply=_last_reply(tracker),
        needs=tuple(several_needs.told((last_message.parse_data or {}).get(NEEDS) or ()) if last_message else ()),
        open_needs=tuple(tracker.get_slot("open_needs") or ()),
        topic=in_context.talked_about({name: tracker.get_slot(name) for name in _SLOTS}),
    )


def _last_reply(tracker: DialogueStateTracker) -> Reply | None:
    """What was said in answer to the last message; None where it was nothing, or is kept in a form of another day."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return None
        if isinstance(event, BotUttered) and (event.data or {}).get("custom"):
            try:
                return Reply.from_dict(event.data["custom"])
            except ValueError:
                return None
    return None


def _heard(message: Message) -> Heard:
    return Heard(
        text=message.get(TEXT),
        intent=message.get(INTENT, {}).get("name") or "",
        decision=message.get(DECISION) or "",
        ranking=tuple((heard["name"], heard["confidence"]) for heard in message.get(INTENT_RANKING_KEY) or []),
        needs=tuple(message.get(NEEDS) or ()),
        details=tuple((found["entity"], found["start"], found["end"]) for found in message.get(ENTITIES, [])),
    )


def _rewrite(message: Message, settled: Settled) -> None:
    """Set what is settled. A choice or a follow-up is certain; of several needs the ranking stays as it was heard."""
    confidence = message.get(INTENT, {}).get("confidence", 0.0)
    if settled.choice or settled.follow_up or settled.services:
        confidence = 1.0
        message.set(INTENT_RANKING_KEY, _ranking(message, settled), add_to_output=True)
    if settled.intent != message.get(INTENT, {}).get("name"):
        message.set(DECISION, "clarify" if WHICH_ONE in settled.follow_up else "answer", add_to_output=True)
        message.set(KIND, None, add_to_output=True)
    message.set(INTENT, {"name": settled.intent, "confidence": confidence}, add_to_output=True)
    message.set(NEEDS, [] if WHICH_ONE in settled.follow_up else list(settled.topics), add_to_output=True)
    if settled.follow_up:
        message.set(FOLLOW_UP, list(settled.follow_up), add_to_output=True)
    if settled.services:
        message.set(SERVICES, [asdict(service) for service in settled.services], add_to_output=True)
    if settled.choice:
        message.set(CHOSEN, settled.choice.title, add_to_output=True)
        values = [
            {"entity": name, "value": value, "start": 0, "end": 0, "extractor": "choice"}
            for name, value in settled.choice.slots.items()
        ]
        message.set(ENTITIES, message.get(ENTITIES, []) + values, add_to_output=True)


def _ranking(message: Message, settled: Settled) -> list[dict[str, Any]]:
    if WHICH_ONE in settled.follow_up:
        return [{"name": topic, "confidence": 1 / len(settled.topics)} for topic in settled.topics]
    certain = [{"name": settled.intent, "confidence": 1.0}]
    if settled.choice:
        return certain
    return certain + [heard for heard in message.get(INTENT_RANKING_KEY) or [] if heard["name"] != settled.intent]
