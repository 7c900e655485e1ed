"""The chat as a plain form."""

from __future__ import annotations

import html

import pytest

from .conftest import CRISIS
from .test_talking import CLUB, choice_ids


def send(browser, **fields):
    return browser.post("/chat", data=fields, follow_redirects=False)


def test_a_sent_form_leads_back_to_the_newest_message(parent):
    answer = send(parent, text="How do I ask for a plan?")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/#newest"
    assert "You said: How do I ask for a plan?" in parent.get("/").text


def test_a_quick_reply_works_as_a_button_of_a_form(parent, engine):
    engine.offers = (CLUB,)
    send(parent, text="hello")
    made = choice_ids(parent.get("/").text)["Find a club"]

    assert send(parent, choice=made).status_code == 303
    assert engine.heard[-1] == CLUB


def test_a_message_that_is_too_long_stays_in_the_box(parent, engine):
    draft = "word " * 1000

    answer = send(parent, text=draft)

    assert answer.status_code == 413
    assert "4,000 characters" in answer.text
    assert html.escape(draft.strip()) in answer.text
    assert engine.heard == []


def test_an_empty_form_gets_a_kind_sentence(parent):
    send(parent, text="an earlier question")

    answer = send(parent, text="   ")

    assert answer.status_code == 422
    assert "no words" in answer.text
    assert "an earlier question" in answer.text


def test_a_leading_slash_keeps_the_draft(parent, engine):
    answer = send(parent, text='/greet{"a": 1}')

    assert "without a slash at the start" in answer.text
    assert html.escape('/greet{"a": 1}', quote=False) in html.unescape(answer.text)
    assert engine.heard == []


def test_too_fast_keeps_the_draft_and_says_when_to_come_back(settings, engine):
    from starlette.testclient import TestClient

    from bot.gateway.app import create_app

    settings.messages_per_ten_seconds = 2
    with TestClient(create_app(settings, engine)) as browser:
        for text in ("one", "two"):
            assert send(browser, text=text).status_code == 303
        answer = send(browser, text="my third question")

    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "my third question" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://council.example"},
    ],
)
def test_a_form_on_another_website_is_refused(parent, engine, headers):
    answer = parent.post("/chat", data={"text": "hello"}, headers=headers, follow_redirects=False)

    assert answer.status_code == 403
    assert "999" in answer.text
    assert "set-cookie" not in answer.headers
    assert engine.heard == []


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://testserver"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}, {}]
)
def test_a_form_on_our_own_page_is_taken(parent, headers):
    answer = parent.post("/chat", data={"text": "hello"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303


def test_a_crisis_in_the_form_is_on_the_next_page(parent, engine):
    assert send(parent, text=CRISIS).status_code == 303
    assert "999" in parent.get("/").text
    assert engine.heard == []


def test_a_crisis_is_answered_on_the_spot_when_it_cannot_be_kept(settings, engine, down):
    from starlette.testclient import TestClient

    from bot.gateway.app import create_app

    settings.private_url = down
    with TestClient(create_app(settings, engine)) as browser:
        answer = send(browser, text=CRISIS)

    assert answer.status_code == 200
    assert "message-emergency" in answer.text


def test_the_draft_stays_when_the_database_is_down(settings, engine, down):
    from starlette.testclient import TestClient

    from bot.gateway.app import create_app

    settings.private_url = down
    with TestClient(create_app(settings, engine)) as browser:
        answer = send(browser, text="my long careful question")

    assert answer.status_code == 503
    assert "my long careful question" in answer.text
    assert engine.heard == []


def test_reloading_the_address_of_the_form_leads_to_the_page(parent):
    answer = parent.get("/chat", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_other_kinds_of_forms_are_refused_kindly(parent):
    answer = parent.post("/chat", files={"text": b"hello"})
    assert answer.status_code == 415
    assert "could not read" in answer.text


def test_a_form_with_a_flood_of_fields_is_refused(parent):
    answer = parent.post("/chat", data={f"field{n}": "x" for n in range(50)})
    assert answer.status_code == 400
