"""Several needs in one message, in order of urgency and then of telling. Given a classifier; knows no Rasa."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fingerpost import answers, topics
from fingerpost.reply import URGENCY_LEVELS

_SENTENCE_ENDS = re.compile(
    r"(?<=[.!?])\s+|\n+|;\s+|\s+(?:and also|also|plus|another thing|on top of that)\s+", re.IGNORECASE
)
_FEWEST_WORDS = 4
_MOST_PARTS = 200


@dataclass(frozen=True)
class Reading:
    """How one piece of text is understood. `decision` is answer, clarify or out_of_scope."""

    topic: str
    decision: str


def parts(text: str) -> list[str]:
    """The sentences of a message that are long enough to carry a need, at most 200."""
    found = [part.strip() for part in _SENTENCE_ENDS.split(text)]
    return [part for part in found if len(part.split()) >= _FEWEST_WORDS][:_MOST_PARTS]


def needs_in(whole: Reading, part_readings: Iterable[Reading]) -> list[str]:
    """The topics a message asks about, most urgent first, then as told. Talk topics are no needs."""
    heard = [reading.topic for reading in part_readings if reading.decision == "answer"]
    if whole.decision == "answer":
        heard.append(whole.topic)
    told = list(dict.fromkeys(topic for topic in heard if topics.topic_kinds().get(topic) in ("answer", "task")))
    return sorted(told, key=lambda topic: -URGENCY_LEVELS.index(urgency_of(topic)))


def urgency_of(topic: str) -> str:
    """How soon the topic needs an answer: none, soon, today or emergency."""
    if topic == "crisis":
        return "emergency"
    card = answers.cards().get(topic)
    return card.urgency if card else "none"
