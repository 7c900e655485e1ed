"""Latency: the time to read one message after another in this process, for short and for long messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation.message_sets import Message
from bot.evaluation.readings import Readings
from bot.evaluation.tables import Table

LONGEST_SHORT_MESSAGE = 200  # characters


@dataclass(frozen=True)
class Times:
    """Percentiles in milliseconds for messages of one length."""

    length: str
    messages: int
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class LatencyFigures:
    """The times for each length that there are messages of."""

    times: tuple[Times, ...]

    def tables(self) -> list[Table]:
        """One table."""
        rows = [
            (one.length, str(one.messages), *(f"{value:.1f}" for value in (one.p50, one.p95, one.p99)))
            for one in self.times
        ]
        return [
            Table(
                "Milliseconds to read a message, one at a time",
                ("length", "messages", "p50", "p95", "p99"),
                rows,
            )
        ]


def measure(messages: Sequence[Message], readings: Readings) -> LatencyFigures:
    """The figures for these messages, each counted once."""
    texts = {message.text for message in messages}
    by_length = {
        f"up to {LONGEST_SHORT_MESSAGE} characters": [text for text in texts if len(text) <= LONGEST_SHORT_MESSAGE],
        "longer": [text for text in texts if len(text) > LONGEST_SHORT_MESSAGE],
    }
    return LatencyFigures(
        tuple(_times(length, [readings[text]["ms"] for text in those]) for length, those in by_length.items() if those)
    )


def _times(length: str, milliseconds: list[float]) -> Times:
    p50, p95, p99 = np.percentile(milliseconds, [50, 95, 99])
    return Times(length, len(milliseconds), float(p50), float(p95), float(p99))
