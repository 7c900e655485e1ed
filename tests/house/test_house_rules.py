"""The rules of the house: who may import whom, one name everywhere, no address of a package index."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fingerpost import answers, contacts, topics
from fingerpost.learning import words
from fingerpost.settings import PROJECT_ROOT

TALK = {"inform", *topics.topics("talk")}


def test_no_module_imports_what_it_may_not():
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    result = subprocess.run(command, cwd=PROJECT_ROOT, text=True, capture_output=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def training_intents() -> set[str]:
    return set(training_examples())


def training_examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in (PROJECT_ROOT / "data" / "nlu").rglob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line.strip().removeprefix("- ") for line in block["examples"].splitlines() if line.strip()]
            found.setdefault(block["intent"], []).extend(lines)
    return found


def test_every_topic_has_one_name_in_the_domain_the_training_data_and_the_content():
    domain = yaml.safe_load((PROJECT_ROOT / "domain.yml").read_text(encoding="utf-8"))
    names = set(topics.topic_kinds())
    assert set(domain["intents"]) == names | {"inform", words.YES, words.NO}
    assert training_intents() == names | {"inform"}
    assert set(answers.cards()) == set(topics.topics("answer"))
    assert set(contacts.known_topics()) >= {*topics.topics("answer"), *topics.topics("task")}


def test_every_topic_has_enough_examples_in_the_training_data():
    fewest = {"answer": 250, "task": 250, "talk": 80}
    examples = training_examples()
    few = {
        topic: len(examples[topic])
        for topic, kind in topics.topic_kinds().items()
        if len(examples[topic]) < fewest[kind]
    }
    assert not few


def test_no_message_that_measures_is_trained_on():
    """Two people do write "yes" or "start again" in the same words, so talk topics may share what is short."""
    trained = {_as_heard(text) for topic, texts in training_examples().items() for text in texts if topic not in TALK}
    for path in (PROJECT_ROOT / "tests/nlu").glob("*/topics*.yml"):
        messages = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        measured = {
            _as_heard(line.strip().removeprefix("- "))
            for block in messages
            if block["intent"] not in TALK
            for line in block["examples"].splitlines()
        }
        assert len(measured) > 600
        assert not measured & trained


def _as_heard(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-public.lock"])
def test_lock_files_pin_with_hashes_and_name_no_package_index(name):
    text = (PROJECT_ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|index-url", text)
    pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
    assert len(pinned) > 30
    assert text.count("--hash=sha256:") >= len(pinned)


def test_no_tracked_text_file_names_a_package_index():
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT_ROOT, text=True, capture_output=True, check=True
    ).stdout.split("\0")
    wanted = re.compile(r"--(extra-)?index-url|https?://[^ ]+/simple(/| |$)")
    ours = Path(__file__).relative_to(PROJECT_ROOT).as_posix()
    for name in tracked:
        path = PROJECT_ROOT / name
        if (
            name
            and name != ours
            and path.suffix in {".py", ".toml", ".lock", ".yml", ".cfg", ".md", ""}
            and path.is_file()
        ):
            assert not wanted.search(path.read_text(encoding="utf-8", errors="ignore")), name


def test_every_setting_is_explained_in_the_example_file():
    from fingerpost.settings import Settings

    fields = getattr(Settings, "model_fields", None) or Settings.__fields__
    example = (PROJECT_ROOT / ".env.example").read_text(encoding="utf-8")
    for name in fields:
        assert f"FINGERPOST_{name.upper()}=" in example, name
