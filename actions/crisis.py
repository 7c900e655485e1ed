"""The fixed text for a crisis that the topic model heard and the rules did not."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import send, words_of
from fingerpost import safety


class ActionCrisis(Action):
    """Sends the text for the kind of crisis that the rules or the model heard, the general one for none."""

    def name(self) -> str:
        return "action_crisis"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        kind = safety.kind_of_crisis(words_of(tracker)) or tracker.latest_message.get("kind")
        send(dispatcher, safety.crisis_reply(kind))
        return []
