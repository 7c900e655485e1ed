"""Somebody at a terminal runs `fingerpost evaluate` on a small folder of messages, read by a made-up model."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("rasa", reason="the engine is not installed in this environment")

from bot import cli
from bot.evaluation.parts import PARTS
from bot.understanding import Understanding

TOPICS = """nlu:
- intent: benefits
  examples: |
    - dla form
    - help with [money] | please
- intent: grants
  examples: |
    - family fund
"""
CRISES = """
- {text: she wants to die, crisis: true, kind: plain}
- {text: dla form, crisis: false, kind: money}
- {text: I cannot go on, crisis: true, kind: indirect}
"""


class MadeUpModel:
    """Hears everything as benefits, notices one crisis, and remembers what it read."""

    def __init__(self, reading):
        self.read_so_far: list[str] = []
        self._reading = reading

    async def read(self, text):
        self.read_so_far.append(text)
        return self._reading("benefits", "grants", decision="crisis" if "die" in text else "answer")


@pytest.fixture
def model(reading, monkeypatch):
    made_up = MadeUpModel(reading)

    async def load(path):
        return made_up

    monkeypatch.setattr(Understanding, "load", load)
    monkeypatch.setattr(cli, "_model", lambda: Path("models/fingerpost-0123.tar.gz"))
    return made_up


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "topics.yml").write_text(TOPICS)
    (tmp_path / "crisis.yml").write_text(CRISES)
    return tmp_path


@pytest.fixture
def evaluate(model, folder):
    def call(*words):
        return CliRunner().invoke(cli.app, ["evaluate", "--messages", str(folder), *words])

    return call


def test_every_message_is_read_once_for_all_parts(evaluate, model):
    assert evaluate().exit_code == 0
    asked = ["dla form", "help with [money] | please", "family fund", "she wants to die", "I cannot go on"]
    assert sorted(text for text in model.read_so_far if text in asked) == sorted(asked)


def test_a_part_without_messages_is_left_out_and_said_so(evaluate, folder):
    result = evaluate("topics", "needs")
    assert result.exit_code == 0
    assert f"Left out: needs, because {folder / 'needs.yml'} is not there" in result.stderr
    assert "Topics" in result.stdout
    assert "Needs" not in result.stdout


def test_only_the_parts_asked_for_are_measured(evaluate, model):
    assert "Topics" not in evaluate("crisis").stdout
    assert "family fund" not in model.read_so_far


def test_the_tables_are_markdown_for_the_documentation(evaluate):
    written = evaluate("topics", "crisis", "--tables").stdout
    assert "### Topics\n\n| measure | value | count | 95 % interval |\n|---|---|---|---|\n" in written
    assert "| top-1 | 0.667 | 2 of 3 | 0.208 to 0.939 |\n" in written
    assert "| sensitivity | 0.500 | 1 of 2 | 0.095 to 0.905 |\n" in written
    assert re.match(r"Measured on \d{4}-\d\d-\d\d with the model fingerpost-0123\.", written)


def test_the_same_figures_come_as_one_json_document(evaluate):
    document = json.loads(evaluate("--json").stdout)
    assert document["topics"]["top_1"]["count"] == 2
    assert document["topics"]["confusions"] == [{"topic": "grants", "heard": "benefits", "messages": ["family fund"]}]
    assert document["crisis"]["missed"] == [{"text": "I cannot go on", "crisis": True, "kind": "indirect"}]
    assert set(document["left_out"]) == set(PARTS) - {"topics", "decisions", "calibration", "crisis", "latency"}


def test_confusions_and_missed_crises_are_listed_when_wanted(evaluate):
    assert "family fund" in evaluate("topics").stdout
    assert "family fund" not in evaluate("topics", "--confusions", "0").stdout
    assert "I cannot go on" in evaluate("crisis", "--misses").stdout
    assert "I cannot go on" not in evaluate("crisis").stdout


def test_brackets_and_bars_in_messages_are_shown_as_they_are(evaluate, folder):
    (folder / "topics.yml").write_text(TOPICS.replace("benefits", "mediation"))
    assert "help with [money] | please" in evaluate("topics").stdout
    assert r"help with [money] \| please" in evaluate("topics", "--tables").stdout


def test_the_diagram_is_drawn_into_a_file(evaluate, folder):
    picture = folder / "reliability.svg"
    assert evaluate("calibration", "--diagram", str(picture)).exit_code == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["toppics"], "toppics is no part of the evaluation; choose from topics, decisions, "),
        (["topics", "--diagram", "made.svg"], "--diagram draws the calibration; name that part too"),
        (["needs", "scope"], "has no messages for needs, scope; give another folder with --messages"),
        (["--messages", "nowhere"], "nowhere is no folder; give one with --messages"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_cannot_be_measured_is_one_sentence(evaluate, words, sentence):
    result = evaluate(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_diagram_without_messages_for_it_says_so_after_the_other_figures(evaluate, folder):
    (folder / "topics.yml").unlink()
    result = evaluate("--diagram", str(folder / "made.svg"))
    assert result.exit_code == 2
    assert "Crisis" in result.stdout
    assert "no diagram was drawn: it needs the part calibration, and topics.yml for it" in result.stderr


def test_the_help_names_every_part():
    shown = " ".join(CliRunner().invoke(cli.app, ["evaluate", "--help"]).stdout.split())
    assert ", ".join(PARTS) in shown
