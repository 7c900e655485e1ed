"""What every web response gets: security headers, and a safe answer where something goes wrong."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web import rendering
from fingerpost import safety

if TYPE_CHECKING:
    from bot.gateway.gateway import Gateway

logger = logging.getLogger(__name__)

OWN, EMBEDDED, STRANGE = "own", "embedded", "strange"

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_SHARED_PATHS = ("/widget.js", "/static/")  # other sites load these to embed the chat
_WENT_WRONG = "Something went wrong on our side. Please try again in a few minutes. In an emergency, call 999."
_SENTENCES = {
    400: "We could not read that message. Please go back to the start page and type it again.",
    403: "That message came from another website, so we did not take it. Please type it on our own page.",
    404: "There is no page at this address. You can start here.",
    405: "This address cannot be used that way. You can start here.",
    413: "That message is too big for us to read. Please shorten it, or send it in parts.",
    415: "We could not read that kind of message. Please type it on our own page.",
    422: "We could not read that message. Please send either your words or one of the choices.",
}


def caller(request: Request, embedding_origins: list[str]) -> str:
    """Where a request comes from: OWN page (or no browser at all), EMBEDDED in an allowed site, or STRANGE."""
    origin = request.headers.get("origin", "")
    site = request.headers.get("sec-fetch-site")
    if site in ("same-origin", "none"):
        return OWN
    # Without Sec-Fetch-Site (older browsers) the origin decides; programs that are no browsers send neither.
    if site is None and (not origin or urlsplit(origin).netloc == request.headers.get("host")):
        return OWN
    return EMBEDDED if origin in embedding_origins else STRANGE


class SecurityHeaders:
    """Adds the security headers to every response, whatever made it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        shared = scope["path"].startswith(_SHARED_PATHS)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
                headers["Cache-Control"] = "no-cache" if shared else "no-store"
            await send(message)

        await self._app(scope, receive, send_with_headers)


class SafeErrors:
    """Turns an unexpected exception into a page or JSON with emergency contacts; logs where, never what was said."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = False

        async def send_and_note(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            logger.error("unexpected %s at %s", type(error).__name__, _where(error))
            if scope["type"] == "http" and not began:
                await _went_wrong(Request(scope))(scope, receive, send)


async def http_error(request: Request, error: Exception) -> Response:
    """The answer to a request that cannot be served: one kind sentence, on the page or as JSON."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    sentence = _SENTENCES.get(status, _WENT_WRONG)
    gateway: Gateway = request.app.state.gateway
    if _wants_json(request):
        body = {"error": sentence, "session": None, "engine": gateway.engine_state}
        return JSONResponse(body, status, headers=headers)
    return HTMLResponse(_page(gateway, sentence), status, headers=headers)


def _went_wrong(request: Request) -> Response:
    contacts = safety.emergency_contacts()
    if _wants_json(request):
        listed = [
            {"name": one.name, "phone": one.phone, "text_message": one.text_message, "url": one.url} for one in contacts
        ]
        state = request.app.state.gateway.engine_state
        return JSONResponse({"error": _WENT_WRONG, "session": None, "engine": state, "contacts": listed}, 500)
    try:
        return HTMLResponse(_page(request.app.state.gateway, _WENT_WRONG), 500)
    except Exception as error:  # the page itself may be what is broken
        logger.error("the error page failed with %s at %s", type(error).__name__, _where(error))
        lines = [f"{one.name}: {one.phone or one.text_message or one.url}" for one in contacts]
        return PlainTextResponse("\n".join([_WENT_WRONG, "", *lines]), 500)


def _page(gateway: Gateway, sentence: str) -> str:
    limit = gateway.settings.message_limit_characters
    return rendering.home_page(messages=[], engine=gateway.engine_state, error=sentence, limit=limit)


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path in ("/health", "/ready")


def _where(error: Exception) -> str:
    steps = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{step.filename}:{step.lineno} {step.name}" for step in reversed(steps))
