"""A person in danger is answered whatever else is broken."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app

from .conftest import CRISIS, say, shown


def is_crisis(answer) -> bool:
    return answer.status_code == 200 and "message-emergency" in shown(answer) and "999" in shown(answer)


def test_a_crisis_is_answered_without_the_engine_and_kept(parent, engine):
    assert is_crisis(say(parent, CRISIS))
    assert engine.heard == []
    page = parent.get("/").text
    assert CRISIS in page
    assert "message-emergency" in page


def test_a_crisis_is_answered_while_the_engine_is_down(parent, engine):
    engine.go_down()
    assert is_crisis(say(parent, CRISIS))


def test_a_crisis_is_answered_while_the_database_is_down(settings, engine, down):
    settings.private_url = down
    with TestClient(create_app(settings, engine)) as browser:
        assert is_crisis(say(browser, CRISIS))


@pytest.mark.parametrize("text", [f"/{CRISIS}", f"{CRISIS} {'and more ' * 600}", f"\u0000{CRISIS}"])
def test_a_crisis_is_answered_in_a_message_that_would_be_refused(parent, text):
    assert is_crisis(say(parent, text))


def test_a_crisis_does_not_wait_for_a_slow_answer(app, engine):
    import threading

    with TestClient(app) as browser:
        say(browser, "hello")
        engine.is_held = True
        waiting = threading.Thread(target=say, args=(browser, "a slow question"), daemon=True)
        waiting.start()
        while len(engine.heard) < 2:
            waiting.join(0.01)
        assert is_crisis(say(browser, CRISIS))
        assert waiting.is_alive()
        engine.is_held = False
        waiting.join()


def test_a_crisis_does_not_wait_for_a_hanging_database(settings, engine, monkeypatch):
    import threading

    from bot.gateway import assistant
    from bot.gateway.conversations import Conversations

    released = threading.Event()
    monkeypatch.setattr(assistant, "CRISIS_STORE_SECONDS", 0.1)
    monkeypatch.setattr(Conversations, "prepare", lambda self: released.wait(20))
    with TestClient(create_app(settings, engine)) as browser:
        assert is_crisis(say(browser, CRISIS))
        released.set()


def test_a_crisis_is_answered_for_someone_who_waits_for_an_adviser(parent, engine, settings):
    from bot.gateway.conversations import Conversations

    say(parent, "hello")
    Conversations(settings.private_database()).set_state(engine.received[0][0], "with_staff")
    assert is_crisis(say(parent, CRISIS))
