"""What families wrote and nobody trained on is still understood as well as before."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

MESSAGES = Path(__file__).with_name("development.yml")


def test_new_messages_are_understood_no_worse_than_before(model):
    from bot.evaluation import evaluate_topics

    table = asyncio.run(evaluate_topics(model, MESSAGES))
    assert table["messages"] >= 560
    assert table["top-1"] >= 0.76
    assert table["top-3"] >= 0.92
