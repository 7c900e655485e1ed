"""What the channels share: sessions, the assistant once it is loaded, and what is known of the engine."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.gateway.secrets import session_secret
from bot.gateway.sessions import SESSION_SECONDS, Sessions
from fingerpost.settings import Settings

if TYPE_CHECKING:
    from bot.gateway.assistant import Assistant
    from bot.gateway.conversations import Conversations
    from bot.gateway.engine_client import Engine, HttpEngine

logger = logging.getLogger(__name__)
LOOK_AT_ENGINE_SECONDS = 1.0
FORGET_SECONDS = 60 * 60
READINESS_SECONDS = 3.0


class Gateway:
    """Comes up at once; loads what is slow to load (database, HTTP client) in the background.

    Raises OSError or ValueError, like `session_secret`, when the key of this installation is not to be had.
    """

    def __init__(self, settings: Settings, engine: Engine | None = None) -> None:
        self.settings = settings
        self.sessions = Sessions(session_secret(settings))
        self._given_engine = engine
        self._own_engine: HttpEngine | None = None
        self._conversations: Conversations | None = None
        self._assistant: Assistant | None = None
        self._loading: asyncio.Task[Assistant] | None = None
        self._chores: list[asyncio.Task[None]] = []

    @property
    def engine_state(self) -> str:
        """starting, ready or unavailable, as last seen."""
        return self._assistant.engine_state if self._assistant else "starting"

    async def assistant(self) -> Assistant:
        """The assistant, as soon as it is loaded."""
        if self._assistant is None:
            self._assistant = await asyncio.shield(self.open())
        return self._assistant

    def open(self) -> asyncio.Task[Assistant]:
        """Begin to load the assistant, once."""
        if self._loading is None:
            self._loading = asyncio.create_task(asyncio.to_thread(self._load))
            self._chores = [asyncio.create_task(self._watch_engine()), asyncio.create_task(self._forget_old())]
        return self._loading

    async def close(self) -> None:
        """Stop what runs in the background."""
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        if self._own_engine:
            await self._own_engine.close()

    async def readiness(self) -> dict[str, bool]:
        """What works at this moment, each asked now: engine, private_database, directory_database."""
        assistant = await self.assistant()
        engine, private, directory = await asyncio.gather(
            assistant.look_at_engine(),
            _answers(self.settings.private_database()),
            _answers(self.settings.directory_database()),
        )
        return {"engine": engine == "ready", "private_database": private, "directory_database": directory}

    def _load(self) -> Assistant:
        # These take most of a second to import, and the page must not wait for them.
        from bot.gateway.assistant import Assistant
        from bot.gateway.conversations import Conversations
        from bot.gateway.engine_client import HttpEngine
        from bot.gateway.limits import Limits

        self._conversations = Conversations(self.settings.private_database())
        engine = self._given_engine
        if engine is None:
            engine = self._own_engine = HttpEngine(self.settings)
        return Assistant(
            engine,
            self._conversations,
            message_limit=self.settings.message_limit_characters,
            limits=Limits(self.settings),
        )

    async def _watch_engine(self) -> None:
        assistant = await self.assistant()
        while True:
            try:
                await assistant.look_at_engine()
            except Exception as error:
                logger.error("the engine cannot be looked at: %s", type(error).__name__)
            await asyncio.sleep(LOOK_AT_ENGINE_SECONDS)

    async def _forget_old(self) -> None:
        """Keep the promises of the page: no conversation is kept for longer than its session lasts, and no message to
        learn from for longer than families were told."""
        await self.assistant()
        while True:
            count = await _quietly(self._forget_now)
            if count:
                logger.info("forgot %d old conversations", count)
            await asyncio.sleep(FORGET_SECONDS)

    def _forget_now(self) -> int:
        from fingerpost import learning  # with the database, slow to load

        count = self._conversations.forget_older_than(timedelta(seconds=SESSION_SECONDS)) if self._conversations else 0
        learning.forget_old(address=self.settings.private_database())
        return count


async def _quietly(work: Callable[[], int]) -> int:
    try:
        return await asyncio.to_thread(work)
    except Exception as error:
        logger.error("the private database cannot be used: %s", type(error).__name__)
        return 0


async def _answers(address: str) -> bool:
    try:
        return await asyncio.wait_for(asyncio.to_thread(_is_migrated, address), READINESS_SECONDS)
    except Exception:  # drivers and the file system each have their own errors
        return False


def _is_migrated(address: str) -> bool:
    from sqlalchemy import text

    from fingerpost.store import session

    with session(address) as current:
        return current.execute(text("SELECT version_num FROM alembic_version")).first() is not None
