"""Takes details ("SK8 1AB", "he's 7", "no, year 5") to the task they belong to."""

from __future__ import annotations

from itertools import islice

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_topic import answer_topic
from actions.contact_point import ActionContactPoint
from actions.conversation import askable, messages, remember, send, told_now
from actions.find_service import ActionFindService
from actions.next_step import ActionPlanStatus, ActionSpeakToPerson
from fingerpost import talk, topics

_TASKS = {
    "find_service": ActionFindService,
    "contact_point": ActionContactPoint,
    "plan_status": ActionPlanStatus,
    "speak_to_person": ActionSpeakToPerson,
}


class ActionContinue(Action):
    """Runs the task that the details belong to again, with what was just told; without one, looks for services."""

    def name(self) -> str:
        return "action_continue"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        task = _task(tracker)
        if topics.topic_kinds().get(task) == "answer":
            return answer_topic(dispatcher, tracker, task)
        if task == "":
            send(dispatcher, talk.ask_about_date(_in_doubt(tracker)))
            return remember(tracker)
        return _TASKS[task]().run(dispatcher, tracker, domain)


def _in_doubt(tracker: Tracker) -> list[str]:
    """The topics just offered, where the message before was unclear."""
    before = list(islice(messages(tracker), 1, 2)) if tracker.get_slot("times_unclear") else []
    return [topic for message in before for topic in askable(message)]


def _task(tracker: Tracker) -> str:
    """The task at hand or the one that the details can only be meant for; "" for a date that belongs to none."""
    at_hand = tracker.get_slot("current_task")
    limits = told_now(tracker, "day") or told_now(tracker, "cost")
    if told_now(tracker, "what") or (limits and tracker.get_slot("search")):
        return "find_service"
    if told_now(tracker, "role"):
        return "contact_point"
    if told_now(tracker, "dates") and topics.topic_kinds().get(at_hand) != "answer":
        return "ehc_timeline" if at_hand == "plan_status" else _contacts_were_for(tracker)
    return at_hand or "find_service"


def _contacts_were_for(tracker: Tracker) -> str:
    """The topic that was talked about and for which a contact was just named, "" where there is none."""
    last_topic = tracker.get_slot("last_topic")
    asked = tracker.get_slot("contact_question") or {}
    same = tracker.get_slot("current_task") == "contact_point" and asked.get("subject") == last_topic
    return str(last_topic) if last_topic and same else ""
