"""Several needs in one message: how many are found, how many of those found are there, and which comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.message_sets import NeedsMessage
from bot.evaluation.readings import Readings
from bot.evaluation.shares import Share, share, share_of
from bot.evaluation.tables import MEASURES, Table, share_cells
from fingerpost import needs
from fingerpost.reply import URGENCY_LEVELS


@dataclass(frozen=True)
class NeedsFigures:
    """Precision and recall over all pairs of a message and a need; the first need over messages."""

    precision: Share
    recall: Share
    first_right: Share

    def tables(self) -> list[Table]:
        """One table."""
        return [
            Table(
                "Needs",
                MEASURES,
                [
                    ("precision", *share_cells(self.precision)),
                    ("recall", *share_cells(self.recall)),
                    ("first need right", *share_cells(self.first_right)),
                ],
            )
        ]


def measure(messages: Sequence[NeedsMessage], readings: Readings) -> NeedsFigures:
    """The figures for these messages."""
    found = [readings[message.text]["needs"] for message in messages]
    told = [in_order(message.needs) for message in messages]
    right = sum(len({*given} & {*wanted}) for given, wanted in zip(found, told, strict=True))
    return NeedsFigures(
        precision=share_of(right, sum(map(len, found))),
        recall=share_of(right, sum(map(len, told))),
        first_right=share(given[:1] == wanted[:1] for given, wanted in zip(found, told, strict=True)),
    )


def in_order(told: Iterable[str]) -> list[str]:
    """The needs, each once: the most urgent first, then as told."""
    return sorted(dict.fromkeys(told), key=lambda topic: -URGENCY_LEVELS.index(needs.urgency_of(topic)))
