"""Danger that is over, or only talked about, is not a crisis: the answer gets one quiet line and no alarm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from fingerpost import safety
from fingerpost.safety import crisis_texts
from fingerpost.safety.quiet_line import quiet_line

HERE = Path(__file__).parent
NEAR_MISSES = HERE.parent / "nlu" / "development" / "crisis_patterns.yml"
QUIET = yaml.safe_load(crisis_texts.CONTENT_FILE.read_text(encoding="utf-8"))["quiet_lines"]
MESSAGES = yaml.safe_load((HERE / "quiet_messages.yml").read_text(encoding="utf-8"))
BY_LINE = [(line, message) for line, messages in MESSAGES.items() for message in messages if line != "none"]
NUMBERS = {"999", "111", "116 123", "0808 802 5544"}
# A line on every ordinary question would soon be read by nobody.
MOST_NEAR_MISSES_WITH_A_LINE = 0.12


def said(line_id: str) -> str:
    """The line as families read it."""
    lines = [quiet.line for quiet in crisis_texts.current_texts().quiet_lines]
    return dict(zip((entry["id"] for entry in QUIET), lines, strict=True))[line_id]


def near_misses(kind: str | None = None) -> list[str]:
    """The messages that only sound like a crisis, of one kind or all."""
    written = yaml.safe_load(NEAR_MISSES.read_text(encoding="utf-8"))
    return [one["text"] for one in written if not one["crisis"] and kind in (None, one["kind"])]


@pytest.mark.parametrize(("line_id", "message"), BY_LINE, ids=[message for _, message in BY_LINE])
def test_a_parent_who_tells_of_danger_that_is_over_is_offered_one_quiet_line(line_id: str, message: str) -> None:
    assert safety.check(message) is None
    assert quiet_line(message) == said(line_id)


@pytest.mark.parametrize("message", MESSAGES["none"])
def test_a_plain_idiom_gets_no_line(message: str) -> None:
    assert quiet_line(message) is None


@pytest.mark.parametrize("entry", QUIET, ids=[entry["id"] for entry in QUIET])
def test_the_example_of_each_line_gets_it(entry: dict) -> None:
    assert quiet_line(entry["example"]) == said(entry["id"])


@pytest.mark.parametrize(
    "message",
    [
        "I can't cope with the school run and I want to die",
        "she self harmed last year and today she has self harmed again",
        "we left him years ago and now he says he will kill me",
        "he used to run off and now he is missing",
        "I'm at my wits' end and I'm scared of what I might do to him",
    ],
)
def test_a_crisis_is_answered_as_one_and_not_with_a_quiet_line(message: str) -> None:
    assert safety.check(message) is not None
    assert quiet_line(message) is None


def test_most_messages_about_what_is_over_get_a_line_and_few_others_do() -> None:
    messages = near_misses()
    assert sum(quiet_line(message) is not None for message in messages) <= MOST_NEAR_MISSES_WITH_A_LINE * len(messages)
    assert not any(quiet_line(message) for message in near_misses("plain_question"))
    assert not any(quiet_line(message) for message in near_misses("school_behaviour"))
    past = near_misses("past")
    words = re.compile(r"self.?harm|suicid|overdos|abus|violent|refuge|ran away")
    serious = [message for message in past if words.search(message)]
    assert len(serious) >= 10
    assert all(quiet_line(message) for message in serious)


def test_a_line_names_only_checked_numbers() -> None:
    for entry in QUIET:
        line = said(entry["id"])
        assert "{" not in line
        assert set(re.findall(r"\d[\d ]*\d", line)) <= NUMBERS
        assert len(line.split()) <= 30


@pytest.mark.parametrize("message", ["", " ", "\x00\x01", "...", "\ud800", "😀😀"])
def test_a_message_without_words_gets_no_line(message: str) -> None:
    assert quiet_line(message) is None


def test_the_end_of_a_very_long_message_is_read() -> None:
    assert quiet_line("how do I apply for a plan " * 1_000 + ". She was discharged after self-harm last year.")


def test_with_the_content_file_gone_there_is_no_line_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crisis_texts, "CONTENT_FILE", tmp_path / "crisis.yml")
    crisis_texts.current_texts.cache_clear()
    try:
        assert quiet_line("she was discharged after self-harm last year and is well") is None
        assert safety.helplines(["emergency", "nobody"])[0].phone == "999"
    finally:
        crisis_texts.current_texts.cache_clear()
