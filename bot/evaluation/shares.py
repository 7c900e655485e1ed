"""Shares of counted messages, with how far they can be trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scipy.stats import binomtest


@dataclass(frozen=True)
class Share:
    """`count` of `total`: as a `value` from 0 to 1 and its Wilson 95 % interval. All three are None of nothing."""

    count: int
    total: int
    value: float | None
    low: float | None
    high: float | None


def share(hits: Iterable[bool]) -> Share:
    """The share of what is true."""
    counted = [bool(hit) for hit in hits]
    return share_of(sum(counted), len(counted))


def share_of(count: int, total: int) -> Share:
    """The share that `count` is of `total`."""
    if total == 0:
        return Share(count, total, None, None, None)
    interval = binomtest(count, total).proportion_ci(confidence_level=0.95, method="wilson")
    return Share(count, total, count / total, float(interval.low), float(interval.high))
