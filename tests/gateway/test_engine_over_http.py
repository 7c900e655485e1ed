"""The engine in its own process, as the gateway reaches it."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.gateway.engine_client import EngineUnavailable, HttpEngine
from bot.gateway.secrets import engine_secret
from fingerpost.reply import Choice, Reply


class EngineServer(ThreadingHTTPServer):
    daemon_threads = True
    status = 200
    answer: object = None
    seconds = 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, dict, object]] = []


class _Handler(BaseHTTPRequestHandler):
    server: EngineServer

    def do_GET(self) -> None:
        self._send({"status": "ready"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, dict(self.headers), body))
        time.sleep(self.server.seconds)
        self._send(self.server.answer)

    def _send(self, answer: object) -> None:
        written = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(settings):
    with EngineServer() as running:
        running.answer = {"replies": [Reply(text="hello").to_dict()]}
        settings.engine_port = running.server_port
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
async def http_engine(settings, server):
    client = HttpEngine(settings)
    yield client
    await client.close()


async def test_a_text_is_sent_with_the_secret_and_the_replies_come_back(http_engine, server, settings):
    assert await http_engine.send("web:a", text="hi") == [Reply(text="hello")]

    path, headers, body = server.requests[0]
    assert path == "/webhooks/fingerpost/message"
    assert headers["X-Fingerpost-Secret"] == engine_secret(settings)
    assert body == {"conversation": "web:a", "text": "hi"}


async def test_a_choice_is_sent_with_what_it_does(http_engine, server):
    await http_engine.send("web:a", choice=Choice("Find a club", "find_service", {"what": "club"}))
    assert server.requests[0][2] == {
        "conversation": "web:a",
        "choice": {"title": "Find a club", "intent": "find_service", "slots": {"what": "club"}},
    }


@pytest.mark.parametrize(
    "answer",
    [b"not json", [], {}, {"replies": None}, {"replies": [5]}, {"replies": [{"version": 99}]}, {"replies": [{}]}, None],
)
async def test_an_answer_that_is_not_understood_is_no_answer(http_engine, server, answer):
    server.answer = answer
    with pytest.raises(EngineUnavailable):
        await http_engine.send("web:a", text="hi")


@pytest.mark.parametrize("status", [204, 302, 403, 500, 503])
async def test_any_other_status_is_no_answer(http_engine, server, status):
    server.status = status
    with pytest.raises(EngineUnavailable) as failure:
        await http_engine.send("web:a", text="hi")
    assert not failure.value.slow
    assert not await http_engine.ready()


async def test_an_engine_that_takes_too_long_is_slow(settings, server):
    settings.engine_timeout_seconds = 0.1
    server.seconds = 1.0
    client = HttpEngine(settings)
    with pytest.raises(EngineUnavailable) as failure:
        await client.send("web:a", text="hi")
    await client.close()
    assert failure.value.slow


async def test_an_engine_that_runs_is_ready_and_one_that_does_not_is_not(http_engine, server, settings):
    assert await http_engine.ready()
    settings.engine_port = 1
    absent = HttpEngine(settings)
    assert not await absent.ready()
    with pytest.raises(EngineUnavailable):
        await absent.send("web:a", text="hi")
    await absent.close()


async def test_a_proxy_of_the_machine_never_sees_a_message(settings, server, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    client = HttpEngine(settings)
    assert await client.send("web:a", text="hi") == [Reply(text="hello")]
    await client.close()
