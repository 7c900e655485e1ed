"""The engine or the database is away: people are told so, and nothing is lost."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.engine_client import EngineUnavailable
from fingerpost.reply import Choice

from .conftest import say, shown
from .test_talking import CLUB, choice_ids


def state_becomes(browser, wanted: str) -> bool:
    import time

    for _ in range(200):
        if browser.get("/api/state").json()["engine"] == wanted:
            return True
        time.sleep(0.05)
    return False


def test_the_page_says_starting_up_and_switches_over_by_itself(settings, engine):
    engine.go_down()
    with TestClient(create_app(settings, engine)) as browser:
        page = browser.get("/").text
        assert "starting up" in page
        assert "999" in page
        assert browser.get("/api/state").json() == {"engine": "starting"}

        engine.is_ready, engine.failure = True, None

        assert state_becomes(browser, "ready")


def test_an_engine_that_dies_is_unavailable_until_it_is_back(parent, engine):
    say(parent, "hello")
    engine.go_down()
    assert state_becomes(parent, "unavailable")
    engine.is_ready, engine.failure = True, None
    assert state_becomes(parent, "ready")


@pytest.mark.parametrize(
    ("slow", "was_ready", "said"),
    [
        (False, False, "I am still starting up"),
        (False, True, "I cannot answer right now"),
        (True, True, "That took too long"),
    ],
)
def test_without_an_answer_the_message_is_kept_and_contacts_are_given(settings, engine, slow, was_ready, said):
    if not was_ready:
        engine.go_down()
    with TestClient(create_app(settings, engine)) as browser:
        if was_ready:
            say(browser, "hello")
        engine.go_down(slow=slow)
        answer = say(browser, "my important question")
        page = browser.get("/").text

    assert answer.status_code == 200
    assert said in shown(answer)
    assert "999" in shown(answer)
    assert "my important question" in page


@pytest.mark.parametrize("failure", [EngineUnavailable(), RuntimeError("broken"), KeyError("x")])
def test_an_engine_that_fails_on_a_message_still_gets_the_family_an_answer(parent, engine, failure):
    engine.failure = failure
    assert "your message is kept" in shown(say(parent, "hello"))


def test_an_engine_with_nothing_to_say_is_a_failure(parent, engine):
    engine.silent = True
    assert "your message is kept" in shown(say(parent, "hello"))


def test_try_again_sends_the_same_words(parent, engine):
    engine.go_down()
    offered = choice_ids(shown(say(parent, "my important question")))
    engine.is_ready, engine.failure = True, None

    answer = parent.post("/api/messages", json={"choice": offered["Try again"]})

    assert "You said: my important question" in shown(answer)


def test_try_again_repeats_a_choice_too(parent, engine):
    engine.offers = (CLUB,)
    offered = choice_ids(shown(say(parent, "hello")))
    engine.go_down()
    parent.post("/api/messages", json={"choice": offered["Find a club"]})
    engine.is_ready, engine.failure = True, None

    assert "You chose: Find a club" in shown(say(parent, "try again"))
    assert engine.heard[-1] == Choice("Find a club", "find_service", {"what": "club"})


def test_a_database_that_is_down_is_said_honestly(settings, engine, down):
    settings.private_url = down
    with TestClient(create_app(settings, engine)) as browser:
        answer = say(browser, "hello")

    assert answer.status_code == 503
    assert "could not keep your message" in shown(answer)
    assert "999" in shown(answer)
    assert "set-cookie" not in answer.headers
    assert engine.heard == []


def test_messages_shown_but_not_kept_have_ids_of_their_own(settings, engine, down):
    settings.private_url = down
    with TestClient(create_app(settings, engine)) as browser:
        ids = [say(browser, "hello").json()["messages"][0]["id"] for _ in range(3)]

    assert ids == sorted(set(ids))
    assert all(made < 0 for made in ids)


def test_a_database_that_comes_back_is_used_again(settings, engine, tmp_path):
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    settings.private_url = f"sqlite:///{blocked}/private.db"
    with TestClient(create_app(settings, engine)) as browser:
        assert say(browser, "hello").status_code == 503
        blocked.unlink()
        assert say(browser, "hello").status_code == 200


def test_an_answer_that_cannot_be_kept_is_still_shown(parent, engine, monkeypatch):
    from bot.gateway.conversations import Conversations, StoreUnavailable

    def fail(*_):
        raise StoreUnavailable

    monkeypatch.setattr(Conversations, "add_replies", fail)

    assert "You said: hello" in shown(say(parent, "hello"))
    assert "You said: hello" in parent.post("/chat", data={"text": "hello"}).text


def test_earlier_messages_that_cannot_be_read_are_not_called_lost(parent, monkeypatch):
    from bot.gateway.conversations import Conversations, StoreUnavailable

    say(parent, "hello")

    def fail(*_):
        raise StoreUnavailable

    monkeypatch.setattr(Conversations, "history", fail)

    page = parent.get("/")
    assert page.status_code == 200
    assert "They are not lost" in page.text
    assert parent.get("/api/messages").status_code == 503
    assert "They are not lost" in parent.get("/api/messages").json()["error"]


def test_an_unexpected_fault_gives_a_safe_page_and_safe_json(parent, monkeypatch, caplog):
    from bot.gateway.assistant import Assistant

    async def fail(*_, **__):
        raise RuntimeError("with the words of a parent in it")

    monkeypatch.setattr(Assistant, "take_turn", fail)

    page = parent.post("/chat", data={"text": "hello"})
    answer = say(parent, "hello")

    assert page.status_code == answer.status_code == 500
    assert "999" in page.text
    assert "Content-Security-Policy" in page.headers
    assert any(contact["phone"] == "999" for contact in answer.json()["contacts"])
    assert "the words of a parent" not in page.text + answer.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_even_a_broken_page_gives_the_emergency_contacts(parent, monkeypatch):
    from bot.web import rendering

    def fail(**_):
        raise ValueError("template")

    monkeypatch.setattr(rendering, "home_page", fail)

    page = parent.get("/")
    assert page.status_code == 500
    assert "999" in page.text


def test_health_is_about_the_process_and_ready_about_everything(parent, engine, settings):
    from fingerpost.store import database

    assert parent.get("/health").json() == {"status": "alive"}
    say(parent, "hello")
    without_directory = parent.get("/ready")
    assert without_directory.status_code == 503
    assert without_directory.json() == {
        "ready": False,
        "engine": True,
        "private_database": True,
        "directory_database": False,
    }

    with database(settings.directory_database()).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
    assert parent.get("/ready").status_code == 200

    engine.go_down()
    assert parent.get("/ready").json()["engine"] is False
    assert parent.get("/health").status_code == 200
