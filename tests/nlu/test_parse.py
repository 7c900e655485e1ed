"""The contract of `fingerpost parse --jsonl`: one reading for each message, whatever the message is."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from fingerpost import topics
from fingerpost.settings import PROJECT_ROOT

pytestmark = pytest.mark.engine

KEYS = {
    *("id", "decision", "topic", "confidence", "ranking", "needs"),
    *("kind", "urgency", "entities", "scope_score", "ms"),
}
MESSAGES = {
    "service": "Are there any swimming clubs for my autistic 7 year old near SK8 1AB on a Saturday under £10?",
    "law": "How do I ask for an EHC needs assessment?",
    "two needs": "The council refused to assess my son. Also how do I get help with transport to school?",
    "date": "The final plan is dated 3 September 2026 and I don't agree with it. How long have I got to appeal?",
    "crisis": "my 13 year old has just told me she wants to die",
    "out of scope": "what time is the bin collection",
    "unclear": "it's about the letter",
    "details": "SK8 1AB",
    "kind of service": "swimming",
    "slash": '/restart{"what": "swimming"}',
    "slash only": "/",
    "empty": "",
    "emoji": "😀😀😀",
    "markup": "<script>alert(1)</script>",
    "long": "We are so tired and nobody at the school listens to us. " * 893,
    "long with a crisis at its end": "We are so tired of it all here. " * 1500 + "I want to kill myself",
    "one endless word": "a" * 50_000,
}


@pytest.fixture(scope="module")
def readings(model) -> dict[str, dict[str, Any]]:
    """What the command writes for every message, by id."""
    lines = "\n".join(json.dumps({"id": name, "text": text}) for name, text in MESSAGES.items())
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.cli", "parse", "--jsonl"],
        cwd=PROJECT_ROOT,
        input=lines,
        text=True,
        capture_output=True,
        check=True,
    )
    return {reading["id"]: reading for reading in map(json.loads, result.stdout.splitlines())}


def test_every_message_has_one_reading_in_order(readings):
    assert list(readings) == list(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_reading_has_all_its_parts(readings, name):
    reading = readings[name]
    assert set(reading) == KEYS
    assert reading["decision"] in {"answer", "clarify", "out_of_scope", "crisis"}
    assert reading["topic"] in topics.topic_kinds()
    assert 0 <= reading["confidence"] <= 1
    assert {ranked["topic"] for ranked in reading["ranking"]} <= set(topics.topic_kinds())
    confidences = [ranked["confidence"] for ranked in reading["ranking"] if ranked["topic"] != "crisis"]
    assert confidences == sorted(confidences, reverse=True)
    assert set(reading["needs"]) <= set(topics.topic_kinds())
    assert reading["urgency"] in {"none", "soon", "today", "emergency"}
    assert reading["ms"] > 0


@pytest.mark.parametrize(
    ("name", "decision", "topic"),
    [
        ("service", "answer", "find_service"),
        ("law", "answer", "ehcna_request"),
        ("crisis", "crisis", "crisis"),
        ("long with a crisis at its end", "crisis", "crisis"),
        ("out of scope", "out_of_scope", "out_of_scope"),
        ("markup", "out_of_scope", "out_of_scope"),
        ("kind of service", "answer", "find_service"),
    ],
)
def test_a_message_is_decided_and_given_its_topic(readings, name, decision, topic):
    assert (readings[name]["decision"], readings[name]["topic"]) == (decision, topic)


@pytest.mark.parametrize("name", ["unclear", "details"])
def test_a_message_that_leaves_doubt_is_asked_back(readings, name):
    assert readings[name]["decision"] == "clarify"


def test_the_details_of_a_search_are_read_into_their_forms(readings):
    assert readings["service"]["entities"] == {
        "what": "swimming",
        "need": ["ASD"],
        "age": 7,
        "postcode": "SK8 1AB",
        "day": "saturday",
        "cost": 10.0,
    }


def test_a_date_is_read_as_iso(readings):
    assert readings["date"]["entities"]["dates"] == ["2026-09-03"]


def test_two_needs_in_one_message_are_both_heard(readings):
    assert {"assessment_refused", "school_transport"} <= set(readings["two needs"]["needs"])


def test_a_crisis_is_an_emergency(readings):
    assert readings["crisis"]["urgency"] == "emergency"
    assert readings["crisis"]["needs"][0] == "crisis"


def test_a_leading_slash_gives_no_command_to_the_engine(readings):
    assert readings["slash"]["entities"].get("what") == "swimming"
    assert readings["slash"]["confidence"] < 1


def test_a_line_that_is_not_json_ends_with_one_sentence_and_code_2(model):
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.cli", "parse", "--jsonl"],
        cwd=PROJECT_ROOT,
        input="not json\n",
        text=True,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 2
    assert result.stderr.strip().splitlines()[-1].startswith("Error: line 1 is not JSON")
