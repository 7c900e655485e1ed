"""What holds for every date that somebody may give."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.law import deadlines

DAYS = st.dates(deadlines.OLDEST_START, date(2060, 12, 31))
COUNTED = sorted(name for name, rule in deadlines.rules().items() if not rule.counts_school_days)
IN_WORKING_DAYS = sorted(
    name for name, rule in deadlines.rules().items() if any("working_days" in amounts for _, amounts in rule.terms)
)
IN_MONTHS = sorted(
    (name, rule.terms[0][1]["months"])
    for name, rule in deadlines.rules().items()
    if len(rule.terms) == 1 and set(rule.terms[0][1]) == {"months"}
)
# Bank holidays in England as the government publishes them.
BANK_HOLIDAYS = {
    *(date(2026, *day) for day in [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]),
    *(date(2027, *day) for day in [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
}


@settings(deadline=None)
@given(st.sampled_from(COUNTED), DAYS, st.integers(0, 400))
def test_a_later_start_never_gives_an_earlier_date(rule, start, later_by):
    assert deadlines.due_from(rule, start).date <= deadlines.due_from(rule, start + timedelta(days=later_by)).date


@settings(deadline=None)
@given(st.sampled_from(IN_WORKING_DAYS), DAYS)
def test_a_limit_in_working_days_never_ends_on_a_weekend(rule, start):
    assert deadlines.due_from(rule, start).date.weekday() < 5


@settings(deadline=None)
@given(st.sampled_from(IN_WORKING_DAYS), st.dates(date(2026, 1, 1), date(2027, 11, 20)))
def test_a_limit_in_working_days_never_ends_on_a_bank_holiday_and_leaves_each_one_out(rule, start):
    last_day = deadlines.due_from(rule, start).date
    assert last_day not in BANK_HOLIDAYS
    passed = (start + timedelta(days=number) for number in range(1, (last_day - start).days + 1))
    counted = [day for day in passed if day.weekday() < 5 and day not in BANK_HOLIDAYS]
    amounts = (amounts for _, amounts in deadlines.rule(rule).terms if "working_days" in amounts)
    assert len(counted) == next(amounts)["working_days"]


@pytest.mark.parametrize(("rule", "months"), IN_MONTHS)
@settings(deadline=None)
@given(start=DAYS)
def test_months_end_on_the_same_day_or_on_the_last_day_of_a_short_month(rule, months, start):
    last_day = deadlines.due_from(rule, start).date
    number = start.year * 12 + start.month - 1 + months
    assert (last_day.year, last_day.month) == (number // 12, number % 12 + 1)
    assert last_day.day == min(start.day, calendar.monthrange(last_day.year, last_day.month)[1])


@settings(deadline=None)
@given(DAYS, st.integers(0, 200))
def test_a_mediation_certificate_never_shortens_the_time_to_appeal(letter, days_after):
    without = deadlines.due_from("appeal", letter).date
    assert deadlines.due_from("appeal", letter, letter + timedelta(days=days_after)).date >= without


@settings(deadline=None)
@given(DAYS, st.integers(0, 200))
def test_a_family_that_has_told_one_date_of_two_is_never_given_too_late_a_day(letter, days_after):
    certificate = letter + timedelta(days=days_after)
    truth = deadlines.due_from("appeal", letter, certificate).date
    assert deadlines.due("appeal", {"decision_date": letter}).date <= truth
    assert deadlines.due("appeal", {"certificate_date": certificate}).date <= truth
