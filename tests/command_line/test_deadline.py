"""`fingerpost deadline` gives one rule's last day, for people and for programs."""

from __future__ import annotations

import json

import pytest


def test_a_person_reads_the_day_the_rule_and_its_source(call):
    result = call("deadline", "final_plan", "--from", "2026-09-07")
    assert result.exit_code == 0
    what, when, *_ = result.stdout.splitlines()
    assert what == "The council must send you the final EHC plan."
    assert when.startswith("by Monday 25 January 2027 (within 20 weeks of the day the council gets the request")


def test_a_program_reads_one_document(call):
    words = ("deadline", "appeal", "--from", "2026-10-20", "--certificate", "2026-12-01", "--json")
    result = call(*words)
    answer = json.loads(result.stdout)
    assert (answer["date"], answer["before"], answer["who_acts"]) == ("2027-01-01", False, "you")
    assert answer["reference"].endswith("(rule 20(1)(c))")
    assert answer["url"].startswith("https://")
    assert answer["status"] == "V"


def test_a_date_to_finish_before_is_told_as_before(call):
    assert "before Monday 15 February 2027" in call("deadline", "phase_transfer", "--from", "2027-09-01").stdout
    assert json.loads(call("deadline", "phase_transfer", "--from", "2027-09-01", "--json").stdout)["before"] is True


def test_a_fixed_date_needs_no_start(call):
    assert json.loads(call("deadline", "school_inclusion_strategy", "--json").stdout)["date"] == "2026-12-31"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["governors_meeting", "--from", "2026-11-02"], "school's own term dates"),
        (["appeal", "--from", "2026-10-20", "--certificate", "2026-10-01"], "dated before the decision letter"),
        (["final_plan", "--from", "2012-09-07"], "before September 2014"),
        (["final_plan", "--from", "9999-12-31"], "please check the year"),
        (["final_plan", "--from", "2026-09-07", "--certificate", "2026-10-01"], "leave its date out"),
    ],
)
def test_a_date_that_cannot_be_worked_out_is_exit_code_1_and_one_sentence(call, words, sentence):
    result = call("deadline", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_rule_without_its_date_asks_for_it(call):
    result = call("deadline", "appeal")
    assert result.stderr.startswith("Error: appeal needs --from: the date on the decision letter")
