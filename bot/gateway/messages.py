"""One stored message of a conversation, as channels show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fingerpost.reply import Reply


@dataclass(frozen=True)
class OfferedChoice:
    """A quick reply as the family sees it: the id is made by the gateway, what it does stays on the server."""

    id: str
    title: str


@dataclass(frozen=True)
class ChatMessage:
    """A message by the family (`text`) or by the assistant (`reply` and the choices it offered).

    `id` grows within a conversation and never repeats. `sent` is in UTC.
    """

    id: int
    sender: str  # "family" or "assistant"
    sent: datetime
    text: str = ""
    reply: Reply | None = None
    choices: tuple[OfferedChoice, ...] = ()
