"""The dialogue engine as the gateway sees it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Protocol

import httpx

from bot.gateway.secrets import engine_secret
from fingerpost.reply import Choice, Reply
from fingerpost.settings import Settings

READY_TIMEOUT_SECONDS = 2.0


class EngineUnavailable(Exception):
    """The engine gave no answer. `slow` is True when it took the message but not in time."""

    def __init__(self, slow: bool = False) -> None:
        super().__init__("The dialogue engine took too long" if slow else "The dialogue engine gave no answer")
        self.slow = slow


class Engine(Protocol):
    """Whatever turns a message into replies."""

    async def send(self, conversation: str, *, text: str | None = None, choice: Choice | None = None) -> list[Reply]:
        """The replies to this text or choice (one of the two). Raises EngineUnavailable."""

    async def ready(self) -> bool:
        """True when a message would be answered now."""


class HttpEngine:
    """The engine in its own process, over HTTP on this machine."""

    def __init__(self, settings: Settings) -> None:
        self._client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{settings.engine_port}/webhooks/fingerpost/",
            headers={"X-Fingerpost-Secret": engine_secret(settings)},
            timeout=settings.engine_timeout_seconds,
            trust_env=False,  # a proxy set for the internet must not see what families write
        )

    async def send(self, conversation: str, *, text: str | None = None, choice: Choice | None = None) -> list[Reply]:
        """The replies to this text or choice. Raises EngineUnavailable for anything but a well-formed answer."""
        body: dict[str, Any] = {"conversation": conversation}
        body.update({"text": text} if choice is None else {"choice": asdict(choice)})
        try:
            response = await self._client.post("message", json=body)
            if response.status_code != httpx.codes.OK:
                raise EngineUnavailable
            return [Reply.from_dict(reply) for reply in response.json()["replies"]]
        except httpx.TimeoutException:
            raise EngineUnavailable(slow=True) from None
        except (httpx.HTTPError, ValueError, TypeError, KeyError, AttributeError):
            raise EngineUnavailable from None

    async def ready(self) -> bool:
        """True once the engine has loaded its model."""
        try:
            response = await self._client.get("", timeout=READY_TIMEOUT_SECONDS)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.aclose()
