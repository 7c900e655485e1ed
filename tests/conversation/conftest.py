"""The whole assistant in this process, loaded once, with the sample services of three areas."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fingerpost.settings import settings


@dataclass
class Conversation:
    """One family's talk with the assistant. What `say` and `choose` return is also in `replies` until the next turn."""

    assistant: Any
    loop: asyncio.AbstractEventLoop
    name: str
    replies: list[Any] = field(default_factory=list)

    def say(self, text: str) -> list[Any]:
        """The assistant's messages in answer to what is typed."""
        self.replies = self.loop.run_until_complete(self.assistant.receive(self.name, text=text))
        return self.replies

    def choose(self, title: str) -> list[Any]:
        """The assistant's messages in answer to a quick reply of the last turn. Raises KeyError where there is none."""
        ids = {choice.title: choice.id for message in self.replies for choice in message.choices}
        self.replies = self.loop.run_until_complete(self.assistant.receive(self.name, choice=ids[title]))
        return self.replies


@pytest.fixture(scope="session")
def _data_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("assistant")


@pytest.fixture(autouse=True)
def _settings(_data_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The assistant looks for services in a directory of its own."""
    monkeypatch.setattr(settings(), "data_directory", _data_directory)
    monkeypatch.setattr(settings(), "directory_url", f"sqlite:///{_data_directory / 'directory.db'}")


@pytest.fixture(scope="session")
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="session")
def _assistant(model: Path, _data_directory: Path, _loop: asyncio.AbstractEventLoop) -> Any:
    from bot.in_process import assistant_in_this_process
    from bot.run import load_sample_data_if_empty

    configuration = settings().copy(update={"directory_url": f"sqlite:///{_data_directory / 'directory.db'}"})
    load_sample_data_if_empty(configuration)
    database = f"sqlite:///{_data_directory / 'conversations.db'}"
    return _loop.run_until_complete(assistant_in_this_process(model, configuration, database))


_numbers = itertools.count(1)


@pytest.fixture
def another_conversation(_assistant: Any, _loop: asyncio.AbstractEventLoop) -> Any:
    """Starts a conversation of somebody new each time it is called."""
    return lambda: Conversation(_assistant, _loop, f"test:{next(_numbers)}")


@pytest.fixture
def conversation(another_conversation: Any) -> Conversation:
    """A conversation that has not begun."""
    return another_conversation()


@pytest.fixture
def set_today(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes it another day for what is said ("15 December") and for what is answered ("29 days left")."""

    def set_to(today: date) -> None:
        class Calendar(date):
            @classmethod
            def today(cls) -> date:
                return today

        monkeypatch.setattr("bot.nlu.entities.rules.date", Calendar)
        monkeypatch.setattr("actions.answer_topic.date", Calendar)

    return set_to
