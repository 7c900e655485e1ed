"""Several needs in one message, in order of urgency and then of telling. Given a classifier's shares; knows no Rasa.

A message is read as a whole, part by part, and by pairs of neighbouring parts. How much each reading counts is in
`fingerpost/data/need_weights.json`, a logistic regression fitted by `scripts/understanding/fit_need_weights.py` on
messages with several needs that nothing is measured on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fingerpost import answers, topics
from fingerpost.reply import URGENCY_LEVELS

WEIGHTS = Path(__file__).resolve().parent / "data" / "need_weights.json"
# A topic is looked at more closely from these shares on.
_LEAST_IN_PART = 0.2
_LEAST_IN_WHOLE = 0.05
# A crisis is heard by the crisis check and the crisis classifier alone.
_NEVER_BY_TOPIC = "crisis"

Shares = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """How likely each topic is (0 to 1): in the whole message, of shape (topics,); in its parts and in pairs of
    neighbouring parts, of shape (parts, topics) and (pairs, topics), both empty for a message of one part, the
    second also for a long one, whose parts are longer."""

    topics: Sequence[str]
    whole: Shares
    parts: Shares
    pairs: Shares
    words: int


def needs_in(heard: Heard, least: float) -> list[str]:
    """The topics a message asks about, most urgent first, then as told. Talk topics are no needs.

    `least` is the probability (0 to 1) from which a topic is one.
    """
    told = {}
    for place in candidates(heard):
        probability, first_told = _judge(heard, place)
        if probability >= least:
            told[heard.topics[place]] = first_told
    return sorted(told, key=lambda topic: (-URGENCY_LEVELS.index(urgency_of(topic)), told[topic]))


def candidates(heard: Heard) -> list[int]:
    """The places in `heard.topics` of what may be a need."""
    parts, pairs = _readings(heard)
    likely = (
        (parts.max(axis=0) > _LEAST_IN_PART) | (pairs.max(axis=0) > _LEAST_IN_PART) | (heard.whole > _LEAST_IN_WHOLE)
    )
    return [place for place in np.flatnonzero(likely) if _is_need(heard.topics[place])]


def evidence(heard: Heard, place: int) -> list[float]:
    """What speaks for one topic: the eleven numbers that the weights belong to."""
    parts, pairs = _readings(heard)
    in_parts, in_pairs = np.sort(parts[:, place])[::-1], np.sort(pairs[:, place])[::-1]
    whole = float(heard.whole[place])
    return [
        float(in_parts[0]),
        float(in_parts[1]) if len(in_parts) > 1 else 0.0,
        float(np.log(whole + 1e-4)),
        whole,
        float(in_parts.sum()),
        float(np.log(max(heard.words, 1))),
        float(np.log(in_parts[0] + 1e-3)),
        float(parts[:, place].argmax() / len(parts)),
        float(in_pairs[0]),
        float(in_pairs[1]) if len(in_pairs) > 1 else 0.0,
        float(np.log(in_pairs[0] + 1e-3)),
    ]


def urgency_of(topic: str) -> str:
    """How soon the topic needs an answer: none, soon, today or emergency."""
    if topic == "crisis":
        return "emergency"
    card = answers.cards().get(topic)
    return card.urgency if card else "none"


def _readings(heard: Heard) -> tuple[Shares, Shares]:
    parts = heard.parts if len(heard.parts) else heard.whole[None, :]
    return parts, (heard.pairs if len(heard.pairs) else parts)


def _judge(heard: Heard, place: int) -> tuple[float, int]:
    """The probability that the topic is a need, and the part that tells of it."""
    mean, spread, weights, bias = _weights()
    score = float((np.array(evidence(heard, place)) - mean) / spread @ weights + bias)
    parts, _ = _readings(heard)
    return 1.0 / (1.0 + float(np.exp(-score))), int(parts[:, place].argmax())


@lru_cache(maxsize=1)
def _weights() -> tuple[Shares, Shares, Shares, float]:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    mean, spread, weights = (np.array(stored[name]) for name in ("mean", "spread", "weights"))
    return mean, spread, weights, float(stored["bias"])


def _is_need(topic: str) -> bool:
    return topic != _NEVER_BY_TOPIC and topics.topic_kinds().get(topic) in ("answer", "task")
