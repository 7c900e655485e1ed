"""Tasks that say one thing and name who can help: speaking to a person, and the status of a plan."""

from __future__ import annotations

import re
from dataclasses import replace

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_topic import answer_topic
from actions.conversation import authority_told, remember, send_answer, told_now, words_of
from fingerpost import contacts, talk

_REQUESTED = re.compile(r"\b(?:request\w*|asked|applied|application)\b", re.IGNORECASE)


class ActionSpeakToPerson(Action):
    """Says who can be spoken to."""

    def name(self) -> str:
        return "action_speak_to_person"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        return _send_with_contacts(dispatcher, tracker, "speak_to_person")


class ActionPlanStatus(Action):
    """Says how to learn where a plan has got to: cases cannot be looked up here. From the day of the request, when
    that is told, it works out what is due by law."""

    def name(self) -> str:
        return "action_plan_status"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        if told_now(tracker, "dates") and _REQUESTED.search(words_of(tracker)):
            return answer_topic(dispatcher, tracker, "ehc_timeline")
        return _send_with_contacts(dispatcher, tracker, "plan_status")


def _send_with_contacts(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str) -> list[EventType]:
    found = contacts.contact_points(topic, authority=authority_told(tracker))
    send_answer(dispatcher, tracker, replace(talk.say(topic), contacts=found), topic)
    return remember(tracker, current_task=topic, times_unclear=0)
