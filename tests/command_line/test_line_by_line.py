"""A program that feeds messages line by line never loses an answer to a line that came before a bad one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import types

import pytest

from bot import cli
from fingerpost.settings import PROJECT_ROOT

FEED = PROJECT_ROOT / "tests" / "directory" / "fixtures" / "open_referral_uk_3.json"


class Echo:
    """Stands in for the trained model: reads every message as a greeting."""

    @classmethod
    async def load(cls, model):
        return cls()

    async def read(self, text):
        return {"topic": "greet", "decision": "answer", "length": len(text)}


@pytest.fixture
def echo(monkeypatch):
    """`parse` without a model."""
    module = types.ModuleType("bot.understanding")
    module.Understanding = Echo
    monkeypatch.setitem(sys.modules, "bot.understanding", module)
    monkeypatch.setattr(cli, "_model", lambda: PROJECT_ROOT / "model.tar.gz")


def answers(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_line_out_for_each_line_in_and_blank_lines_are_passed_over(call, echo):
    result = call("parse", "--jsonl", typed='{"id": 1, "text": "hello"}\n\n{"id": "é", "text": "héllo"}\n')
    assert result.exit_code == 0
    assert [(answer["id"], answer["length"]) for answer in answers(result)] == [(1, 5), ("é", 5)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"not json", "line 2 is not JSON; write one object a line"),
        (b'{"id": "2", "text": "cut o', "line 2 is not JSON; write one object a line"),
        (b"[" * 100_000, "line 2 is not JSON; write one object a line"),
        (b'["a list"]', "line 2 needs text, each as text"),
        (b'{"id": "2"}', "line 2 needs text, each as text"),
        (b'{"id": "2", "text": 5}', "line 2 needs text, each as text"),
        (b'{"id": "2", "text": "caf\xe9"}', "line 2 is not text in UTF-8; write one object a line in that encoding"),
        (b'{"id": "2", "text": "\\ud83d"}', "line 2 is not text in UTF-8; write one object a line in that encoding"),
    ],
    ids=["words", "cut off", "deep", "list", "no text", "number", "latin-1", "half a character"],
)
def test_a_bad_line_is_exit_code_2_and_the_lines_before_it_were_answered(call, echo, line, sentence):
    result = call("parse", "--jsonl", typed=b'{"id": "1", "text": "hello"}\n' + line + b'\n{"id": "3", "text": "x"}\n')
    assert result.exit_code == 2
    assert [answer["id"] for answer in answers(result)] == ["1"]
    assert result.stderr == f"Error: {sentence}\n"


def test_no_line_at_all_is_no_answer(call, echo):
    result = call("parse", "--jsonl", typed="")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.engine
def test_the_trained_model_answers_before_a_bad_line_ends_it():
    lines = '{"id": "a", "text": "how do I ask for an EHC needs assessment"}\nnot json\n'
    command = [sys.executable, "-m", "bot.cli", "parse", "--jsonl"]
    result = subprocess.run(command, cwd=PROJECT_ROOT, input=lines, text=True, capture_output=True, check=False)
    assert result.returncode == 2
    answer = json.loads(result.stdout)
    assert (answer["id"], answer["topic"]) == ("a", "ehcna_request")
    assert set(answer) == {
        *("id", "decision", "topic", "confidence", "ranking", "needs"),
        *("kind", "urgency", "entities", "scope_score", "ms"),
    }
    assert result.stderr == "Error: line 2 is not JSON; write one object a line\n"


@pytest.mark.engine
def test_two_conversations_side_by_side_and_a_crisis_first(call, directory):
    assert call("import", "local-offer", str(FEED)).exit_code == 0
    told = [
        {"conversation": "a", "text": "hello"},
        {"conversation": "b", "text": "my child wants to kill himself"},
    ]
    command = [sys.executable, "-m", "bot.cli", "chat", "--jsonl"]
    lines = "".join(json.dumps(one) + "\n" for one in told)
    environment = {**os.environ, "FINGERPOST_DIRECTORY_URL": directory}
    result = subprocess.run(
        command, cwd=PROJECT_ROOT, env=environment, input=lines, text=True, capture_output=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    heard = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["conversation"] for one in heard] == ["a", "b"]
    assert all(one["replies"] for one in heard)
    assert heard[1]["replies"][0]["urgency"] == "emergency"
