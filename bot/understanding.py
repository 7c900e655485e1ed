"""What a message means, without a conversation: the output of `fingerpost parse`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from bot.engine import load_agent
from fingerpost import needs, safety, topics

DETAILS_ONLY = "inform"
_SEVERAL_VALUES = ("need", "dates")


class Understanding:
    """Reads messages with the trained model, in this process and without a server."""

    def __init__(self, agent: Any) -> None:
        self._agent = agent

    @classmethod
    async def load(cls, model: Path) -> Understanding:
        """With this model, loaded once. Raises RuntimeError where it cannot be loaded."""
        return cls(await load_agent(model))

    async def read(self, text: str) -> dict[str, Any]:
        """The decision, the topic and its ranking, needs, urgency, entities and the milliseconds it took."""
        began = time.perf_counter()
        crisis = safety.check(text) is not None
        whole = await self._parse(text)
        pieces = needs.parts(text)
        part_readings = [_reading(await self._parse(piece)) for piece in pieces] if len(pieces) > 1 else []
        reading = _reading(whole)
        crisis = crisis or (reading.topic == "crisis" and reading.decision == "answer")
        ranking = _ranking(whole)
        wanted = needs.needs_in(reading, part_readings)
        if crisis:
            wanted = list(dict.fromkeys(["crisis", *wanted]))
        topic = "crisis" if crisis else reading.topic
        return {
            "decision": "crisis" if crisis else reading.decision,
            "topic": topic,
            "confidence": next((heard["confidence"] for heard in ranking if heard["topic"] == topic), 1.0),
            "ranking": ranking,
            "needs": wanted,
            "urgency": "emergency" if crisis else needs.urgency_of(topic),
            "entities": _entities(whole),
            "ms": round((time.perf_counter() - began) * 1000, 1),
        }

    async def _parse(self, text: str) -> dict[str, Any]:
        spoken = text.lstrip("/ ") or "?"  # a leading slash would be read as a command of Rasa's
        parsed: dict[str, Any] = await self._agent.parse_message(spoken)
        return parsed


def _ranking(parsed: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"topic": heard["name"], "confidence": round(heard["confidence"], 4)}
        for heard in parsed.get("intent_ranking") or []
        if heard["name"] in topics.topic_kinds()
    ]


def _reading(parsed: dict[str, Any]) -> needs.Reading:
    """Details alone ("SK8 1AB") are no topic: what they belong to has to be asked, unless they name a service."""
    ranking = _ranking(parsed)
    decision = parsed.get("decision", "out_of_scope")
    best = (parsed.get("intent_ranking") or [{}])[0].get("name")
    if best == DETAILS_ONLY and decision == "answer":
        if "what" in _entities(parsed):
            return needs.Reading("find_service", "answer")
        decision = "clarify"
    topic = "out_of_scope" if decision == "out_of_scope" else ranking[0]["topic"]
    return needs.Reading(topic, decision)


def _entities(parsed: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entity in parsed.get("entities") or []:
        name, value = entity["entity"], entity["value"]
        if name in _SEVERAL_VALUES:
            found.setdefault(name, [])
            if value not in found[name]:
                found[name].append(value)
        else:
            found.setdefault(name, value)
    return found
