"""An editor lists what families let us keep, sorts it in a file, and clears what is dealt with."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot import cli
from fingerpost import learning, redaction

HEARD = {
    "mediation": [{"name": "mediation", "confidence": 0.31}, {"name": "complaint", "confidence": 0.2}],
    "grants": [{"name": "grants", "confidence": 0.4}],
}


def fingerpost(*words: str):
    return CliRunner().invoke(cli.app, ["learn", *words])


@pytest.fixture
def three_messages(private: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two in which mediation was heard first, the second of them clarified, and one about a grant."""
    monkeypatch.setattr(redaction, "redact", lambda text: text)
    learning.keep("the meeting [thing](topic) went wrong", HEARD["mediation"], address=private)
    chosen = learning.keep("do I have to see that go-between", HEARD["mediation"], address=private)
    assert chosen
    learning.note_what_followed(chosen, "mediation", is_choice=True, address=private)
    grant = learning.keep("money for a trike", HEARD["grants"], address=private, today=date.today() - timedelta(days=3))
    assert grant
    learning.note_what_followed(
        grant, "benefits", is_choice=False, address=private, today=date.today() - timedelta(days=3)
    )
    return private


def test_an_editor_reads_the_most_useful_messages_first(three_messages):
    lines = fingerpost("review").stdout.splitlines()
    assert lines[0] == "3 messages wait, the most useful first."
    told = [line for line in lines if not line.startswith("    ")]
    assert told[2:] == [
        "mediation was heard first (1 clarified, 1 left)",
        "  do I have to see that go-between",
        "  the meeting [thing](topic) went wrong",
        "",
        "grants was heard first (1 rephrased)",
        "  money for a trike",
    ]
    assert f"    {date.today()}; heard: mediation 0.31, complaint 0.20; the family chose mediation" in lines
    assert any(line.endswith("heard: grants 0.40; said in other words, then heard as benefits") for line in lines)


def test_an_editor_gets_a_file_that_training_tools_read(three_messages, tmp_path):
    out = tmp_path / "to_label.yml"
    result = fingerpost("review", "--out", str(out))
    assert result.exit_code == 0
    assert str(out) in result.stdout

    written = out.read_text(encoding="utf-8")
    blocks = yaml.safe_load(written)["nlu"]
    assert {block["intent"] for block in blocks} == {"to_be_labelled"}
    assert [block["examples"] for block in blocks] == [
        "- do I have to see that go-between\n",
        "- the meeting (thing)(topic) went wrong\n",
        "- money for a trike\n",
    ]
    assert "the family chose mediation\n- intent: to_be_labelled" in written


def test_rasa_reads_the_file_as_words_without_entities(three_messages, tmp_path):
    pytest.importorskip("rasa", reason="the engine is not installed in this environment")
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    out = tmp_path / "to_label.yml"
    fingerpost("review", "--out", str(out))
    data = RasaYAMLReader().read(str(out))
    assert {example.get("text") for example in data.training_examples} == {
        "do I have to see that go-between",
        "the meeting (thing)(topic) went wrong",
        "money for a trike",
    }
    assert data.entities == set()


@pytest.mark.parametrize(
    "words", ["# a heading", "- a dash: and a colon", "| pipe", "tab\there", "{}[]", "’quote“ 🙂", "%"]
)
def test_no_message_breaks_the_file(private, tmp_path, monkeypatch, words):
    monkeypatch.setattr(redaction, "redact", lambda text: text)
    learning.keep(f"{words} two words", [], address=private)
    out = tmp_path / "to_label.yml"
    assert fingerpost("review", "--out", str(out)).exit_code == 0
    [block] = yaml.safe_load(out.read_text(encoding="utf-8"))["nlu"]
    assert block["examples"].endswith("two words\n")
    assert block["examples"].count("\n") == 1


def test_a_program_reads_the_same_list(three_messages):
    document = json.loads(fingerpost("review", "--json").stdout)
    assert document["waiting"] == 3
    assert [(group["heard_first"], len(group["messages"])) for group in document["groups"]] == [
        ("mediation", 2),
        ("grants", 1),
    ]
    assert document["groups"][0]["clarified"] == 1
    assert document["groups"][0]["messages"][0] == {
        "text": "do I have to see that go-between",
        "day": date.today().isoformat(),
        "heard": [{"topic": "mediation", "confidence": 0.31}, {"topic": "complaint", "confidence": 0.2}],
        "outcome": "clarified",
        "led_to": "mediation",
    }


def test_an_editor_clears_what_is_dealt_with_and_keeps_what_came_in_today(three_messages):
    result = fingerpost("done", "--before", date.today().isoformat())
    assert (result.exit_code, result.stdout.split(" from ")[0]) == (0, "Removed 1 message")
    assert "2 messages wait" in fingerpost("review").stdout


def test_an_empty_list_is_said_in_a_sentence_and_writes_no_file(private, tmp_path):
    out = tmp_path / "to_label.yml"
    result = fingerpost("review", "--out", str(out))
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert result.stdout.startswith("No messages wait.")
    assert not out.exists()
    assert json.loads(fingerpost("review", "--json").stdout) == {"waiting": 0, "groups": []}
    assert fingerpost("done", "--before", "2026-09-07").stdout.startswith("Removed 0 messages")


def test_a_file_that_is_there_already_is_not_overwritten(three_messages, tmp_path):
    out = tmp_path / "to_label.yml"
    out.write_text("hours of work", encoding="utf-8")
    result = fingerpost("review", "--out", str(out))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is there already" in result.stderr
    assert Path(out).read_text(encoding="utf-8") == "hours of work"


@pytest.mark.parametrize("before", [(date.today() + timedelta(days=1)).isoformat(), "soon", "2026-02-31"])
def test_a_day_that_cannot_be_meant_removes_nothing(three_messages, before):
    result = fingerpost("done", "--before", before)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert len(learning.waiting(address=three_messages)) == 3
