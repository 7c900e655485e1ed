"""Somebody at a terminal reads what each command does, and one sentence with an exit code when something is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from fingerpost.settings import PROJECT_ROOT

COMMANDS = [
    ["run"],
    ["train"],
    ["parse"],
    ["chat"],
    ["import"],
    ["import", "local-offer"],
    ["search"],
    ["contacts"],
    ["deadline"],
    ["evaluate"],
    ["learn"],
    ["learn", "review"],
    ["learn", "done"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(call, command):
    result = call(*command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert re.search(r"[A-Z][^.]+\.", result.stdout)


def test_the_help_lists_every_command(call):
    result = call("--help")
    assert result.exit_code == 0
    listed = set(re.findall(r"^  (\w[\w-]*)  ", result.stdout, re.MULTILINE))
    assert listed == {command[0] for command in COMMANDS}


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["deadline"],
        ["deadline", "final_plan"],
        ["deadline", "no_such_rule", "--from", "2026-09-07"],
        ["deadline", "final_plan", "--from", "2026-02-31"],
        ["deadline", "final_plan", "--from", "yesterday"],
        ["contacts", "no_such_topic"],
        ["contacts", "school_transport", "--stage", "nowhere"],
        ["contacts", "school_transport", "--authority", "999"],
        ["contacts", "school_transport", "--postcode", "QQQ"],
        ["import", "local-offer", "feed.json", "--authority", "999"],
        ["parse"],
        ["chat"],
        ["evaluate", "--messages", "nowhere.yml"],
        ["learn", "done"],
        ["learn", "done", "--before", "yesterday"],
        ["learn", "done", "--before", "9999-12-31"],
        ["learn", "review", "--out", "README.md"],
    ],
    ids=" ".join,
)
def test_bad_usage_is_exit_code_2_and_says_why_on_standard_error(call, directory, words):
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("words", [["parse"], ["chat"]], ids=" ".join)
def test_the_line_by_line_commands_say_how_to_call_them(call, words):
    assert call(*words).stderr.strip().endswith(f"call it as: fingerpost {words[0]} --jsonl")


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("FINGERPOST_PORT", "eight", "the setting FINGERPOST_PORT has a value that does not fit"),
        ("FINGERPOST_DIRECTORY_URL", "nonsense", "the database cannot be used"),
        ("FINGERPOST_CONTENT_DIRECTORY", "/nowhere", "content/needs.yml is missing from /nowhere"),
    ],
)
def test_a_setting_that_does_not_fit_is_one_sentence(setting, value, sentence):
    command = [sys.executable, "-m", "bot.cli", "search", "swimming"]
    environment = {**os.environ, setting: value}
    result = subprocess.run(command, cwd=PROJECT_ROOT, env=environment, text=True, capture_output=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {sentence}")
    assert result.stderr.count("\n") == 1
