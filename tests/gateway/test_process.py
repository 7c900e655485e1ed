"""The real gateway process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from .conftest import CRISIS

PROJECT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(data: Path, port: int) -> subprocess.Popen:
    environment = {
        **os.environ,
        "FINGERPOST_PORT": str(port),
        "FINGERPOST_ENGINE_PORT": str(free_port()),
        "FINGERPOST_DATA_DIRECTORY": str(data),
        "PYTHONPATH": str(PROJECT),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot.gateway.app"],
        env=environment,
        cwd=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(address: str, process: subprocess.Popen) -> httpx.Response:
    while process.poll() is None:
        try:
            return httpx.get(address, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.02)
    pytest.fail(f"the gateway stopped: {process.stdout.read()}")


def test_the_gateway_answers_while_no_engine_runs_and_logs_no_words(tmp_path):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = start(tmp_path, port)
    try:
        page = wait_for(address, process)
        assert "starting up" in page.text
        assert "999" in page.text
        with httpx.Client(base_url=address, trust_env=False, timeout=30) as browser:
            crisis = browser.post("/api/messages", json={"text": CRISIS})
            question = browser.post("/api/messages?about=Zebedee", json={"text": "about Zebedee"})
            history = browser.get("/api/messages")
            invalid = browser.get("/api/messages?after=Zebedee")
        assert "message-emergency" in crisis.text
        assert "I am still starting up" in question.text
        assert "about Zebedee" in history.text
        assert invalid.status_code == 422
    finally:
        process.terminate()
        output = process.communicate(timeout=30)[0]
    assert process.returncode in (0, -15)
    assert "Zebedee" not in output
    assert "kill myself" not in output
    assert "Traceback" not in output


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        process = start(tmp_path, other.getsockname()[1])
        output = process.communicate(timeout=30)[0]
    assert process.returncode == 1
    assert "is already in use: stop the other program or set FINGERPOST_PORT" in output
    assert len(output.strip().splitlines()) == 1
