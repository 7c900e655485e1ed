"""Whatever is sent: a clear reply, and nothing lost."""

from __future__ import annotations

import json
import logging

import pytest
from starlette.testclient import TestClient

from bot.gateway.app import create_app

from .conftest import CRISIS, another_browser, say, shown
from .test_talking import CLUB, choice_ids


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\u0000\u0007", "\u200b\ufeff", "\u202e", "\ud800"])
def test_a_message_without_words_gets_a_kind_reply(parent, engine, nothing):
    say(parent, "hello")

    answer = parent.post(
        "/api/messages", content=json.dumps({"text": nothing}), headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 422
    assert "no words" in shown(answer)
    assert engine.heard == ["hello"]


def test_before_there_is_a_conversation_a_refusal_is_one_sentence_and_no_cookie(parent):
    answer = say(parent, "")

    said = answer.json()
    assert set(said) == {"session", "error", "engine"}
    assert said["session"] is None
    assert "no words" in said["error"]
    assert "set-cookie" not in answer.headers


def test_five_thousand_characters_are_refused_with_the_limit(parent, engine):
    say(parent, "hello")
    answer = say(parent, "x" * 5000)

    assert answer.status_code == 413
    assert "4,000 characters" in shown(answer)
    assert engine.heard == ["hello"]


def test_exactly_the_limit_is_read(parent, engine):
    assert say(parent, "x" * 4000).status_code == 200


def test_emoji_go_to_the_engine_whole(parent, engine):
    family = "👩‍👧😭🏳️‍🌈"
    assert say(parent, family).status_code == 200
    assert engine.heard == [family]


def test_control_characters_are_taken_out(parent, engine):
    say(parent, "help\u0000 \u001b[31mme\u0007\r\nplease\tnow")
    assert engine.heard == ["help [31mme\nplease\tnow"]


def test_html_and_script_are_kept_as_text(parent, engine):
    words = "<script>alert(1)</script><b>bold</b>"

    answer = say(parent, words)

    assert engine.heard == [words]
    assert "<script>" not in shown(answer)
    assert "&lt;script&gt;" in shown(answer)
    assert "<script>alert" not in parent.get("/").text


@pytest.mark.parametrize("command", ['/greet{"a": 1}', "/restart", "  /restart", "\u200b/restart"])
def test_a_leading_slash_gets_a_kind_reply(parent, engine, command):
    answer = say(parent, command)

    assert answer.status_code == 422
    assert answer.json()["error"] == "Please write in your own words, without a slash at the start."
    assert engine.heard == []


def test_a_choice_of_another_person_is_refused(parent, app, engine):
    engine.offers = (CLUB,)
    offered = choice_ids(shown(say(parent, "hello")))["Find a club"]
    other = another_browser(app)
    say(other, "hello")

    answer = other.post("/api/messages", json={"choice": offered})

    assert answer.status_code == 422
    assert "not part of this chat" in shown(answer)
    assert CLUB not in engine.heard
    assert parent.post("/api/messages", json={"choice": offered}).status_code == 200


@pytest.mark.parametrize("made_up", ["", "nothing", "a" * 500, "\u0000", "' OR 1=1 --"])
def test_an_unknown_choice_gets_a_kind_reply(parent, engine, made_up):
    say(parent, "hello")

    answer = parent.post("/api/messages", json={"choice": made_up})

    assert answer.status_code == 422
    assert "type what you need" in shown(answer)
    assert engine.heard == ["hello"]


def test_pressing_a_button_twice_says_so(parent, engine):
    engine.offers = (CLUB,)
    offered = choice_ids(shown(say(parent, "hello")))["Find a club"]
    parent.post("/api/messages", json={"choice": offered})

    again = parent.post("/api/messages", json={"choice": offered})

    assert again.status_code == 422
    assert "already chosen “Find a club”" in shown(again)
    assert engine.heard.count(CLUB) == 1


def test_a_hundred_messages_in_ten_seconds(settings, engine):
    settings.messages_per_ten_seconds = 10
    with TestClient(create_app(settings, engine)) as browser:
        answers = [say(browser, f"number {n}") for n in range(100)]
        crisis = say(browser, CRISIS)

    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 90
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 11
    assert "Please wait" in shown(answers[-1])
    assert len(engine.heard) == 10
    assert crisis.status_code == 200
    assert "message-emergency" in shown(crisis)


def test_one_address_cannot_go_on_by_throwing_its_cookies_away(settings, engine):
    settings.messages_per_ten_seconds = 2
    with TestClient(create_app(settings, engine)) as browser:
        statuses = []
        for n in range(20):
            browser.cookies.clear()
            statuses.append(say(browser, f"number {n}").status_code)

    assert statuses == [200] * 12 + [429] * 8


def test_a_hundred_an_hour_is_not_for_ever(settings, engine):
    settings.messages_per_hour = 3
    with TestClient(create_app(settings, engine)) as browser:
        statuses = [say(browser, f"number {n}").status_code for n in range(4)]
        answer = say(browser, "one more")

    assert statuses == [200, 200, 200, 429]
    assert "minutes" in shown(answer)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 60_000, 400),
        (b"[]", 422),
        (b'"hello"', 422),
        (b"{}", 422),
        (b'{"text": 5}', 422),
        (b'{"text": null}', 422),
        (b'{"text": "a", "choice": "b"}', 422),
        (b'{"text": "' + b"x" * 70_000 + b'"}', 413),
    ],
)
def test_a_body_that_is_no_message_gets_one_sentence(parent, engine, body, status):
    answer = parent.post("/api/messages", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == status
    assert answer.json()["error"].endswith(".")
    assert engine.heard == []


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/messages", "application/json"), ("/chat", "application/x-www-form-urlencoded")]
)
@pytest.mark.parametrize("announced", [None, 10_000_000])
async def test_a_big_body_is_refused_before_all_of_it_is_read(app, path, kind, announced):
    read, sent = [], []

    async def receive():
        read.append(1024)
        return {"type": "http.request", "body": b"x" * 1024, "more_body": True}

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"testserver"), (b"content-type", kind.encode())]
    if announced:
        headers.append((b"content-length", str(announced).encode()))
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b"", "client": None}
    await app(scope, receive, send)

    assert sent[0]["status"] == 413
    assert sum(read) <= 65 * 1024
    assert b"too big" in sent[1]["body"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"])
def test_the_wrong_kind_of_body_is_refused(parent, engine, kind):
    answer = parent.post("/api/messages", content=b'{"text": "hello"}', headers={"Content-Type": kind})

    assert answer.status_code == 415
    assert answer.json()["error"]
    assert engine.heard == []


@pytest.mark.parametrize("after", ["-1", "x", "1e9", "99999999999999999999", "²", ""])
def test_a_made_up_position_in_the_history_is_refused(parent, after):
    say(parent, "hello")
    assert parent.get("/api/messages", params={"after": after}).status_code == 422


def test_nothing_a_person_types_is_ever_logged(settings, engine, caplog, down):
    caplog.set_level(logging.DEBUG)
    secret = "Zebedee-of-Tollgate-Lane"
    with TestClient(create_app(settings, engine)) as browser:
        say(browser, f"my son {secret}")
        browser.post("/chat", data={"text": f"/{secret}"})
        browser.get("/", params={"q": secret})
        engine.failure = RuntimeError(f"the engine repeats {secret}")
        say(browser, f"again {secret}")
        conversation = engine.received[0][0]
    settings.private_url = down
    with TestClient(create_app(settings, engine), raise_server_exceptions=False) as browser:
        say(browser, f"and again {secret}")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]

    assert any("turn conversation=" in line for line in ours)
    assert not any(secret in line or conversation in line for line in ours)
