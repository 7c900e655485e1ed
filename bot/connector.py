"""The engine's only door: a Rasa channel on loopback that answers the gateway, and nobody without the shared secret."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.gateway.secrets import engine_secret
from fingerpost.settings import settings

logger = logging.getLogger(__name__)
CHANNEL = "fingerpost"
Handler = Callable[[UserMessage], Awaitable[Any]]


class NoReplyError(RuntimeError):
    """The engine took a message and had nothing to say: a fault, never an empty answer."""


class GatewayInput(InputChannel):
    """POST /webhooks/fingerpost/message with {"conversation", "text" | "choice"} returns {"replies": [Reply, ...]}.

    403 without the shared secret, 400 for a body that does not fit, 500 when the engine fails or has no reply.
    """

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayInput:
        return cls(engine_secret(settings()))

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The Sanic routes of this channel."""
        door = Blueprint("fingerpost_gateway")

        @door.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ready"})

        @door.post("/message")
        async def message(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("x-fingerpost-secret", ""), self._secret):
                return response.json({"error": "the shared secret is missing or wrong"}, status=403)
            body = request.json if isinstance(request.json, dict) else {}
            if not body.get("conversation") or not (body.get("text") or body.get("choice")):
                return response.json({"error": "a message needs a conversation and a text or a choice"}, status=400)
            try:
                replies = await converse(on_new_message, body["conversation"], body.get("text"), body.get("choice"))
            except Exception as failure:
                logger.error("the engine failed on a message: %s", type(failure).__name__)
                return response.json({"error": "the engine failed on this message"}, status=500)
            return response.json({"replies": replies})

        return door


async def converse(
    handler: Handler, conversation: str, text: str | None, choice: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """Hand one message or choice to Rasa; returns Replies as dictionaries. Raises NoReplyError where there is none."""
    output = CollectingOutputChannel()
    await handler(_user_message(conversation, text, choice, output))
    replies = [message["custom"] for message in output.messages if message.get("custom")]
    if not replies:
        raise NoReplyError
    return replies


def _user_message(
    conversation: str, text: str | None, choice: dict[str, Any] | None, output: CollectingOutputChannel
) -> UserMessage:
    if choice is None:
        # A leading slash would let a typed "/intent{...}" past the understanding; choices come with an id instead.
        spoken = (text or "").lstrip("/ ") or "?"
        return UserMessage(spoken, output, conversation, input_channel=CHANNEL)
    intent = {"name": choice["intent"], "confidence": 1.0}
    entities = [
        {"entity": name, "value": value, "start": 0, "end": 0, "extractor": "choice"}
        for name, value in choice.get("slots", {}).items()
    ]
    parse_data = {"text": choice["title"], "intent": intent, "intent_ranking": [intent], "entities": entities}
    return UserMessage(choice["title"], output, conversation, parse_data=parse_data, input_channel=CHANNEL)
