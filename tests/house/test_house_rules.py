"""The rules of the house: who may import whom, one name everywhere, no address of a package index."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fingerpost import answers, contacts, topics
from fingerpost.settings import PROJECT_ROOT


def test_no_module_imports_what_it_may_not():
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    result = subprocess.run(command, cwd=PROJECT_ROOT, text=True, capture_output=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def training_intents() -> set[str]:
    found = set()
    for path in (PROJECT_ROOT / "data" / "nlu").glob("*.yml"):
        found |= {block["intent"] for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]}
    return found


def test_every_topic_has_one_name_in_the_domain_the_training_data_and_the_content():
    domain = yaml.safe_load((PROJECT_ROOT / "domain.yml").read_text(encoding="utf-8"))
    names = set(topics.topic_kinds())
    assert set(domain["intents"]) == names | {"inform"}
    assert training_intents() == names | {"inform"}
    assert set(answers.cards()) == set(topics.topics("answer"))
    assert set(contacts.known_topics()) >= {*topics.topics("answer"), *topics.topics("task")}


def test_every_intent_has_at_least_thirty_examples():
    for path in (PROJECT_ROOT / "data" / "nlu").glob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            examples = [line for line in block["examples"].splitlines() if line.strip()]
            assert len(examples) >= 30, f"{block['intent']} has {len(examples)}"


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
