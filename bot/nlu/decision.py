"""Whether a reading is sure enough to answer, needs a question back, or is outside what Fingerpost is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OUT_OF_SCOPE = "out_of_scope"
CRISIS = "crisis"


@dataclass(frozen=True)
class Thresholds:
    """Set on the development messages; see docs/evaluation.md.

    `out_of_scope` is the share of "out of scope" from which a message is held to be. `confidence` and `lead` (over the
    second topic) bound what is answered without asking back. `need` is the probability from which a topic is one of
    the needs of a message.
    """

    out_of_scope: float = 0.4
    confidence: float = 0.75
    lead: float = 0.30
    need: float = 0.24


def decide(ranking: Sequence[tuple[str, float]], thresholds: Thresholds) -> str:
    """`answer`, `clarify` or `out_of_scope` for topics ranked best first with confidences 0 to 1.

    A crisis is believed where the crisis rules or the crisis classifier say so. Where only the topic sounds like one,
    the assistant asks, and the help for a crisis is among the choices.
    """
    topic, confidence = ranking[0]
    if topic == OUT_OF_SCOPE or dict(ranking).get(OUT_OF_SCOPE, 0.0) >= thresholds.out_of_scope:
        return OUT_OF_SCOPE
    lead = confidence - ranking[1][1] if len(ranking) > 1 else confidence
    if topic == CRISIS or confidence < thresholds.confidence or lead < thresholds.lead:
        return "clarify"
    return "answer"
