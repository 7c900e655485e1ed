"""What an action reads from the tracker and how it answers: the only place that knows Rasa's tracker from inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from fingerpost import learning, places, remarks, several_needs, topics
from fingerpost.in_context import WHICH_ONE
from fingerpost.reply import Reply
from fingerpost.settings import settings

# An answer to "Where do you live?" is no longer than this.
_PLACE_WORDS = 5
_NOT_UNDERSTOOD = ("nlu_fallback", "out_of_scope")


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Say the Reply."""
    dispatcher.utter_message(json_message=reply.to_dict())


def send_answer(dispatcher: CollectingDispatcher, tracker: Tracker, reply: Reply, answered: str) -> None:
    """Say the Reply that answers a need (a topic): after what else was heard, with what is still open, and with today's
    name for an old word."""
    told = several_needs.told(tracker.latest_message.get("needs") or ())
    reply = several_needs.with_needs(reply, told, open_needs(tracker, answered))
    send(dispatcher, remarks.with_remarks(reply, words_of(tracker), tracker.get_slot("words_explained") or ()))


def open_needs(tracker: Tracker, answered: str | None = None) -> list[str]:
    """The needs that were told and not answered yet, once `answered` is. What was told beside a crisis waits for the
    message after it. A no to what is offered closes it."""
    heard = topic_heard(tracker)
    if heard == "deny":
        return []
    told = several_needs.told(tracker.latest_message.get("needs") or ())
    in_crisis = takewhile(_is_crisis, islice(messages(tracker), 1, None))
    waiting = [need for message in in_crisis for need in message["needs"]]
    return several_needs.still_open([*told, *waiting, *(tracker.get_slot("open_needs") or ())], (answered, heard))


def _is_crisis(message: dict[str, Any]) -> bool:
    return "crisis" in (message.get("needs") or ())


