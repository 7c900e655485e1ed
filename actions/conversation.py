"""What an action reads from the tracker and how it answers: the only place that knows Rasa's tracker from inside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from fingerpost import places
from fingerpost.answers import Situation
from fingerpost.reply import Reply


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Say the Reply."""
    dispatcher.utter_message(json_message=reply.to_dict())


def topic_heard(tracker: Tracker) -> str:
    """The intent of the last message."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def told_now(tracker: Tracker, entity: str) -> list[Any]:
    """The values of one entity in the last message, in order."""
    return [found["value"] for found in tracker.latest_message.get("entities") or [] if found["entity"] == entity]


def words_of(tracker: Tracker) -> str:
    """The text of the last message."""
    return str(tracker.latest_message.get("text") or "")


def place_told(tracker: Tracker) -> tuple[places.Place | None, str]:
    """Where the family lives, as far as they have said, and a sentence for them when that cannot be found."""
    location = tracker.get_slot("location")
    if not location:
        return None, ""
    name = str(location)
    try:
        return places.locate(places.authority(name).name if name.isdigit() else name), ""
    except (places.NotAPostcode, places.UnknownPostcode) as problem:
        return None, str(problem)


def age_told(tracker: Tracker) -> int | None:
    """The child's age in years; from the school year where no age was given."""
    if tracker.get_slot("age") is not None:
        return int(tracker.get_slot("age"))
    year_group = tracker.get_slot("year_group")
    if year_group is None:
        return None
    return 4 if year_group == "R" else int(year_group) + 4


def situation(tracker: Tracker) -> Situation:
    """What the family has told so far, for the answer cards."""
    place, _ = place_told(tracker)
    dates = [date.fromisoformat(value) for value in told_now(tracker, "dates")]
    return Situation(
        authority=place.authority.code if place and place.authority else None,
        age=age_told(tracker),
        told_date=dates[0] if dates else None,
        certificate_date=dates[1] if len(dates) > 1 else None,
    )


def remember(**slots: Any) -> list[EventType]:
    """Slot events for these values."""
    return [SlotSet(name, value) for name, value in slots.items()]


def first(values: Iterable[Any]) -> Any | None:
    """The first value, or None."""
    return next(iter(values), None)
