"""Readings as the model might give them, made up, so that every figure can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def reading() -> Callable[..., dict[str, Any]]:
    """Makes a reading from the topics of its ranking, best first; the decision is to answer unless another is given."""

    def make(*ranked: str, decision: str = "answer", confidence: float = 0.6, **others: Any) -> dict[str, Any]:
        decided = {"crisis": "crisis", "out_of_scope": "out_of_scope"}.get(decision, ranked[0])
        ranking = [{"topic": topic, "confidence": confidence / 2**place} for place, topic in enumerate(ranked)]
        return {
            "decision": decision,
            "topic": decided,
            "confidence": confidence,
            "ranking": ranking,
            "needs": [decided],
            "urgency": "none",
            "entities": {},
            "ms": 10.0,
            **others,
        }

    return make
