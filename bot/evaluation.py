"""The project's own evaluation of understanding, on messages that were not trained on."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

import yaml
from tqdm import tqdm

from bot.understanding import Understanding


def labelled_messages(path: Path) -> list[tuple[str, str]]:
    """(topic, text) pairs from a file in Rasa's training data format."""
    blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    return [
        (block["intent"], line.strip().removeprefix("- "))
        for block in blocks
        for line in block["examples"].splitlines()
        if line.strip()
    ]


async def evaluate_topics(model: Path, messages: Path) -> dict[str, Any]:
    """Shares from 0 to 1 and milliseconds: top-1, top-3, answered alone and how often that was right."""
    understanding = await Understanding.load(model)
    pairs = labelled_messages(messages)
    first = third = answered = right = caught = 0
    times = []
    for topic, text in tqdm(pairs, desc="messages", unit="message"):
        reading = await understanding.read(text)
        ranked = [heard["topic"] for heard in reading["ranking"]]
        first += ranked[0] == topic or reading["topic"] == topic == "crisis"
        third += topic in ranked[:3]
        alone = reading["decision"] in ("answer", "crisis") or reading["topic"] == topic == "out_of_scope"
        answered += alone
        right += alone and reading["topic"] == topic
        caught += topic == "crisis" and reading["decision"] == "crisis"
        times.append(reading["ms"])
    crises = sum(topic == "crisis" for topic, _ in pairs)
    return {
        "messages": len(pairs),
        "top-1": round(first / len(pairs), 3),
        "top-3": round(third / len(pairs), 3),
        "answered alone": round(answered / len(pairs), 3),
        "of those right": round(right / max(answered, 1), 3),
        "crisis messages caught": f"{caught} of {crises}",
        "milliseconds, median": statistics.median(times),
        "milliseconds, 95th percentile": sorted(times)[int(len(times) * 0.95)],
    }
