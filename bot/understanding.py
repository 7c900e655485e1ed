"""What a message means, without a conversation: the output of `fingerpost parse`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from bot.engine import load_agent
from fingerpost import needs, safety, topics

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
        parsed = await self._parse(text)
        ranking = _ranking(parsed)
        decision, topic = _decision(parsed, ranking)
        needs_heard = list(parsed.get("needs") or [])
        kind = parsed.get("kind")
        if ruled := safety.kind_of_crisis(text):
            decision, topic, kind = "crisis", "crisis", ruled
            needs_heard = list(dict.fromkeys(["crisis", *needs_heard]))
        return {
            "decision": decision,
            "topic": topic,
            "confidence": next((heard["confidence"] for heard in ranking if heard["topic"] == topic), 1.0),
            "ranking": ranking,
            "needs": needs_heard,
            "kind": kind,
            "urgency": needs.urgency_of(topic),
            "entities": _entities(parsed),
            "scope_score": round(parsed.get("scope_score", 1.0), 4),
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


def _decision(parsed: dict[str, Any], ranking: list[dict[str, Any]]) -> tuple[str, str]:
    """The decision and the topic. Details alone ("SK8 1AB") are no topic: what they belong to has to be asked, unless
    they name a service."""
    decision = parsed.get("decision", "out_of_scope")
    best = (parsed.get("intent_ranking") or [{}])[0].get("name")
    if decision == "out_of_scope":
        return decision, "out_of_scope"
    if best == "crisis":
        return "crisis", "crisis"
    if best == topics.DETAILS_ONLY:
        return ("answer", "find_service") if "what" in _entities(parsed) else ("clarify", ranking[0]["topic"])
    return decision, ranking[0]["topic"]


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
