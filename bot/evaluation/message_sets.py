"""The messages that understanding is measured on: a folder with one file, or several, for each kind of label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fingerpost import topics

_TYPES_IN_WORDS = {str: "text", bool: "true or false", list: "a list of topics", dict: "names with values"}


class MessagesError(ValueError):
    """Messages cannot be measured on; the sentence says which and what to do."""


@dataclass(frozen=True)
class Message:
    """What somebody typed."""

    text: str


@dataclass(frozen=True)
class TopicMessage(Message):
    """A message about one topic."""

    topic: str


@dataclass(frozen=True)
class NeedsMessage(Message):
    """A message with its needs, in the order they are told in."""

    needs: tuple[str, ...]


@dataclass(frozen=True)
class CrisisMessage(Message):
    """A message that is a crisis or only sounds like one."""

    crisis: bool
    kind: str


@dataclass(frozen=True)
class ScopeMessage(Message):
    """A message that Fingerpost is for or is not for."""

    in_scope: bool
    kind: str


@dataclass(frozen=True)
class EntitiesMessage(Message):
    """A message with all the details it names."""

    entities: dict[str, Any]


def load(folder: Path, names: Iterable[str]) -> dict[str, list[Message]]:
    """The message sets of these names that the folder has files for: `crisis.yml`, and `crisis_` with more to its
    name. Raises MessagesError, and OSError."""
    found: dict[str, list[Message]] = {}
    for name in names:
        for path in [folder / f"{name}.yml", *sorted(folder.glob(f"{name}_*.yml"))]:
            if path.is_file():
                messages = _READERS[name](path)
                if not messages:
                    raise MessagesError(f"{path} has no messages; write some or take the file away")
                found.setdefault(name, []).extend(messages)
    return found


def _topics(path: Path) -> list[TopicMessage]:
    """Messages in Rasa's own format, so that `rasa test nlu` reads them too."""
    document = _document(path)
    try:
        labelled = [
            (block["intent"], line.strip().removeprefix("- "))
            for block in document["nlu"]
            for line in block["examples"].splitlines()
        ]
    except (AttributeError, KeyError, TypeError):
        raise MessagesError(f"{path} needs `nlu` with an `intent` and `examples` in each of its blocks") from None
    return [TopicMessage(text, _topic(topic, path)) for topic, text in labelled if text]


def _needs(path: Path) -> list[NeedsMessage]:
    return [
        NeedsMessage(item["text"], tuple(_topic(need, path) for need in item["needs"]))
        for item in _items(path, needs=list)
    ]


def _crisis(path: Path) -> list[CrisisMessage]:
    return [CrisisMessage(item["text"], item["crisis"], item["kind"]) for item in _items(path, crisis=bool, kind=str)]


def _scope(path: Path) -> list[ScopeMessage]:
    items = _items(path, in_scope=bool, kind=str)
    if len({item["in_scope"] for item in items}) == 1:
        raise MessagesError(f"{path} needs messages that are in scope and messages that are not; add the other kind")
    return [ScopeMessage(item["text"], item["in_scope"], item["kind"]) for item in items]


def _entities(path: Path) -> list[EntitiesMessage]:
    return [EntitiesMessage(item["text"], item["entities"]) for item in _items(path, entities=dict)]


def _document(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise MessagesError(f"{path} is not text in UTF-8; save it again in that encoding") from None
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise MessagesError(f"{path} is not valid YAML{f' near line {mark.line + 1}' if mark else ''}") from None


def _items(path: Path, **labels: type) -> list[dict[str, Any]]:
    document = _document(path)
    if not isinstance(document, list):
        raise MessagesError(f"{path} needs a list of messages, each beginning with a dash")
    for number, item in enumerate(document, start=1):
        for name, kind in {"text": str, **labels}.items():
            if not isinstance(item, dict) or not isinstance(item.get(name), kind):
                raise MessagesError(f"message {number} in {path} needs `{name}`, as {_TYPES_IN_WORDS[kind]}")
    return document


def _topic(name: object, path: Path) -> str:
    if not isinstance(name, str) or name not in topics.topic_kinds():
        raise MessagesError(f"{path} names the topic {name}; use one of content/topics.yml")
    return name


_READERS: dict[str, Callable[[Path], Sequence[Message]]] = {
    "topics": _topics,
    "needs": _needs,
    "crisis": _crisis,
    "scope": _scope,
    "entities": _entities,
}
