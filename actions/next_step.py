"""Tasks that say one thing and name who can help: speaking to a person, and the status of a plan."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import remember, send, situation
from fingerpost import contacts, talk


class ActionSpeakToPerson(Action):
    """Says who can be spoken to."""

    def name(self) -> str:
        return "action_speak_to_person"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        return _send_with_contacts(dispatcher, tracker, "speak_to_person")


class ActionPlanStatus(Action):
    """Says how to learn where a plan has got to: cases cannot be looked up here."""

    def name(self) -> str:
        return "action_plan_status"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        return _send_with_contacts(dispatcher, tracker, "plan_status")


def _send_with_contacts(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str) -> list[EventType]:
    found = contacts.contact_points(topic, authority=situation(tracker).authority)
    send(dispatcher, replace(talk.say(topic), contacts=found))
    return remember(current_task=topic, times_unclear=0)
