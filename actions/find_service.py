"""Finds services: keeps what was said over the turns and asks only for what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    age_told,
    first,
    place_told,
    question,
    remember,
    send_answer,
    told_now,
    topic_heard,
    words_of,
)
from fingerpost import find_service, services_shown
from fingerpost.reply import Service
from fingerpost.service_kinds import ANYTHING, search_words

ANY = "any"


class ActionFindService(Action):
    """Searches the Local Offer, or asks for the place or the kind of service when it is not known yet."""

    def name(self) -> str:
        return "action_find_service"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        if shown := tracker.latest_message.get("services"):
            asked = tracker.latest_message.get("follow_up") or []
            reply = services_shown.answer([Service(**service) for service in shown], asked)
            send_answer(dispatcher, tracker, reply, "find_service")
            return remember(tracker, current_task="find_service", times_unclear=0)
        place, problem = place_told(tracker)
        wanted = _wanted(tracker)
        wish = find_service.Wish(
            text=wanted.get("text", ""),
            called=wanted.get("called", ""),
            day=wanted.get("day"),
            cost=wanted.get("cost"),
            age=age_told(tracker),
            needs=tuple(dict.fromkeys(tracker.get_slot("need") or ())),
        )
        send_answer(dispatcher, tracker, find_service.find(wish, place, problem), "find_service")
        return remember(tracker, search=wanted, current_task="find_service", last_topic=None, times_unclear=0)


def _wanted(tracker: Tracker) -> dict[str, Any]:
    """What is looked for now: details are added to the search at hand; asking for something else starts afresh."""
    at_hand = dict(tracker.get_slot("search") or {})
    asks = topic_heard(tracker) == "find_service"
    text, called = _words_wanted(tracker) if asks or told_now(tracker, "what") else ("", "")
    wanted = {} if asks and text and at_hand.get("text") else at_hand
    if text:
        wanted.update(text=text, called=called)
    for name in ("day", "cost"):
        value = first(told_now(tracker, name))
        if value == ANY:
            wanted.pop(name, None)
        elif value is not None:
            wanted[name] = value
    return wanted


def _words_wanted(tracker: Tracker) -> tuple[str, str]:
    """What to search for and what the family calls it: the kinds of service named, else their own words."""
    words, entities = words_of(tracker), question(tracker).get("entities") or []
    kinds = [found for found in entities if found["entity"] == "what"]
    if any(found.get("extractor") == "choice" for found in kinds):
        return _joined(search_words(found["value"]) for found in kinds), words[:1].lower() + words[1:]
    known = [found for found in kinds if search_words(found["value"]) != ANYTHING]
    if known:
        called = _joined(words[found["start"] : found["end"]] for found in known)
        return _joined(search_words(found["value"]) for found in known), called
    spans = [(found["start"], found["end"]) for found in entities if found["entity"] != "what"]
    own = find_service.words_to_search(words, spans) or _joined(search_words(found["value"]) for found in kinds)
    return own, own


def _joined(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(words))
