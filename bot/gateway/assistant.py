"""The way of one message, the same for every channel and for `fingerpost chat`."""

from __future__ import annotations

import asyncio
import itertools
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from enum import Enum
from hashlib import blake2b
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from bot.gateway import notices
from bot.gateway.conversations import Conversations, KeptChoice, StoreUnavailable
from bot.gateway.engine_client import Engine, EngineUnavailable
from bot.gateway.limits import Limits
from bot.gateway.messages import ChatMessage
from bot.gateway.typed_text import clean
from fingerpost import safety
from fingerpost.reply import Choice, Reply

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

STORE_SECONDS = 10.0
CRISIS_STORE_SECONDS = 2.0
# An engine that has never been ready counts as starting for this long, then as unavailable.
STARTING_SECONDS = 180.0

_log_key = secrets.token_bytes(16)
# Messages that could not be kept get negative ids that grow and, starting from the clock, never come again.
_unkept_ids = itertools.count(-time.time_ns() // 1000)


class Refusal(Enum):
    """Why a message was neither kept nor passed on."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    SLASH = "slash"
    CHOICE = "choice"
    TOO_MANY = "too many"
    NOT_STORED = "not stored"


@dataclass(frozen=True)
class Turn:
    """What came of one message: the messages to show, the family's own first where it was kept.

    `kept` is False when some of them are in no database; `retry_after` is in seconds, for `Refusal.TOO_MANY`.
    """

    messages: list[ChatMessage]
    refusal: Refusal | None = None
    retry_after: int = 0
    kept: bool = True


class Assistant:
    """Takes one message of one conversation to its replies.

    Without `limits` nobody is ever too fast. `engine_state` is starting, ready or unavailable.
    """

    def __init__(
        self, engine: Engine, conversations: Conversations, *, message_limit: int, limits: Limits | None = None
    ) -> None:
        self._engine = engine
        self._conversations = conversations
        self._message_limit = message_limit
        self._limits = limits
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._began = time.monotonic()
        self._engine_was_ready = False
        self._engine_is_ready = False

    @property
    def engine_state(self) -> str:
        """What is known of the engine since it was last looked at: starting, ready or unavailable."""
        if self._engine_is_ready:
            return "ready"
        if self._engine_was_ready or time.monotonic() - self._began > STARTING_SECONDS:
            return "unavailable"
        return "starting"

    async def look_at_engine(self) -> str:
        """Ask the engine whether it is ready; returns the state, as `engine_state` does from then on."""
        self._note_engine(await self._engine.ready())
        return self.engine_state

    async def receive(
        self, conversation: str, *, text: str | None = None, choice: str | None = None
    ) -> list[ChatMessage]:
        """The assistant's messages in answer to this text, or to the choice with this id (one of the two)."""
        turn = await self.take_turn(conversation, text=text, choice=choice)
        return [message for message in turn.messages if message.sender == "assistant"]

    async def take_turn(
        self, conversation: str, *, text: str | None = None, choice: str | None = None, address: str = ""
    ) -> Turn:
        """Like `receive`, for channels that show everything and that limit messages from one network address."""
        began = time.monotonic()
        turn = await self._turn(conversation, None if text is None else clean(text), choice, address)
        logger.info(
            "turn conversation=%s outcome=%s messages=%d kept=%s ms=%d",
            blake2b(conversation.encode(), key=_log_key, digest_size=4).hexdigest(),
            turn.refusal.value if turn.refusal else "answered",
            len(turn.messages),
            turn.kept,
            (time.monotonic() - began) * 1000,
        )
        return turn

    async def history(self, conversation: str, after: int = 0) -> list[ChatMessage]:
        """The messages kept with an id above `after`. Raises StoreUnavailable."""
        return await self._in_store(self._conversations.history, conversation, after)

    async def _turn(self, conversation: str, text: str | None, choice: str | None, address: str) -> Turn:
        crisis = safety.check(text) if text else None
        malformed = None if crisis else self._malformed(text, choice)
        if malformed:
            return malformed
        wait = self._limits.seconds_to_wait(conversation, address) if self._limits else 0
        if text is not None and crisis:
            return await self._answer_crisis(conversation, text, crisis, keep=not wait)
        if wait:
            return _refused(Refusal.TOO_MANY, notices.too_many(wait), retry_after=wait)
        try:
            async with self._locks.setdefault(conversation, asyncio.Lock()):
                return await self._converse(conversation, text or "", choice)
        except StoreUnavailable:
            return _refused(Refusal.NOT_STORED, notices.not_stored())

    def _malformed(self, text: str | None, choice: str | None) -> Turn | None:
        if choice is not None:
            return None
        if not text:
            return _refused(Refusal.EMPTY, notices.empty())
        if len(text) > self._message_limit:
            return _refused(Refusal.TOO_LONG, notices.too_long(self._message_limit))
        if text.startswith("/"):
            return _refused(Refusal.SLASH, notices.slash())
        return None

    async def _answer_crisis(self, conversation: str, text: str, reply: Reply, *, keep: bool) -> Turn:
        """Answer at once: no lock, no engine, and the database may take no more than a moment."""

        def store() -> list[ChatMessage]:
            family = self._conversations.add_family_message(conversation, text)
            return [family, *self._conversations.add_replies(conversation, [reply])]

        if keep:
            try:
                return Turn(await self._in_store(store, seconds=CRISIS_STORE_SECONDS))
            except StoreUnavailable:
                pass
        return Turn([_unkept(reply)], kept=False)

    async def _converse(self, conversation: str, text: str, choice: str | None) -> Turn:
        if choice is None:
            chosen = await self._in_store(self._conversations.choice_titled, conversation, text)
        else:
            chosen = await self._in_store(self._conversations.find_choice, conversation, choice)
            if chosen is None:
                return _refused(Refusal.CHOICE, notices.unknown_choice())
            if chosen.chosen:
                return _refused(Refusal.CHOICE, notices.repeated_choice(chosen.choice.title))
            text = chosen.choice.title
        state = await self._in_store(self._conversations.state, conversation)
        family = await self._in_store(
            self._conversations.add_family_message, conversation, text, chosen.id if chosen else ""
        )
        replies = await self._replies(conversation, state, text, chosen)
        try:
            answers = await self._in_store(self._conversations.add_replies, conversation, replies)
        except StoreUnavailable:
            return Turn([family, *map(_unkept, replies)], kept=False)
        return Turn([family, *answers])

    async def _replies(self, conversation: str, state: str, text: str, chosen: KeptChoice | None) -> Sequence[Reply]:
        if state == "queued":
            return [notices.with_adviser()]
        if state == "with_staff":
            return []
        if state == "closed":
            await self._in_store(self._conversations.set_state, conversation, "bot")
        return await self._ask_engine(conversation, _to_send(text, chosen))

    async def _ask_engine(self, conversation: str, sent: dict[str, Any]) -> Sequence[Reply]:
        choice = sent.get("choice")
        try:
            replies = await self._engine.send(
                conversation, text=sent.get("text"), choice=Choice(**choice) if choice else None
            )
            if not replies:
                raise EngineUnavailable
        except EngineUnavailable as error:
            state = "slow" if error.slow else await self.look_at_engine()
            return [notices.no_answer(state if state in ("slow", "starting") else "down", sent)]
        except Exception as error:  # whatever it is, the family gets an answer, and the log none of their words
            logger.error("the engine failed with %s", type(error).__name__)
            return [notices.no_answer("down", sent)]
        self._note_engine(True)
        return replies

    def _note_engine(self, ready: bool) -> None:
        if ready != self._engine_is_ready:
            logger.info("engine is now %s", "ready" if ready else "not ready")
        self._engine_is_ready = ready
        self._engine_was_ready = self._engine_was_ready or ready

    async def _in_store(self, work: Callable[..., Result], *arguments: Any, seconds: float = STORE_SECONDS) -> Result:
        try:
            return await asyncio.wait_for(asyncio.to_thread(work, *arguments), seconds)
        except asyncio.TimeoutError:
            raise StoreUnavailable from None


def _to_send(text: str, chosen: KeptChoice | None) -> dict[str, Any]:
    """What goes to the engine: {"text": …} or {"choice": …}; "Try again" sends what had no answer before."""
    if chosen is None:
        return {"text": text}
    if chosen.choice.intent == notices.SEND_AGAIN:
        return chosen.choice.slots
    return {"choice": asdict(chosen.choice)}


def _refused(refusal: Refusal, reply: Reply, retry_after: int = 0) -> Turn:
    return Turn([_unkept(reply)], refusal=refusal, retry_after=retry_after, kept=False)


def _unkept(reply: Reply) -> ChatMessage:
    return ChatMessage(id=next(_unkept_ids), sender="assistant", sent=datetime.now(timezone.utc), reply=reply)
