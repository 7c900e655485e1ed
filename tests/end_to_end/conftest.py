"""The whole of Fingerpost as `fingerpost run` starts it, on free ports and with data of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from fingerpost.settings import PROJECT_ROOT

START_SECONDS = 180


@dataclass
class RunningFingerpost:
    """The address of a running Fingerpost, its process, and what it has said at the terminal."""

    address: str
    process: subprocess.Popen[bytes]
    terminal: Path

    def said(self) -> str:
        return self.terminal.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.address}/ready", timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            assert self.process.poll() is None, self.said()
            time.sleep(0.3)
        raise AssertionError(f"not ready after {START_SECONDS} seconds:\n{self.said()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def fingerpost(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFingerpost]:
    folder = tmp_path_factory.mktemp("fingerpost")
    port = free_port()
    environment = {
        **os.environ,
        "FINGERPOST_PORT": str(port),
        "FINGERPOST_ENGINE_PORT": str(free_port()),
        "FINGERPOST_DATA_DIRECTORY": str(folder),
        "FINGERPOST_MESSAGES_PER_TEN_SECONDS": "1000",
    }
    terminal = folder / "terminal.txt"
    with terminal.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"], cwd=PROJECT_ROOT, env=environment, stdout=output, stderr=output
        )
    running = RunningFingerpost(f"http://127.0.0.1:{port}", process, terminal)
    try:
        running.wait_until_ready()
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
