"""The real gateway with a stub engine, and Debian's Chromium looking at it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from browser_engine import StubEngine
from browser_steps import Gateway, NewContext
from playwright.sync_api import Browser, BrowserContext, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from bot.gateway.app import create_app
from bot.web.rendering import STATIC
from fingerpost.settings import Settings


@contextmanager
def serve(app: Starlette, listener: socket.socket) -> Iterator[None]:
    """Answer requests on the listening socket for as long as the block runs."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("The server stopped while it was starting")
        time.sleep(0.02)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def listen() -> socket.socket:
    """A socket on a free port of this machine."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    return listener


@contextmanager
def running_gateway(directory: Path, engine: StubEngine) -> Iterator[Gateway]:
    """A gateway with an empty database in `directory`, and a partner's site with a strict policy beside it."""
    gateway_socket, partner_socket = listen(), listen()
    address = f"http://127.0.0.1:{gateway_socket.getsockname()[1]}"
    partner = f"http://localhost:{partner_socket.getsockname()[1]}"
    settings = Settings(
        data_directory=directory,
        secret_key="for the browser tests only",
        allowed_origins=partner,
        messages_per_ten_seconds=1000,
        messages_per_hour=10000,
    )
    app = create_app(settings, engine)
    with serve(app, gateway_socket), serve(partner_site(address), partner_socket):
        yield Gateway(address, engine, partner)


def partner_site(widget_address: str) -> Starlette:
    """The example host page on another origin, as a council with a strict content security policy would serve it."""
    page = (STATIC / "example-host.html").read_text().replace('"/widget.js"', f'"{widget_address}/widget.js"')
    policy = (
        f"default-src 'none'; script-src {widget_address}; connect-src {widget_address}; style-src 'self'; "
        "img-src 'self'; require-trusted-types-for 'script'; trusted-types fingerpost"
    )

    async def home(_: Request) -> Response:
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})

    async def static(request: Request) -> Response:
        return FileResponse(STATIC / Path(request.path_params["name"]).name)

    return Starlette(routes=[Route("/", home), Route("/static/{name}", static)])


@pytest.fixture(scope="session")
def shared_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with running_gateway(tmp_path_factory.mktemp("gateway"), StubEngine()) as gateway:
        yield gateway


@pytest.fixture
def gateway(browser: Browser, shared_gateway: Gateway) -> Gateway:
    """A gateway whose engine is ready and has heard nothing yet."""
    shared_gateway.engine.received.clear()
    return shared_gateway


@pytest.fixture
def starting_gateway(browser: Browser, tmp_path: Path) -> Iterator[Gateway]:
    """A gateway whose engine has never been ready."""
    engine = StubEngine()
    engine.is_ready = False
    with running_gateway(tmp_path, engine) as gateway:
        yield gateway


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """Opens browser contexts (a person's own browser each); a script error in any of them fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_context(**options: object) -> BrowserContext:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A phone-sized page."""
    return new_context(viewport={"width": 390, "height": 844}).new_page()
