"""Every message read once, for all parts of the evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tqdm import tqdm

from bot.understanding import Understanding

Reading = dict[str, Any]  # what `fingerpost parse` writes about one message
Readings = dict[str, Reading]  # by the text of the message


async def read_all(understanding: Understanding, texts: Iterable[str]) -> Readings:
    """The reading of each text, one after another."""
    await understanding.read("Hello")  # loads what later readings find in memory, so that no time includes it
    distinct = list(dict.fromkeys(texts))
    return {text: await understanding.read(text) for text in tqdm(distinct, unit="message", disable=None)}
