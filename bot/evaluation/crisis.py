"""Crisis: how many are noticed, by rules and model together, and how many alarms are false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.message_sets import CrisisMessage
from bot.evaluation.readings import Readings
from bot.evaluation.shares import Share, share
from bot.evaluation.tables import MEASURES, Table, share_cells, shortened


@dataclass(frozen=True)
class CrisisFigures:
    """Shares of crises noticed (sensitivity), of alarms that are right (precision), and of false alarms; by kind."""

    sensitivity: Share
    precision: Share
    noticed_by_kind: dict[str, Share]
    false_alarms_by_kind: dict[str, Share]
    missed: tuple[CrisisMessage, ...]

    def tables(self) -> list[Table]:
        """All messages, then crises by kind, then false alarms by kind."""
        columns = ("value", "count", "95 % interval")
        return [
            Table(
                "Crisis",
                MEASURES,
                [
                    ("sensitivity", *share_cells(self.sensitivity)),
                    ("precision", *share_cells(self.precision)),
                ],
            ),
            Table(
                "Crises noticed",
                ("kind", *columns),
                [(kind, *share_cells(noticed)) for kind, noticed in self.noticed_by_kind.items()],
            ),
            Table(
                "False alarms",
                ("kind", *columns),
                [(kind, *share_cells(alarms)) for kind, alarms in self.false_alarms_by_kind.items()],
            ),
        ]

    def missed_table(self) -> Table:
        """The crises that were not noticed."""
        return Table(
            "Missed crises", ("kind", "message"), [(message.kind, shortened(message.text)) for message in self.missed]
        )


def measure(messages: Sequence[CrisisMessage], readings: Readings) -> CrisisFigures:
    """The figures for these messages."""
    flagged = [(message, readings[message.text]["decision"] == "crisis") for message in messages]
    return CrisisFigures(
        sensitivity=share(flag for message, flag in flagged if message.crisis),
        precision=share(message.crisis for message, flag in flagged if flag),
        noticed_by_kind=_by_kind([(message, flag) for message, flag in flagged if message.crisis]),
        false_alarms_by_kind=_by_kind([(message, flag) for message, flag in flagged if not message.crisis]),
        missed=tuple(message for message, flag in flagged if message.crisis and not flag),
    )


def _by_kind(flagged: list[tuple[CrisisMessage, bool]]) -> dict[str, Share]:
    kinds = sorted({message.kind for message, _ in flagged})
    return {kind: share(flag for message, flag in flagged if message.kind == kind) for kind in kinds}
