"""Asks which of the likely topics was meant, rather than guess."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import remember, send
from fingerpost import talk, topics


class ActionClarify(Action):
    """Offers the three likeliest topics; from the second time in a row, a person as well."""

    def name(self) -> str:
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        ranking = [heard["name"] for heard in tracker.latest_message.get("intent_ranking") or []]
        askable = [name for name in ranking if topics.topic_kinds().get(name) in ("answer", "task")]
        times = int(tracker.get_slot("times_unclear") or 0)
        send(dispatcher, talk.ask_which(askable, again=times > 0))
        return remember(times_unclear=times + 1)
