"""Takes details ("SK8 1AB", "he's 7", "no, year 5") to the task they belong to."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_topic import answer_topic
from actions.contact_point import ActionContactPoint
from actions.conversation import told_now
from actions.find_service import ActionFindService
from actions.next_step import ActionPlanStatus, ActionSpeakToPerson
from fingerpost import topics

_TASKS = {
    "find_service": ActionFindService,
    "contact_point": ActionContactPoint,
    "plan_status": ActionPlanStatus,
    "speak_to_person": ActionSpeakToPerson,
}


class ActionContinue(Action):
    """Runs the task at hand again with what was just told; without one, looks for services."""

    def name(self) -> str:
        return "action_continue"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        task = tracker.get_slot("current_task")
        if told_now(tracker, "what"):
            task = "find_service"
        if topics.topic_kinds().get(task) == "answer":
            return answer_topic(dispatcher, tracker, task)
        return _TASKS.get(task, ActionFindService)().run(dispatcher, tracker, domain)
