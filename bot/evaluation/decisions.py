"""Decisions: what is answered without asking back and how often that is right, and what asking back offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.message_sets import TopicMessage
from bot.evaluation.readings import Reading, Readings
from bot.evaluation.shares import Share, share
from bot.evaluation.tables import MEASURES, Table, share_cells
from bot.evaluation.topics import is_offered


@dataclass(frozen=True)
class DecisionFigures:
    """Shares of all messages, and of the messages decided on in this way."""

    answered_alone: Share
    right_when_alone: Share
    asked_back: Share
    offered_when_asked_back: Share
    turned_away: Share

    def tables(self) -> list[Table]:
        """One table."""
        return [
            Table(
                "Decisions",
                MEASURES,
                [
                    ("answered alone", *share_cells(self.answered_alone)),
                    ("of those right", *share_cells(self.right_when_alone)),
                    ("asked back", *share_cells(self.asked_back)),
                    ("of those offered the right topic", *share_cells(self.offered_when_asked_back)),
                    ("held to be out of scope, wrongly", *share_cells(self.turned_away)),
                ],
            )
        ]


def measure(messages: Sequence[TopicMessage], readings: Readings) -> DecisionFigures:
    """The figures for these messages."""
    read = [(message, readings[message.text]) for message in messages]
    alone = [(message, reading) for message, reading in read if _is_answered_alone(message, reading)]
    back = [(message, reading) for message, reading in read if reading["decision"] == "clarify"]
    return DecisionFigures(
        answered_alone=share(_is_answered_alone(message, reading) for message, reading in read),
        right_when_alone=share(reading["topic"] == message.topic for message, reading in alone),
        asked_back=share(reading["decision"] == "clarify" for _, reading in read),
        offered_when_asked_back=share(is_offered(message, reading) for message, reading in back),
        turned_away=share(
            reading["decision"] == "out_of_scope" and message.topic != "out_of_scope" for message, reading in read
        ),
    )


def _is_answered_alone(message: TopicMessage, reading: Reading) -> bool:
    """Out of scope answers a message that is out of scope; any other is only turned away by it."""
    return reading["decision"] in ("answer", "crisis") or reading["topic"] == message.topic == "out_of_scope"
