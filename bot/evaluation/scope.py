"""Scope: how well messages that Fingerpost is not for are told from those it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import roc_auc_score

from bot.evaluation.message_sets import ScopeMessage
from bot.evaluation.readings import Reading, Readings
from bot.evaluation.shares import Share, share
from bot.evaluation.tables import MEASURES, Table, decimal, share_cells


@dataclass(frozen=True)
class ScopeFigures:
    """The area under the ROC curve (0 to 1, 0.5 is chance), and the shares decided right."""

    auroc: float
    right: Share
    right_by_kind: dict[str, Share]

    def tables(self) -> list[Table]:
        """All messages, then by kind."""
        return [
            Table(
                "Scope",
                MEASURES,
                [("AUROC", decimal(self.auroc), "", ""), ("decided right", *share_cells(self.right))],
            ),
            Table(
                "Scope decided right",
                ("kind", "value", "count", "95 % interval"),
                [(kind, *share_cells(right)) for kind, right in self.right_by_kind.items()],
            ),
        ]


def measure(messages: Sequence[ScopeMessage], readings: Readings) -> ScopeFigures:
    """The figures for these messages, of which some are in scope and some are not."""
    judged = [
        (message, message.in_scope == (readings[message.text]["decision"] != "out_of_scope")) for message in messages
    ]
    kinds = [f"{'in' if message.in_scope else 'out of'} scope: {message.kind}" for message in messages]
    return ScopeFigures(
        auroc=float(
            roc_auc_score(
                [not message.in_scope for message in messages],
                [strangeness(readings[message.text]) for message in messages],
            )
        ),
        right=share(right for _, right in judged),
        right_by_kind={
            kind: share(right for (_, right), its_kind in zip(judged, kinds, strict=True) if its_kind == kind)
            for kind in sorted(set(kinds))
        },
    )


def strangeness(reading: Reading) -> float:
    """How much a message seems out of scope; only the order of the values counts."""
    if "scope_score" in reading:
        return float(reading["scope_score"])
    return 1.0 if reading["decision"] == "out_of_scope" else 1.0 - float(reading["confidence"])
