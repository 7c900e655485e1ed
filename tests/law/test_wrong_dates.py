"""Somebody who gives a date that cannot be right is told what to check, in one sentence."""

from __future__ import annotations

from datetime import date

import pytest

from fingerpost.law import deadlines

LETTER = date(2026, 10, 20)


def sentence_for(call, *arguments):
    with pytest.raises(deadlines.DeadlineError) as refused:
        call(*arguments)
    sentence = str(refused.value)
    assert "\n" not in sentence
    return sentence


def test_a_certificate_from_before_the_decision():
    sentence = sentence_for(deadlines.due_from, "appeal", LETTER, date(2026, 10, 19))
    assert sentence == "the mediation certificate is dated before the decision letter; please check both dates"


def test_a_certificate_where_none_counts():
    sentence = sentence_for(deadlines.due_from, "final_plan", LETTER, date(2026, 12, 1))
    assert "does not change final_plan" in sentence


@pytest.mark.parametrize("rule", ["final_plan", "appeal", "mediation_cert", "phase_transfer"])
def test_a_year_before_this_law_began(rule):
    sentence = sentence_for(deadlines.due_from, rule, date(2013, 9, 2))
    assert sentence == "2013-09-02 is before September 2014, when this law began; please check the year"


@pytest.mark.parametrize("rule", ["final_plan", "appeal", "mediation_cert", "phase_transfer"])
def test_a_year_far_away(rule):
    assert sentence_for(deadlines.due_from, rule, date.max).endswith("please check the year")


def test_the_first_day_of_this_law_is_counted():
    assert deadlines.due_from("ehcna_decision", date(2014, 9, 1)).date == date(2014, 10, 13)


def test_a_rule_that_does_not_exist_lists_those_that_do():
    sentence = sentence_for(deadlines.due_from, "ehcp_decision", LETTER)
    assert sentence.startswith("there is no rule ehcp_decision")
    assert all(rule in sentence for rule in deadlines.rules())


@pytest.mark.parametrize("rule", ["final_plan", "appeal", "phase_transfer"])
def test_a_missing_date_is_asked_for(rule):
    sentence = sentence_for(deadlines.due, rule, {"something_else": LETTER})
    assert sentence == f"to work this out I need one more date: {deadlines.rule(rule).starts}"


def test_a_certificate_does_not_disturb_a_rule_that_knows_none():
    events = {"decision_sent": LETTER, "certificate_date": date(2026, 10, 1)}
    assert deadlines.due("mediation_contact", events).date == date(2026, 12, 20)
