from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.engine_client import EngineUnavailable
from fingerpost.reply import Choice, Reply
from fingerpost.settings import Settings

CRISIS = "I want to kill myself"


class StubEngine:
    """Answers every text with "You said: …", and offers choices when asked to."""

    def __init__(self) -> None:
        self.received: list[tuple[str, object]] = []
        self.is_ready = True
        self.failure: Exception | None = None
        self.offers: tuple[Choice, ...] = ()
        self.is_held = False
        self.silent = False

    async def send(self, conversation: str, *, text: str | None = None, choice: Choice | None = None) -> list[Reply]:
        self.received.append((conversation, choice or text))
        while self.is_held:
            await asyncio.sleep(0.01)
        if self.failure:
            raise self.failure
        if self.silent:
            return []
        return [
            Reply(text=f"You said: {text}" if choice is None else f"You chose: {choice.title}", choices=self.offers)
        ]

    async def ready(self) -> bool:
        return self.is_ready

    @property
    def heard(self) -> list[object]:
        return [words for _, words in self.received]

    def go_down(self, *, slow: bool = False) -> None:
        self.is_ready = slow
        self.failure = EngineUnavailable(slow=slow)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_directory=tmp_path, allowed_origins="https://council.example", messages_per_ten_seconds=1000)


@pytest.fixture
def engine() -> StubEngine:
    return StubEngine()


@pytest.fixture
def app(settings: Settings, engine: StubEngine):
    return create_app(settings, engine)


@pytest.fixture
def parent(app):
    """A parent's browser with JavaScript."""
    with TestClient(app) as browser:
        yield browser


def another_browser(app) -> TestClient:
    """A second browser at the same gateway, which the first one keeps running."""
    return TestClient(app)


@pytest.fixture
def down() -> str:
    """The address of a private database that cannot be opened."""
    return "sqlite:////dev/null/private.db"


def say(browser: TestClient, text: str, **headers: str):
    return browser.post("/api/messages", json={"text": text}, headers=headers)


def shown(answer) -> str:
    return "\n".join(message["html"] for message in answer.json()["messages"])
