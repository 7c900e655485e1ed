"""The whole assistant in one process, without a server: what `fingerpost chat` and the conversation tests use."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.connector import NoReplyError, converse
from bot.engine import load_agent
from bot.gateway.assistant import Assistant
from bot.gateway.conversations import Conversations
from bot.gateway.engine_client import EngineUnavailable
from fingerpost.reply import Choice, Reply
from fingerpost.settings import Settings


class EngineInThisProcess:
    """The engine as the gateway sees it, in this process and with its conversations in memory."""

    def __init__(self, agent: Any) -> None:
        self._agent = agent

    async def send(self, conversation: str, *, text: str | None = None, choice: Choice | None = None) -> list[Reply]:
        """The replies to this text or choice. Raises EngineUnavailable when there is none."""
        chosen = asdict(choice) if choice else None
        try:
            replies = await converse(self._agent.handle_message, conversation, text, chosen)
        except NoReplyError:
            raise EngineUnavailable from None
        return [Reply.from_dict(reply) for reply in replies]

    async def ready(self) -> bool:
        return bool(self._agent.is_ready())


async def assistant_in_this_process(model: Path, configuration: Settings, database: str) -> Assistant:
    """An assistant with this model, that keeps its messages in this database (an SQLAlchemy address)."""
    engine = EngineInThisProcess(await load_agent(model, configuration))
    conversations = Conversations(database)
    conversations.prepare()
    return Assistant(engine, conversations, message_limit=configuration.message_limit_characters)
