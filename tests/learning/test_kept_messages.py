"""What is kept of a message, for how long, and in which databases."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from fingerpost import learning, redaction, store
from fingerpost.settings import Settings

HEARD = [
    {"name": "nlu_fallback", "confidence": 0.9},
    {"name": "mediation", "confidence": 0.3149},
    {"name": "tribunal_appeal", "confidence": 0.25},
    {"name": "complaint", "confidence": 0.2},
    {"name": "grants", "confidence": 0.1},
]
TODAY = date(2026, 11, 22)
needs_language_model = pytest.mark.skipif(
    not redaction.is_available(), reason="the engine is not installed in this environment"
)


def rows(address: str) -> list[dict[str, object]]:
    with store.session(address) as current:
        return [dict(row) for row in current.execute(text("SELECT * FROM messages_to_learn_from")).mappings()]


@needs_language_model
def test_what_is_stored_has_no_name_no_postcode_no_phone_and_nothing_else_that_leads_to_the_family(any_private):
    made = learning.keep(
        "Hi I'm Sarah Okafor, jayden hates Oakfield Primary, ring 07700 900123 or sarah@example.org, SK8 1AB, "
        "he was born on 4/11/2016 and the reference is EHC/2024/1183, what can I do",
        HEARD,
        address=any_private,
        today=TODAY,
    )
    [row] = rows(any_private)
    assert set(row) == {"id", "day", "text", "heard", "outcome", "led_to"}
    assert row["id"] == made
    assert str(row["day"])[:10] == "2026-11-22"
    assert row["text"] == (
        "Hi I'm (name), (word) hates (school) Primary, ring (phone) or (e-mail), (postcode), "
        "he was born on (date) and the (reference), what can I do"
    )


@needs_language_model
def test_a_message_goes_through_its_life(any_private):
    first = learning.keep("the panel thing went wrong", HEARD, address=any_private, today=TODAY)
    second = learning.keep("the lady never rang back", HEARD, address=any_private, today=TODAY)
    assert first
    assert second
    assert first != second

    learning.note_what_followed(first, "mediation", is_choice=True, address=any_private, today=TODAY)
    learning.note_what_followed(first, "grants", is_choice=False, address=any_private, today=TODAY)
    waiting = {message.text: message for message in learning.waiting(address=any_private)}
    assert waiting["the panel thing went wrong"].heard == (
        ("mediation", 0.31),
        ("tribunal_appeal", 0.25),
        ("complaint", 0.2),
    )
    assert (waiting["the panel thing went wrong"].outcome, waiting["the panel thing went wrong"].led_to) == (
        "clarified",
        "mediation",
    )
    assert waiting["the lady never rang back"].outcome == "left"

    assert learning.take_back([first], address=any_private)
    assert [message.text for message in learning.waiting(address=any_private)] == ["the lady never rang back"]


@needs_language_model
def test_what_is_said_on_another_day_does_not_count_as_an_answer(private):
    made = learning.keep("the panel thing went wrong", HEARD, address=private, today=TODAY)
    assert made
    learning.note_what_followed(made, "mediation", is_choice=True, address=private, today=TODAY + timedelta(days=1))
    assert [message.outcome for message in learning.waiting(address=private)] == ["left"]


@needs_language_model
def test_no_message_is_kept_for_more_than_ninety_days(any_private):
    for days in (0, 88, 89, 90, 400):
        learning.keep(
            f"the panel thing went wrong {days}", HEARD, address=any_private, today=TODAY - timedelta(days=days)
        )
    assert learning.forget_old(address=any_private, today=TODAY) == 2
    assert sorted((TODAY - message.day).days for message in learning.waiting(address=any_private)) == [0, 88, 89]
    assert learning.forget_before(TODAY, address=any_private) == 2
    assert [message.day for message in learning.waiting(address=any_private)] == [TODAY]


@needs_language_model
def test_a_running_gateway_forgets_them_by_itself(tmp_path):
    from starlette.testclient import TestClient

    from bot.gateway.app import create_app

    settings = Settings(data_directory=tmp_path, private_url=f"sqlite:///{tmp_path / 'private.db'}")
    address = settings.private_database()
    learning.keep("the panel thing went wrong", HEARD, address=address, today=date.today() - timedelta(days=91))
    learning.keep("the lady never rang back", HEARD, address=address)
    with TestClient(create_app(settings)):
        for _ in range(200):
            if len(learning.waiting(address=address)) == 1:
                break
            time.sleep(0.05)
    assert [message.text for message in learning.waiting(address=address)] == ["the lady never rang back"]


@needs_language_model
@pytest.mark.parametrize("message", ["Jayden Okafor", "SK8 1AB", "sarah@example.org 07700 900123", "Mia", "", "???"])
def test_a_message_of_which_hardly_a_word_is_left_is_not_kept(private, message):
    assert learning.keep(message, HEARD, address=private) is None


def test_where_names_cannot_be_taken_out_nothing_is_kept(private, monkeypatch, caplog):
    monkeypatch.setattr(redaction, "LANGUAGE_MODEL", "no_such_model")
    redaction._language_model.cache_clear()
    assert not learning.can_keep()
    with pytest.raises(redaction.RedactionUnavailable, match="no_such_model"):
        redaction.redact("my son Jayden")
    assert learning.keep("my son Jayden", HEARD, address=private) is None
    assert learning.waiting(address=private) == []
    assert "Jayden" not in caplog.text


def test_a_message_that_cannot_be_kept_is_no_trouble_and_leaves_no_words_in_the_log(private, monkeypatch, caplog):
    monkeypatch.setattr(redaction, "redact", lambda text: text)
    down = "sqlite:////dev/null/private.db"
    assert learning.keep("a secret of somebody's", HEARD, address=down) is None
    learning.note_what_followed("some id", "mediation", is_choice=True, address=down)
    assert not learning.take_back(["some id"], address=down)
    assert "secret" not in caplog.text
    assert len(caplog.records) == 3
