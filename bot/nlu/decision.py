"""Whether a reading is sure enough to answer, needs a question back, or is outside what Fingerpost is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Thresholds:
    """Set on the development messages; see docs/evaluation.md.

    `strangeness` bounds similarity + 0.3 x confidence (0 to 1.3) below which a message is like nothing known;
    `confidence` and `lead` (over the second topic) bound what is answered without asking back.
    """

    strangeness: float = 0.40
    confidence: float = 0.30
    lead: float = 0.08


def decide(ranking: Sequence[tuple[str, float]], familiarity: float, thresholds: Thresholds) -> str:
    """`answer`, `clarify` or `out_of_scope` for topics ranked best first with confidences 0 to 1."""
    topic, confidence = ranking[0]
    if topic == OUT_OF_SCOPE or familiarity + 0.3 * confidence < thresholds.strangeness:
        return OUT_OF_SCOPE
    lead = confidence - ranking[1][1] if len(ranking) > 1 else confidence
    if confidence < thresholds.confidence or lead < thresholds.lead:
        return "clarify"
    return "answer"
