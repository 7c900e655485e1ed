"""Tells the person at the terminal what the supervisor does: the address, what is ready, what was restarted."""

from __future__ import annotations

import sys
import threading
import time

import httpx
from supervisor import childutils

from fingerpost.settings import settings

WAIT_SECONDS = 0.25


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def say_when_ready(address: str) -> None:
    """Print the address once the gateway answers, and a second line once the engine does too."""
    with httpx.Client(base_url=address, timeout=5, trust_env=False) as client:
        _wait_for(client, "/health")
        say(f"Fingerpost is at {address} (Ctrl-C stops it)")
        _wait_for(client, "/ready")
        say("The assistant is ready.")


def _wait_for(client: httpx.Client, path: str) -> None:
    while True:
        try:
            if client.get(path).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(WAIT_SECONDS)


def sentence_for(event: str, process: str, *, expected: bool) -> str | None:
    """What to say about one supervisor event, or None."""
    if process == "narrator":
        return None
    if event == "PROCESS_STATE_EXITED" and not expected:
        return f"The {process} stopped unexpectedly. It is being started again."
    if event == "PROCESS_STATE_BACKOFF":
        return f"The {process} did not stay up. Trying again."
    if event == "PROCESS_STATE_FATAL":
        return f"The {process} cannot be started. See its log in the folder log, mend what it says and run again."
    return None


def main() -> None:
    """Run as a supervisor event listener: events come on standard input, words go to standard error."""
    configuration = settings()
    address = f"http://{configuration.host}:{configuration.port}"
    threading.Thread(target=say_when_ready, args=(address,), daemon=True).start()
    while True:
        headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
        details, _ = childutils.eventdata(payload + "\n")
        sentence = sentence_for(headers["eventname"], details["processname"], expected=details.get("expected") == "1")
        if sentence:
            say(sentence)
        childutils.listener.ok(sys.stdout)


if __name__ == "__main__":
    main()
