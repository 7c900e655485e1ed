"""The gateway as a web application, and the process that serves it."""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.channels import webchat
from bot.gateway.gateway import Gateway
from bot.gateway.web_safety import SafeErrors, SecurityHeaders, http_error
from fingerpost import safety
from fingerpost import settings as configuration
from fingerpost.settings import Settings

if TYPE_CHECKING:
    from bot.gateway.engine_client import Engine

WAITING_CONNECTIONS = 2048
STOP_SECONDS = 15


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Starlette:
    """The gateway with these settings (else those of the environment) and this engine (else the one on loopback).

    Raises OSError or ValueError when the key of this installation is not to be had.
    """
    used = settings or configuration.settings()
    app = Starlette(
        routes=[*webchat.routes(), Route("/health", health), Route("/ready", ready)],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(
                CORSMiddleware,
                allow_origins=used.origins(),
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type"],
                expose_headers=["Retry-After"],
            ),
            Middleware(SafeErrors),
        ],
        exception_handlers={HTTPException: http_error},
        lifespan=_lifespan,
    )
    app.state.gateway = Gateway(used, engine)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    safety.emergency_contacts()  # the crisis texts come first; what loads in the background would slow this down
    app.state.gateway.open()
    yield
    await app.state.gateway.close()


async def health(_: Request) -> JSONResponse:
    """The process is alive."""
    return JSONResponse({"status": "alive"})


async def ready(request: Request) -> JSONResponse:
    """200 when engine and databases work at this moment, else 503; the JSON says which do."""
    works = await request.app.state.gateway.readiness()
    return JSONResponse({"ready": all(works.values()), **works}, 200 if all(works.values()) else 503)


def main() -> None:
    """Serve the gateway until it is stopped; exits with 1 and one sentence when it cannot start."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for talkative in ("alembic", "httpx", "httpcore", "uvicorn"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    try:
        used = configuration.settings()
        listener = _listen(used.host, used.port)
        config = uvicorn.Config(
            create_app(used),
            access_log=False,  # addresses and paths of families are nobody's business
            log_config=None,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=STOP_SECONDS,
        )
    except (OSError, ValueError) as error:
        sys.exit(f"The gateway cannot start. {' '.join(str(error).split())}")
    logging.getLogger(__name__).info("the gateway answers at http://%s:%d", used.host, used.port)
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(WAITING_CONNECTIONS)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise OSError(
                f"Port {port} is already in use: stop the other program or set FINGERPOST_PORT to a free port."
            ) from None
        raise OSError(
            f"{host} port {port} cannot be used ({error.strerror}): check FINGERPOST_HOST and FINGERPOST_PORT."
        ) from None
    return listener


if __name__ == "__main__":
    main()
