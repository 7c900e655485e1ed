"""An editor who makes a slip in a content file reads which file it is and what is wrong in it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from fingerpost import answers
from fingerpost.content import ContentError
from fingerpost.law import deadlines
from fingerpost.settings import PROJECT_ROOT

CARD = "answers/mediation.yml"


def change(folder, path, old, new):
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def fault_in(read):
    with pytest.raises(ContentError) as refused:
        read()
    sentence = str(refused.value)
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("urgency: soon\n", "", "lacks urgency"),
        ("rights:\n", "right:\n", "lacks rights"),
        ("deadlines: [mediation_contact,", "deadlines: [mediation_contacts,", "mediation_contacts"),
        ("{deadline:mediation_cert}", "{deadline:mediation_certs}", "mediation_certs"),
        ("topic: mediation\n", "topic: mediations\n", "'mediations'"),
        ("topic: mediation\n", "topic: tribunal_appeal\n", "'tribunal_appeal'"),
        ("urgency: soon\n", "urgency: very\n", "'very'"),
        ("  - cfa-s52\n", "  - cfa-s5222\n", "source that does not exist: cfa-s5222"),
        ("    source: cfa-s55\n", "    sauce: cfa-s55\n", "sauce"),
        ("related: [tribunal_appeal,", "related: [tribunal,", "topic that does not exist: tribunal"),
        ("topic: mediation\n", "topic: mediation\nextra: 1\n", "extra"),
        ("title: Mediation", 'title: "Mediation', "not valid YAML near line"),
    ],
)
def test_a_broken_card_is_named_with_its_fault(content_copy, old, new, fault):
    change(content_copy, CARD, old, new)
    sentence = fault_in(answers.cards)
    assert sentence.startswith(f"content/{CARD} ") or sentence.startswith(f"content/{CARD}:")
    assert fault in sentence


@pytest.mark.parametrize("text", ["", "- a list\n"])
def test_a_card_that_is_empty_or_a_list(content_copy, text):
    (content_copy / CARD).write_text(text, encoding="utf-8")
    assert fault_in(answers.cards) == f"content/{CARD} holds no answer card"


def test_a_card_in_another_encoding(content_copy):
    (content_copy / CARD).write_bytes("title: Café".encode("latin-1"))
    assert "is not text in UTF-8" in fault_in(answers.cards)


def test_a_card_with_the_wrong_file_name(content_copy):
    (content_copy / CARD).rename(content_copy / "answers" / "mediations.yml")
    assert "content/answers/mediations.yml is for the topic 'mediation'" in fault_in(answers.cards)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("add: {weeks: 6}", "add: {fortnights: 3}", "fortnights is not known"),
        ("owner: advisers", "owner: neighbours", "neighbours is not known"),
        ("    exceptions: [exceptional_circumstances,", "    exceptions: [weather,", "weather is not known"),
        ("    from: request_received\n    add: {weeks: 6}\n", "", "has neither a start nor a fixed date"),
        ("    limit: within 6 weeks of the day the council asks\n", "", "limit"),
        ("  - id: advice_return", "  - id: ehcna_decision", "the rule ehcna_decision twice"),
        ("source: regs-r8\n", "source: regs-r888\n", "regs-r888"),
        ("- {from: decision_date, add: {months: 2}}", "- {from: decision_date}", "add"),
    ],
)
def test_a_broken_rule_is_named_with_its_fault(content_copy, old, new, fault):
    change(content_copy, "deadlines.yml", old, new)
    assert fault in fault_in(deadlines.rules)


def test_a_source_that_is_given_twice(content_copy):
    text = (content_copy / "sources" / "law.yml").read_text(encoding="utf-8")
    (content_copy / "sources" / "zz.yml").write_text(text, encoding="utf-8")
    assert "content/sources/zz.yml gives the source" in fault_in(answers.cards)


def test_a_source_without_its_address(content_copy):
    text = 'odd:\n  label: "Odd"\n  publisher: Nobody\n  tag: V\n  checked: 2026-11-21\n'
    (content_copy / "sources" / "zz.yml").write_text(text, encoding="utf-8")
    sentence = fault_in(answers.cards)
    assert sentence.startswith("content/sources/zz.yml, source odd")
    assert "url" in sentence


def test_the_content_is_read_where_the_fast_reader_of_yaml_is_not_installed():
    code = (
        "import yaml; del yaml.CSafeLoader; "
        "from fingerpost import answers; from fingerpost.law import deadlines; "
        "print(len(answers.cards()), len(deadlines.rules()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_ROOT)}
    read = subprocess.run([sys.executable, "-c", code], env=environment, text=True, capture_output=True, check=False)
    assert (read.returncode, read.stdout.split()) == (0, ["39", "31"])
