"""Which dates a family has told for the clock that a topic's time limits run on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions.conversation import since_restart
from fingerpost import answers, several_needs, topics

# What a date belongs to is the last of these words before it, or the certificate named right after it.
_DATED = re.compile(
    r"certificate(?:\s+letter)?|letter|decision|decided|refus\w*|request\w*|draft|plan|review|meeting", re.IGNORECASE
)
_CERTIFICATE_FOLLOWS = re.compile(
    r"\W*(?:(?:is|was|on|the|my|our|date|of|for|mediation)\s+)*certificate\b", re.IGNORECASE
)
_TODAY = re.compile(r"\b(?:now|today(?:['’]?s| is)?)\s*(?:the\s+)?$", re.IGNORECASE)
# The actions that may ask which topic was meant, or come between that question and its answer.
_ASKS_BACK = ("action_clarify", "action_continue", "action_learn_yes", "action_learn_no")
# One decision letter starts both clocks.
_DECISION = ("decision_date", "decision_sent")


@dataclass(frozen=True)
class DatesTold:
    """`start` is the date that starts the clock, `certificate` the one on the mediation certificate."""

    start: date | None = None
    certificate: date | None = None


def dates_told(tracker: Tracker, topic: str) -> DatesTold:
    """The newest dates told for this topic, or for one before it whose time limits run from the same event."""
    told = DatesTold()
    for message, answered_by in _turns(tracker, topic):
        earlier = in_message(_with_dates_for(message, topic, answered_by))
        told = DatesTold(told.start or earlier.start, told.certificate or earlier.certificate)
    return told


def _with_dates_for(message: dict[str, Any], topic: str, answered_by: str) -> dict[str, Any]:
    """The message with the dates in it that count for the topic. Of a message with several needs, those that are told
    with another one do not; and where another one was answered, only those that are told with this one."""
    needs = several_needs.told(message.get("needs") or ())
    same_clock = _clock(answered_by) == _clock(topic)

    def counts(found: dict[str, Any]) -> bool:
        if found["entity"] != "dates" or not needs:
            return same_clock
        told_with = several_needs.need_at(str(message.get("text") or ""), found["start"], needs)
        return same_clock if told_with is None else _clock(told_with) == _clock(topic)

    return {**message, "entities": [found for found in message.get("entities") or [] if counts(found)]}


def _turns(tracker: Tracker, topic: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Each message with the task that answered it, the newest first; a message that was asked back about belongs to
    the task of the next one."""
    next_task, task, asked_back = topic, "", True
    for event in since_restart(tracker):
        if event["event"] == "slot" and event["name"] == "current_task":
            task = task or str(event["value"])
        elif event["event"] == "action" and event["name"] in _ASKS_BACK:
            asked_back = True
        elif event["event"] == "user":
            next_task = task or (next_task if asked_back else "")
            yield event.get("parse_data") or {}, next_task
            task, asked_back = "", False


def in_message(message: dict[str, Any]) -> DatesTold:
    """The dates in one message. A date counts as the certificate's only where the words say so; today's is none."""
    text = str(message.get("text") or "")
    start = certificate = None
    read_to = 0
    for found in (one for one in message.get("entities") or [] if one["entity"] == "dates"):
        before, after = text[read_to : found["start"]], text[found["end"] :]
        read_to = found["end"]
        if _is_of_certificate(before, after):
            certificate = certificate or date.fromisoformat(found["value"])
        elif not _TODAY.search(before):
            start = start or date.fromisoformat(found["value"])
    return DatesTold(start, certificate)


def _is_of_certificate(before: str, after: str) -> bool:
    named = _DATED.findall(before)
    return named[-1].lower().startswith("certificate") if named else bool(_CERTIFICATE_FOLLOWS.match(after))


def _clock(topic: str) -> str:
    """The event that starts the topic's time limits, "" where there is none."""
    if topics.topic_kinds().get(topic) != "answer":
        return ""
    event = answers.starting_event(answers.card_for(topic))
    return _DECISION[0] if event in _DECISION else event
