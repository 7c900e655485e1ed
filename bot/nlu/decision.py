"""Whether a reading is sure enough to answer, needs a question back, or is outside what Fingerpost is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OUT_OF_SCOPE = "out_of_scope"
CRISIS = "crisis"


@dataclass(frozen=True)
class Thresholds:
    """Set on the development messages; see docs/evaluation.md.

    `strangeness` is the score (about 0 to 1.1) from which a message is out of scope. `confidence` and `lead` (over the
    second topic) bound what is answered without asking back. `need` is the probability from
    which a topic is one of the needs of a message.
    """

    strangeness: float = 0.4
    confidence: float = 0.75
    lead: float = 0.30
    need: float = 0.24


def strangeness(ranking: Sequence[tuple[str, float]], familiarity: float) -> float:
    """How likely a message is out of scope: the share of that topic and the distance to all that was trained on."""
    return dict(ranking).get(OUT_OF_SCOPE, 0.0) + 0.1 * (1.0 - familiarity)


def decide(ranking: Sequence[tuple[str, float]], scope_score: float, thresholds: Thresholds) -> str:
    """`answer`, `clarify` or `out_of_scope` for topics ranked best first with confidences 0 to 1.

    A crisis is believed where the crisis rules or the crisis classifier say so. Where only the topic sounds like one,
    the assistant asks, and the help for a crisis is among the choices.
    """
    topic, confidence = ranking[0]
    if topic == OUT_OF_SCOPE or scope_score >= thresholds.strangeness:
        return OUT_OF_SCOPE
    lead = confidence - ranking[1][1] if len(ranking) > 1 else confidence
    if topic == CRISIS or confidence < thresholds.confidence or lead < thresholds.lead:
        return "clarify"
    return "answer"
