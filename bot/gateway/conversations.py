"""Conversations as they are kept in the private database: messages, the choices offered, and who answers."""

from __future__ import annotations

import json
import logging
import re
import secrets
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.gateway.messages import ChatMessage, OfferedChoice
from fingerpost.reply import Choice, Reply
from fingerpost.store import migrate, session

logger = logging.getLogger(__name__)

STATES = ("bot", "queued", "with_staff", "closed")
# The newest messages of a conversation that are shown; older ones stay in the database.
HISTORY_MESSAGES = 200
_CHOICE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

_metadata = MetaData()
_conversations = Table(
    "conversations",
    _metadata,
    Column("id", String(80), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("last_seen", DateTime(timezone=True), nullable=False),
    Column("last_sequence", Integer, nullable=False),
)
_messages = Table(
    "messages",
    _metadata,
    Column("conversation", String(80), ForeignKey("conversations.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("sender", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("sent", DateTime(timezone=True), nullable=False),
)
_offered_choices = Table(
    "offered_choices",
    _metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation", String(80), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("chosen", DateTime(timezone=True)),
    ForeignKeyConstraint(["conversation", "sequence"], ["messages.conversation", "messages.sequence"]),
)


class StoreUnavailable(Exception):
    """The private database cannot be read or written. Says nothing of what was to be stored."""


@dataclass(frozen=True)
class KeptChoice:
    """A choice offered in a conversation, with what it does. `chosen` is True once it was used."""

    id: str
    choice: Choice
    chosen: bool


class Conversations:
    """Reads and writes conversations. Every method may be slow and raises StoreUnavailable."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._prepared = False
        self._preparing = threading.Lock()

    def prepare(self) -> None:
        """Bring the database up to date; once it has worked, nothing more happens."""
        with self._preparing:
            if self._prepared:
                return
            try:
                migrate(self.address, "private")
            except Exception as error:  # alembic, drivers and the file system each have their own
                logger.error("private database cannot be prepared: %s", _without_values(error))
                raise StoreUnavailable from None
            self._prepared = True

    def state(self, conversation: str) -> str:
        """Who answers: bot, queued, with_staff or closed. A new conversation starts with bot."""
        with self._transaction() as current:
            found = current.execute(select(_conversations.c.state).where(_conversations.c.id == conversation))
            return str(found.scalar() or STATES[0])

    def set_state(self, conversation: str, state: str) -> None:
        """Change who answers. Raises ValueError for a state that does not exist."""
        if state not in STATES:
            raise ValueError(f"a conversation is {', '.join(STATES)}, not {state!r}")
        with self._transaction() as current:
            current.execute(update(_conversations).where(_conversations.c.id == conversation).values(state=state))

    def add_family_message(self, conversation: str, text: str, chosen: str = "") -> ChatMessage:
        """Keep what the family wrote; `chosen` is the id of the choice it was, which is then used up."""
        now = datetime.now(timezone.utc)
        with self._transaction() as current:
            sequence = _next_sequence(current, conversation, 1, now)
            _insert_message(current, conversation, sequence, "family", {"text": text}, now)
            if chosen:
                current.execute(update(_offered_choices).where(_offered_choices.c.id == chosen).values(chosen=now))
        return ChatMessage(id=sequence, sender="family", sent=now, text=text)

    def add_replies(self, conversation: str, replies: Sequence[Reply]) -> list[ChatMessage]:
        """Keep what the assistant said and make an id for each choice it offers."""
        now = datetime.now(timezone.utc)
        kept = []
        with self._transaction() as current:
            first = _next_sequence(current, conversation, len(replies), now)
            for sequence, reply in enumerate(replies, first):
                _insert_message(current, conversation, sequence, "assistant", {"reply": reply.to_dict()}, now)
                choices = _insert_choices(current, conversation, sequence, reply.choices)
                kept.append(ChatMessage(id=sequence, sender="assistant", sent=now, reply=reply, choices=choices))
        return kept

    def history(self, conversation: str, after: int = 0) -> list[ChatMessage]:
        """The newest messages with an id above `after`, oldest first, with the choices that are still open."""
        chosen_rows = (
            select(_messages)
            .where(_messages.c.conversation == conversation, _messages.c.sequence > after)
            .order_by(_messages.c.sequence.desc())
            .limit(HISTORY_MESSAGES)
        )
        with self._transaction() as current:
            rows = list(reversed(current.execute(chosen_rows).all()))
            if not rows:
                return []
            open_choices = _open_choices(current, conversation, rows[0].sequence)
        return [_message(row, open_choices) for row in rows]

    def find_choice(self, conversation: str, choice: str) -> KeptChoice | None:
        """The choice with this id; None unless it was offered in this very conversation."""
        if not _CHOICE_ID.fullmatch(choice):
            return None
        wanted = select(_offered_choices).where(
            _offered_choices.c.id == choice, _offered_choices.c.conversation == conversation
        )
        with self._transaction() as current:
            row = current.execute(wanted).first()
        return _kept_choice(row) if row else None

    def choice_titled(self, conversation: str, title: str) -> KeptChoice | None:
        """The open choice with this title (in capitals or not) among those offered since the family's last message."""
        last_words = select(func.coalesce(func.max(_messages.c.sequence), 0)).where(
            _messages.c.conversation == conversation, _messages.c.sender == "family"
        )
        with self._transaction() as current:
            rows = _open_choices(current, conversation, current.execute(last_words).scalar_one() + 1)
        for row in rows:
            kept = _kept_choice(row)
            if _same_words(kept.choice.title, title):
                return kept
        return None

    def forget_older_than(self, age: timedelta) -> int:
        """Delete conversations that began longer ago than this, with all they hold. Returns how many."""
        began_before = datetime.now(timezone.utc) - age
        old = select(_conversations.c.id).where(_conversations.c.created < began_before)
        with self._transaction() as current:
            for table in (_offered_choices, _messages):
                current.execute(
                    delete(table).where(table.c.conversation.in_(old)).execution_options(synchronize_session=False)
                )
            return int(current.execute(delete(_conversations).where(_conversations.c.created < began_before)).rowcount)

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        self.prepare()
        try:
            with session(self.address) as current:
                yield current
        except (SQLAlchemyError, OSError) as error:
            logger.error("private database failed: %s", type(error).__name__)
            raise StoreUnavailable from None  # the original error carries the values, which may be a person's words


def _without_values(error: Exception) -> str:
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"


def _next_sequence(current: Session, conversation: str, count: int, now: datetime) -> int:
    """Reserve `count` message ids and return the first; the row is locked, so no two writers get the same."""
    row = _conversations.c
    reserve = (
        update(_conversations)
        .where(row.id == conversation)
        .values(last_sequence=row.last_sequence + count, last_seen=now)
        .execution_options(synchronize_session=False)
    )
    if current.execute(reserve).rowcount == 0:
        new = {"id": conversation, "state": STATES[0], "created": now, "last_seen": now, "last_sequence": count}
        try:
            with current.begin_nested():
                current.execute(insert(_conversations).values(**new))
        except IntegrityError:  # another writer began the same conversation a moment earlier
            current.execute(reserve)
    last = current.execute(select(row.last_sequence).where(row.id == conversation)).scalar_one()
    return int(last) - count + 1


def _insert_message(
    current: Session, conversation: str, sequence: int, sender: str, body: dict[str, Any], now: datetime
) -> None:
    written = json.dumps(body, ensure_ascii=False)
    current.execute(
        insert(_messages).values(conversation=conversation, sequence=sequence, sender=sender, body=written, sent=now)
    )


def _insert_choices(
    current: Session, conversation: str, sequence: int, choices: Sequence[Choice]
) -> tuple[OfferedChoice, ...]:
    offered = []
    for position, choice in enumerate(choices):
        made = OfferedChoice(id=secrets.token_urlsafe(16), title=choice.title)
        current.execute(
            insert(_offered_choices).values(
                id=made.id,
                conversation=conversation,
                sequence=sequence,
                position=position,
                payload=json.dumps(asdict(choice), ensure_ascii=False),
            )
        )
        offered.append(made)
    return tuple(offered)


def _open_choices(current: Session, conversation: str, first_sequence: int) -> list[Any]:
    row = _offered_choices.c
    return list(
        current.execute(
            select(_offered_choices)
            .where(and_(row.conversation == conversation, row.sequence >= first_sequence, row.chosen.is_(None)))
            .order_by(row.sequence, row.position)
        ).all()
    )


def _kept_choice(row: Any) -> KeptChoice:
    return KeptChoice(id=row.id, choice=Choice(**json.loads(row.payload)), chosen=row.chosen is not None)


def _same_words(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _message(row: Any, open_choices: Sequence[Any]) -> ChatMessage:
    body = json.loads(row.body)
    sent = row.sent if row.sent.tzinfo else row.sent.replace(tzinfo=timezone.utc)  # SQLite forgets the time zone
    if row.sender == "family":
        return ChatMessage(id=row.sequence, sender=row.sender, sent=sent, text=body["text"])
    offered = tuple(
        OfferedChoice(id=choice.id, title=json.loads(choice.payload)["title"])
        for choice in open_choices
        if choice.sequence == row.sequence
    )
    return ChatMessage(id=row.sequence, sender=row.sender, sent=sent, reply=_reply(body["reply"]), choices=offered)


def _reply(written: dict[str, Any]) -> Reply:
    try:
        return Reply.from_dict(written)
    except (ValueError, TypeError):  # written by another version of the assistant
        return Reply(text="This answer can no longer be shown. Please ask again.")
