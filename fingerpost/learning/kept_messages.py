"""The messages kept to learn from, in the private database: what was said, without who said it."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Date, MetaData, String, Table, Text, delete, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from fingerpost import redaction, topics
from fingerpost.store import migrate, session

logger = logging.getLogger(__name__)

KEPT_DAYS = 90  # as content/learning.yml says
OUTCOMES = ("clarified", "rephrased", "left")
_TOPICS_HEARD = 3
_FEWEST_WORDS = 2

_messages = Table(
    "messages_to_learn_from",
    MetaData(),
    Column("id", String(32), primary_key=True),
    Column("day", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("heard", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("led_to", String(80)),
)


@dataclass(frozen=True)
class KeptMessage:
    """One message. `heard` are the likeliest topics with their confidence (0 to 1); `outcome` is clarified, rephrased
    or left; `led_to` is the topic that was chosen, or that the next message was about."""

    text: str
    day: date
    heard: tuple[tuple[str, float], ...]
    outcome: str
    led_to: str | None


def can_keep() -> bool:
    """Whether messages can be kept in this process: only where names can be taken out of them."""
    return redaction.is_available()


def keep(text: str, ranking: Sequence[Mapping[str, Any]], *, address: str, today: date | None = None) -> str | None:
    """Keep a message without names, places and contact details; returns the random id that it can be deleted by.

    `ranking` holds what was heard, likeliest first, as {"name", "confidence"}. None when nothing was kept: because
    hardly a word would be left, names cannot be taken out here, or the database cannot be used.
    """
    try:
        redacted = redaction.redact(text)
        if not _says_something(redacted):
            return None
        made = secrets.token_urlsafe(16)
        with _transaction(address) as current:
            current.execute(
                insert(_messages).values(
                    id=made,
                    day=today or date.today(),
                    text=redacted,
                    heard=json.dumps(_likeliest(ranking)),
                    outcome="left",
                )
            )
    except (redaction.RedactionUnavailable, SQLAlchemyError, OSError) as fault:
        logger.warning("a message was not kept to learn from: %s", type(fault).__name__)
        return None
    return made


def note_what_followed(kept: str, topic: str, *, is_choice: bool, address: str, today: date | None = None) -> None:
    """Note what came right after a kept message: the topic that was chosen, or another message and what it was about.

    Small talk is neither, and what is said on another day is no answer to it. A fault of the database is only logged.
    """
    kind = topics.topic_kinds().get(topic)
    if kind == "talk" and (is_choice or topic != "out_of_scope"):
        return
    change = (
        update(_messages)
        .where(_messages.c.id == kept, _messages.c.outcome == "left", _messages.c.day == (today or date.today()))
        .values(outcome="clarified" if is_choice else "rephrased", led_to=topic if kind in ("answer", "task") else None)
    )
    try:
        with _transaction(address) as current:
            current.execute(change)
    except (SQLAlchemyError, OSError) as fault:
        logger.warning("what followed a message was not noted: %s", type(fault).__name__)


def take_back(kept: Sequence[str], *, address: str) -> bool:
    """Delete the messages with these ids. Returns False when the database cannot be used: then they are still there."""
    try:
        with _transaction(address) as current:
            current.execute(delete(_messages).where(_messages.c.id.in_(list(kept))))
    except (SQLAlchemyError, OSError) as fault:
        logger.warning("messages to learn from were not deleted: %s", type(fault).__name__)
        return False
    return True


def waiting(*, address: str) -> list[KeptMessage]:
    """Every message that waits for an editor, the newest day first. Raises SQLAlchemyError."""
    with _transaction(address) as current:
        rows = current.execute(select(_messages).order_by(_messages.c.day.desc(), _messages.c.id)).all()
    return [
        KeptMessage(
            text=row.text,
            day=row.day,
            heard=tuple((heard["topic"], heard["confidence"]) for heard in json.loads(row.heard)),
            outcome=row.outcome,
            led_to=row.led_to,
        )
        for row in rows
    ]


def forget_before(day: date, *, address: str) -> int:
    """Delete the messages of all days before this one; returns how many. Raises SQLAlchemyError."""
    with _transaction(address) as current:
        return int(current.execute(delete(_messages).where(_messages.c.day < day)).rowcount)


def forget_old(*, address: str, today: date | None = None) -> int:
    """Delete the messages that have been kept for `KEPT_DAYS`; returns how many. Raises SQLAlchemyError."""
    return forget_before((today or date.today()) - timedelta(days=KEPT_DAYS - 1), address=address)


def _says_something(redacted: str) -> bool:
    """Whether more is left than was taken out, and at least two words."""
    taken_out = [f"({placeholder})" for placeholder in redaction.PLACEHOLDERS]
    count = sum(redacted.count(placeholder) for placeholder in taken_out)
    for placeholder in taken_out:
        redacted = redacted.replace(placeholder, " ")
    left = re.findall(r"[^\W\d_]{2,}", redacted)
    return len(left) >= _FEWEST_WORDS and len(left) > count


def _likeliest(ranking: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    known = [heard for heard in ranking if heard["name"] in topics.topic_kinds()]
    return [
        {"topic": heard["name"], "confidence": round(float(heard["confidence"]), 2)} for heard in known[:_TOPICS_HEARD]
    ]


@contextmanager
def _transaction(address: str) -> Iterator[Session]:
    _prepare(address)
    with session(address) as current:
        yield current


@lru_cache(maxsize=8)
def _prepare(address: str) -> None:
    migrate(address, "private")
