"""The web chat: the home page, its form for browsers without JavaScript, and the JSON that page and widget use."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.gateway.sessions import SESSION_SECONDS, new_conversation
from bot.gateway.web_safety import EMBEDDED, OWN, STRANGE, caller
from bot.web import rendering

if TYPE_CHECKING:
    from bot.gateway.assistant import Turn
    from bot.gateway.gateway import Gateway
    from bot.gateway.messages import ChatMessage

COOKIE = "fingerpost_session"
BODY_BYTES = 64 * 1024
HIGHEST_MESSAGE_ID = 2**31 - 1
HISTORY_SECONDS = 3.0
_NO_HISTORY = "We cannot show your earlier messages just now. They are not lost: please look again in a few minutes."
# By the name of the Refusal: its module takes long to import, and the page does not wait for that.
_STATUS = {"TOO_LONG": 413, "TOO_MANY": 429, "NOT_STORED": 503}
_REFUSED = 422

_static = StaticFiles(directory=rendering.STATIC)


def routes() -> list[BaseRoute]:
    """The addresses of this channel."""
    return [
        Route("/", home),
        Route("/chat", _to_start),
        Route("/chat", send_form, methods=["POST"]),
        Route("/api/messages", read_messages),
        Route("/api/messages", send_message, methods=["POST"]),
        Route("/api/state", read_state),
        Route("/widget.js", widget),
        Mount("/static", _static),
    ]


async def home(request: Request) -> Response:
    """The page, with the conversation of this browser if there is one."""
    messages, error = await _history(request)
    return _page(request, messages, error=error)


async def send_form(request: Request) -> Response:
    """A message without JavaScript: back to the page, or the page with the draft and what was wrong."""
    if _caller(request) != OWN:
        raise HTTPException(403)
    text, choice = _form_message(await _body(request, "application/x-www-form-urlencoded"))
    kept_conversation = _conversation(request)
    conversation = kept_conversation or new_conversation()
    turn = await _take_turn(request, conversation, text, choice)
    response: Response
    if turn.kept:
        response = RedirectResponse("/#newest", status_code=303)
    elif turn.refusal:
        response = await _page_of_refusal(request, turn, text or "")
    else:
        messages, _ = await _history(request)
        response = _page(request, [*messages, *turn.messages])
    if turn.kept and not kept_conversation:
        _remember(request, response, conversation)
    return response


async def send_message(request: Request) -> Response:
    """A message as JSON, {"text"} or {"choice"}; the answer is the messages to show."""
    _refuse_strangers(request)
    text, choice = _json_message(await _body(request, "application/json"))
    kept_conversation = _conversation(request)
    conversation = kept_conversation or new_conversation()
    turn = await _take_turn(request, conversation, text, choice)
    began = turn.kept and not kept_conversation
    body: dict[str, Any] = {"session": _gateway(request).sessions.token(conversation) if began else None}
    if turn.refusal and not kept_conversation and turn.refusal.name != "NOT_STORED":
        body["error"] = _sentence(turn)
    else:
        body["messages"] = _as_json(turn.messages)
    response = _json(request, body, _status(turn), turn)
    if began and _caller(request) != EMBEDDED:
        _remember(request, response, conversation)
    return response


async def read_messages(request: Request) -> Response:
    """The messages of this conversation with an id above `after`."""
    _refuse_strangers(request)
    after = request.query_params.get("after", "0")
    if not after.isascii() or not after.isdigit() or int(after[:20]) > HIGHEST_MESSAGE_ID:
        raise HTTPException(422)
    messages, error = await _history(request, int(after))
    if error:
        return _json(request, {"error": error, "session": None}, 503)
    return _json(request, {"messages": _as_json(messages), "session": None})


async def read_state(request: Request) -> Response:
    """Whether the engine is starting, ready or unavailable."""
    return _json(request, {})


async def widget(request: Request) -> Response:
    """The script that other sites embed."""
    return await _static.get_response("widget.js", request.scope)


async def _to_start(_: Request) -> Response:
    return RedirectResponse("/", status_code=303)


# ---- Who is there


def _gateway(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


def _caller(request: Request) -> str:
    return caller(request, _gateway(request).settings.origins())


def _refuse_strangers(request: Request) -> None:
    if _caller(request) == STRANGE:
        raise HTTPException(403)


def _conversation(request: Request) -> str | None:
    """The widget shows the token it was given; our own page has it in a cookie that no script can read."""
    sessions = _gateway(request).sessions
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return sessions.conversation(token.strip())
    if _caller(request) == EMBEDDED:
        return None
    return sessions.conversation(request.cookies.get(COOKIE, ""))


def _remember(request: Request, response: Response, conversation: str) -> None:
    gateway = _gateway(request)
    response.set_cookie(
        COOKIE,
        gateway.sessions.token(conversation),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="lax",
        secure=gateway.settings.secure_cookies,
    )


# ---- What was sent


async def _body(request: Request, content_type: str) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != content_type:
        raise HTTPException(415)
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > BODY_BYTES:
        raise HTTPException(413)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_BYTES:
            raise HTTPException(413)
    return bytes(body)


def _form_message(body: bytes) -> tuple[str | None, str | None]:
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        raise HTTPException(400) from None
    if "choice" in fields:
        return None, fields["choice"][0]
    return fields.get("text", [""])[0], None


def _json_message(body: bytes) -> tuple[str | None, str | None]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(sent, dict):
        raise HTTPException(422)
    text, choice = sent.get("text"), sent.get("choice")
    if isinstance(text, str) == isinstance(choice, str):
        raise HTTPException(422)
    return (text, None) if isinstance(text, str) else (None, choice)


async def _take_turn(request: Request, conversation: str, text: str | None, choice: str | None) -> Turn:
    assistant = await _gateway(request).assistant()
    address = request.client.host if request.client else ""
    return await assistant.take_turn(conversation, text=text, choice=choice, address=address)


# ---- What is shown


async def _history(request: Request, after: int = 0) -> tuple[list[ChatMessage], str]:
    """The messages kept, and a sentence when they cannot be read."""
    conversation = _conversation(request)
    if conversation is None:
        return [], ""

    async def read() -> list[ChatMessage]:
        assistant = await _gateway(request).assistant()
        return await assistant.history(conversation, after)

    from bot.gateway.conversations import StoreUnavailable

    try:
        return await asyncio.wait_for(read(), HISTORY_SECONDS), ""
    except (StoreUnavailable, asyncio.TimeoutError):
        return [], _NO_HISTORY


def _page(
    request: Request, messages: list[ChatMessage], *, error: str = "", draft: str = "", status: int = 200
) -> Response:
    gateway = _gateway(request)
    limit = gateway.settings.message_limit_characters
    page = rendering.home_page(messages=messages, engine=gateway.engine_state, error=error, draft=draft, limit=limit)
    return HTMLResponse(page, status)


async def _page_of_refusal(request: Request, turn: Turn, draft: str) -> Response:
    messages, _ = await _history(request)
    response = _page(request, messages, error=_sentence(turn), draft=draft, status=_status(turn))
    _say_when_to_come_back(response, turn)
    return response


def _json(request: Request, body: dict[str, Any], status: int = 200, turn: Turn | None = None) -> Response:
    response = JSONResponse({**body, "engine": _gateway(request).engine_state}, status)
    if turn:
        _say_when_to_come_back(response, turn)
    return response


def _say_when_to_come_back(response: Response, turn: Turn) -> None:
    if turn.retry_after:
        response.headers["Retry-After"] = str(turn.retry_after)


def _status(turn: Turn) -> int:
    return _STATUS.get(turn.refusal.name, _REFUSED) if turn.refusal else 200


def _sentence(turn: Turn) -> str:
    reply = turn.messages[-1].reply
    return reply.text.partition("\n\n")[0] if reply else ""


def _as_json(messages: list[ChatMessage]) -> list[dict[str, Any]]:
    return [
        {"id": message.id, "sender": message.sender, "html": rendering.message_html(message)} for message in messages
    ]
