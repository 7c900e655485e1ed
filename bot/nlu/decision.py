"""Whether a reading is sure enough to answer, needs a question back, or is outside what Fingerpost is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OUT_OF_SCOPE = "out_of_scope"
CRISIS = "crisis"


@dataclass(frozen=True)
class Thresholds:
    """Set on the development messages; see docs/evaluation.md.

    `strangeness` bounds similarity + 0.3 x confidence (0 to 1.3) below which a message is like nothing known;
    `confidence` and `lead` (over the second topic) bound what is answered without asking back. `crisis` is the
    confidence from which a crisis is believed whatever else was heard: a missed crisis costs more than a false alarm.
    """

    strangeness: float = 0.40
    confidence: float = 0.30
    lead: float = 0.08
    crisis: float = 0.25


def crisis_first(ranking: Sequence[tuple[str, float]], thresholds: Thresholds) -> list[tuple[str, float]]:
    """The ranking, with crisis at its head where it is believed."""
    believed = [pair for pair in ranking if pair[0] == CRISIS and pair[1] >= thresholds.crisis]
    return believed + [pair for pair in ranking if pair not in believed]


def decide(ranking: Sequence[tuple[str, float]], familiarity: float, thresholds: Thresholds) -> str:
    """`answer`, `clarify` or `out_of_scope` for topics ranked best first with confidences 0 to 1."""
    topic, confidence = ranking[0]
    if topic == CRISIS and confidence >= thresholds.crisis:
        return "answer"
    if topic == OUT_OF_SCOPE or familiarity + 0.3 * confidence < thresholds.strangeness:
        return OUT_OF_SCOPE
    lead = confidence - ranking[1][1] if len(ranking) > 1 else confidence
    if confidence < thresholds.confidence or lead < thresholds.lead:
        return "clarify"
    return "answer"