def topic_heard(tracker: Tracker) -> str:
    """The intent of the last message."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def question(tracker: Tracker) -> dict[str, Any]:
    """The message to be answered: the last one, or the one before it that a choice settles: an unclear message, or one
    that held several needs."""
    latest: dict[str, Any] = tracker.latest_message
    if not is_choice(latest):
        return latest
    topic = topic_heard(tracker)
    if topic in (tracker.get_slot("open_needs") or ()):
        return next((message for message in messages(tracker) if topic in (message.get("needs") or ())), latest)
    if tracker.get_slot("times_unclear"):
        return next((message for message in messages(tracker) if _is_question(message)), latest)
    return latest


def _is_question(message: dict[str, Any]) -> bool:
    return not is_choice(message) and WHICH_ONE not in (message.get("follow_up") or ())


def is_choice(message: dict[str, Any]) -> bool:
    """A choice is certain: nothing else is ranked beside it."""
    return len(message.get("intent_ranking") or []) == 1


def askable(message: dict[str, Any]) -> list[str]:
    """The topics heard in a message that can be offered as choices, the likeliest first."""
    heard = [reading["name"] for reading in message.get("intent_ranking") or []]
    return [name for name in heard if topics.topic_kinds().get(name) in ("answer", "task")]


def messages(tracker: Tracker) -> Iterator[dict[str, Any]]:
    """What the family said since they last started again, the newest first."""
    for event in since_restart(tracker):
        if event["event"] == "user":
            yield event.get("parse_data") or {}


def since_restart(tracker: Tracker) -> Iterator[dict[str, Any]]:
    """The events since the family last started again, the newest first."""
    for event in reversed(tracker.events):
        if event["event"] == "restart":
            return
        yield event


def told_now(tracker: Tracker, entity: str) -> list[Any]:
    """The values of one entity in order: of the last message, or else of the one that it settles."""
    for message in (tracker.latest_message, question(tracker)):
        if values := [found["value"] for found in message.get("entities") or [] if found["entity"] == entity]:
            return values
    return []


def words_of(tracker: Tracker) -> str:
    """The text of the message to be answered. For a choice picked in words ("the second one") it is the choice's own,
    where that tells more than its topic."""
    message = question(tracker)
    if "chosen" not in message:
        return str(message.get("text") or "")
    tells_more = any(found.get("extractor") == "choice" for found in message.get("entities") or [])
    return str(message["chosen"]) if tells_more else ""


def place_told(tracker: Tracker) -> tuple[places.Place | None, str]:
    """Where the family lives, as far as they have said, and a sentence for them when what they said is no place."""
    location, problem = _location(tracker)
    return (_locate(location) if location else None), problem


def authority_told(tracker: Tracker) -> str | None:
    """The DfE code of the authority the family lives in, where that is certain."""
    place, _ = place_told(tracker)
    return place.authority.code if place and place.authority else None


def _location(tracker: Tracker) -> tuple[str | None, str]:
    """The location to keep (a postcode, a name or a DfE code), and what is wrong with the one just told.

    Of a place told in several ways the most exact counts. A name that is no place leaves the place told before; a
    postcode that does not exist takes its place, so that it is asked for again.
    """
    for told, instead in (("postcode", None), ("place", _earlier_location(tracker))):
        if named := told_now(tracker, told):
            return _checked(str(named[-1]), instead)
    if answers_where(tracker):
        return _checked(words_of(tracker), None)
    return tracker.get_slot("location"), ""


def _checked(name: str, instead: str | None) -> tuple[str | None, str]:
    try:
        places.locate(name)
    except (places.NotAPostcode, places.UnknownPostcode) as problem:
        return instead, "" if instead else str(problem)
    return name, ""


def _earlier_location(tracker: Tracker) -> str | None:
    """Where the family lived before the last message, which has filled the slot already."""
    before_last = False
    for event in since_restart(tracker):
        if event["event"] == "user":
            before_last = True
        elif before_last and event["event"] == "slot" and event["name"] == "location":
            return str(event["value"]) if event["value"] else None
    return None


def _locate(location: str) -> places.Place:
    """The place for a location that was kept."""
    return places.locate(places.authority(location).name if location.isdigit() else location)


def answers_where(tracker: Tracker) -> bool:
    """Whether the last message tries to answer the question where the family lives: short, and nothing else in it."""
    latest = tracker.latest_message
    if tracker.get_slot("current_task") != "find_service" or tracker.get_slot("location") or latest.get("entities"):
        return False
    text = str(latest.get("text") or "")
    has_digit = any(letter.isdigit() for letter in text)
    return (has_digit or topic_heard(tracker) in _NOT_UNDERSTOOD) and len(text.split()) <= _PLACE_WORDS


def age_told(tracker: Tracker) -> int | None:
    """The child's age in years, from the school year where that was told last."""
    slots = _age_slots(tracker)
    if slots["age"] is not None:
        return int(slots["age"])
    if slots["year_group"] is None:
        return None
    return 4 if slots["year_group"] == "R" else int(slots["year_group"]) + 4


def _age_slots(tracker: Tracker) -> dict[str, Any]:
    """The slots for the age, less the one that the last message corrects by telling the other."""
    slots = {name: tracker.get_slot(name) for name in ("age", "year_group")}
    told = [name for name in slots if told_now(tracker, name)]
    if len(told) == 1:
        return {name: value if name in told else None for name, value in slots.items()}
    return slots


def remember(tracker: Tracker, **slots: Any) -> list[EventType]:
    """Slot events for these values, and for the place, the age and the open needs that now count where the slots hold
    others."""
    _note_what_followed(tracker)
    settled = {
        "location": _location(tracker)[0],
        **_age_slots(tracker),
        "open_needs": open_needs(tracker, slots.get("current_task")) or None,
        "words_explained": _words_explained(tracker) or None,
    }
    corrected = {name: value for name, value in settled.items() if tracker.get_slot(name) != value}
    return [SlotSet(name, value) for name, value in {**corrected, **slots}.items()]


def _words_explained(tracker: Tracker) -> list[str]:
    """The old words that were explained so far, with those in a message that was just answered."""
    before = list(tracker.get_slot("words_explained") or ())
    if topic_heard(tracker) in _NOT_UNDERSTOOD:
        return before
    return [*before, *remarks.newly_explained(words_of(tracker), before)]


def _note_what_followed(tracker: Tracker) -> None:
    """Tell the message that the family let us keep last, if any, what came after it."""
    for kept in (tracker.get_slot("kept_to_learn") or [])[-1:]:
        learning.note_what_followed(
            kept,
            topic_heard(tracker),
            is_choice=is_choice(tracker.latest_message),
            address=settings().private_database(),
        )


def first(values: Iterable[Any]) -> Any | None:
    """The first value, or None."""
    return next(iter(values), None)
