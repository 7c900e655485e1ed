"""Calibration: whether messages heard with a confidence of 0.7 are heard rightly seven times in ten.

Bins of equal width and the expected calibration error as in Guo and others, "On Calibration of Modern Neural Networks"
(2017), https://arxiv.org/abs/1706.04599.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binned_statistic

from bot.evaluation.message_sets import TopicMessage
from bot.evaluation.readings import Readings
from bot.evaluation.tables import Table, decimal

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Messages heard with a confidence from `low` to below `high`. No messages, no mean and no share."""

    low: float
    high: float
    messages: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True)
class CalibrationFigures:
    """Ten bins, and the expected calibration error: the mean distance of confidence from share right, 0 to 1."""

    bins: tuple[Bin, ...]
    expected_error: float

    def tables(self) -> list[Table]:
        """One table, with the error over all messages in its last row."""
        rows = [
            (f"{one.low:.1f} to {one.high:.1f}", str(one.messages), decimal(one.confidence), decimal(one.right))
            for one in self.bins
        ]
        messages = sum(one.messages for one in self.bins)
        rows.append(("expected calibration error", str(messages), decimal(self.expected_error), ""))
        return [Table("Calibration", ("confidence", "messages", "mean confidence", "share right"), rows)]


def measure(messages: Sequence[TopicMessage], readings: Readings) -> CalibrationFigures:
    """The figures for the topic that comes first in each ranking."""
    first = [readings[message.text]["ranking"][0] for message in messages]
    return calibration(
        [heard["confidence"] for heard in first],
        [heard["topic"] == message.topic for heard, message in zip(first, messages, strict=True)],
    )


def calibration(confidences: Sequence[float], right: Sequence[bool]) -> CalibrationFigures:
    """The figures for confidences from 0 to 1 and whether each was right."""
    counts, edges, _ = binned_statistic(confidences, right, "count", bins=BINS, range=(0, 1))
    (means, shares), _, _ = binned_statistic(confidences, [confidences, right], "mean", bins=BINS, range=(0, 1))
    used = counts > 0
    return CalibrationFigures(
        bins=tuple(
            Bin(
                low=float(low),
                high=float(high),
                messages=int(count),
                confidence=float(mean) if count else None,
                right=float(rightly) if count else None,
            )
            for low, high, count, mean, rightly in zip(edges[:-1], edges[1:], counts, means, shares, strict=True)
        ),
        expected_error=float(np.average(np.abs(means - shares)[used], weights=counts[used])),
    )
