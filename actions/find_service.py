"""Finds services: keeps what was said over the turns and asks only for what is missing."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import age_told, first, place_told, remember, send, told_now, topic_heard, words_of
from fingerpost import find_service

ANYTHING = "club"


class ActionFindService(Action):
    """Searches the Local Offer, or asks for the place or the kind of service when it is not known yet."""

    def name(self) -> str:
        return "action_find_service"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        place, problem = place_told(tracker)
        wanted = _wanted(tracker)
        wish = find_service.Wish(
            text=wanted.get("text", ""),
            day=wanted.get("day"),
            cost=wanted.get("cost"),
            age=age_told(tracker),
            needs=tuple(dict.fromkeys(tracker.get_slot("need") or ())),
        )
        send(dispatcher, find_service.find(wish, place, problem))
        return remember(search=wanted, current_task="find_service", last_topic=None, times_unclear=0)


def _wanted(tracker: Tracker) -> dict[str, Any]:
    """What is looked for now: a new question starts afresh, details are added to the one at hand."""
    new_question = topic_heard(tracker) == "find_service" or tracker.get_slot("current_task") != "find_service"
    wanted: dict[str, Any] = {} if new_question else dict(tracker.get_slot("search") or {})
    kinds = [kind for kind in told_now(tracker, "what") if kind != ANYTHING]
    if kinds:
        wanted["text"] = " ".join(dict.fromkeys(kinds))
    elif new_question:
        wanted["text"] = _own_words(tracker)
    for name in ("day", "cost"):
        value = first(told_now(tracker, name))
        if value is not None:
            wanted[name] = value
    return wanted


def _own_words(tracker: Tracker) -> str:
    entities = tracker.latest_message.get("entities") or []
    chosen = first(told_now(tracker, "what"))
    if any(found.get("extractor") == "choice" for found in entities):
        return str(chosen or "")
    spans = [(found["start"], found["end"]) for found in entities if found["entity"] != "what"]
    return find_service.words_to_search(words_of(tracker), spans) or str(chosen or "")
