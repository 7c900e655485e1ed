"""The fixed text for a crisis that the topic model heard and the rules did not."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import send
from fingerpost import safety


class ActionCrisis(Action):
    """Sends the general crisis text."""

    def name(self) -> str:
        return "action_crisis"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        send(dispatcher, safety.crisis_reply("general"))
        return []
