"""The words of each rule say what its numbers count, and each names its source."""

from __future__ import annotations

import re

import pytest

from fingerpost import sources
from fingerpost.law import deadlines

RULES = sorted(deadlines.rules().values(), key=lambda rule: rule.id)
IDS = [rule.id for rule in RULES]
NUMBER = re.compile(r"(\d+) ((?:working |school )?days?|weeks?|months?)")


def told(limit):
    """The amounts that the words name, such as {"6 weeks"}; without the day that begins a count."""
    limit = limit.replace("the sixth school day", "6 school days")
    return {f"{number} {unit.rstrip('s')}s" for number, unit in NUMBER.findall(limit)}


def counted(rule):
    """The amounts that the numbers count. Where the words count the first day as day 1, they name one day more."""
    found = set()
    for _, amounts in rule.terms:
        amounts = dict(amounts)
        if "as day 1" in rule.limit or "as the first day" in rule.limit:
            amounts["days"] += 1
        if "sixth school day" in rule.limit:
            amounts["school_days"] += 1
        found |= {f"{abs(amount)} {unit.replace('_', ' ')}" for unit, amount in amounts.items() if amount}
    return found


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.terms], ids=lambda rule: rule.id)
def test_the_words_name_the_numbers_that_are_counted(rule):
    assert told(rule.limit) == counted(rule)
    backwards = any(amount < 0 for _, amounts in rule.terms for amount in list(amounts.values())[:1])
    assert backwards == ("before" in rule.limit)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fixed], ids=lambda rule: rule.id)
def test_the_words_name_the_fixed_date(rule):
    due = deadlines.due_from(rule.id, deadlines.OLDEST_START)
    assert rule.limit.startswith(f"{'before' if due.before else 'by'} {due.date.day} {due.date:%B}")


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_every_rule_names_a_source_that_exists_and_its_place_in_it(rule):
    found = sources.source(rule.source)
    assert found.url.startswith("https://")
    assert rule.tag in {"V", "S", "L"}
    judgment_or_guidance = not rule.pinpoint
    assert judgment_or_guidance or re.search(r"\d", rule.pinpoint)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_every_rule_says_what_is_due_who_acts_and_what_starts_the_clock(rule):
    assert re.fullmatch(r"[A-Z].*\.", rule.what)
    assert rule.starts.startswith(("the day", "the date", "the first school day", "the calendar year", "a date"))
    assert not rule.limit.endswith(".")
    assert not rule.note or rule.note.endswith(".")
    assert deadlines.shown(rule.id, deadlines.OLDEST_START).who_acts == deadlines.WHO_ACTS[rule.owner]


def test_there_is_a_rule_for_each_time_limit_that_the_process_has():
    assert len(RULES) == 31
    assert {"ehcna_decision", "final_plan", "ar_decision", "ar_backstop", "appeal", "mediation_contact"} <= set(IDS)


@pytest.mark.parametrize("rule", ["ehcna_decision", "no_plan_notice", "final_plan", "reassess_final"])
def test_only_the_assessment_limits_have_the_closed_list_of_four_exceptions(rule):
    listed = ("school_closed", "early_years_closed", "exceptional_circumstances", "away_from_area")
    assert deadlines.rule(rule).exceptions == listed
    assert deadlines.rule("ar_decision").exceptions == ()
