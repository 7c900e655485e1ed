"""A family who gives one date gets the right last day: values worked out by hand, rule by rule."""

from __future__ import annotations

from datetime import date

import pytest

from fingerpost.law import deadlines


@pytest.mark.parametrize(
    ("rule", "start", "last_day"),
    [
        # A request that reached the council on Monday 7 September 2026.
        ("ehcna_decision", date(2026, 9, 7), date(2026, 10, 19)),
        ("no_plan_notice", date(2026, 9, 7), date(2026, 12, 28)),
        ("final_plan", date(2026, 9, 7), date(2027, 1, 25)),
        ("reassess_decision", date(2026, 9, 7), date(2026, 9, 22)),
        # Advice that was asked for across the summer holiday: school holidays do not stop the clock.
        ("advice_return", date(2026, 7, 20), date(2026, 8, 31)),
        # The day of service is day 1 of 15.
        ("draft_response", date(2026, 12, 14), date(2026, 12, 28)),
        ("ar_comments", date(2026, 12, 14), date(2026, 12, 28)),
        # A review meeting on 12 November 2026.
        ("ar_papers", date(2026, 11, 12), date(2026, 10, 29)),
        ("ar_report", date(2026, 11, 12), date(2026, 11, 26)),
        ("ar_decision", date(2026, 11, 12), date(2026, 12, 10)),
        ("ar_backstop", date(2026, 11, 12), date(2027, 2, 4)),
        # Changes proposed on the last day of the four weeks end on the same day as the limit from the meeting.
        ("ar_final", date(2026, 12, 10), date(2027, 2, 4)),
        ("ar_due", date(2026, 2, 28), date(2027, 2, 28)),
        ("ar_due", date(2028, 2, 29), date(2029, 2, 28)),
        ("reassess_final", date(2026, 9, 22), date(2026, 12, 29)),
        ("p16_to_p16", date(2027, 9, 1), date(2027, 4, 1)),
        ("move_info", date(2026, 11, 2), date(2026, 12, 14)),
        ("mediation_contact", date(2026, 12, 31), date(2027, 2, 28)),
        ("mediation_contact", date(2026, 10, 20), date(2026, 12, 20)),
        # Thirty ordinary days, Christmas among them.
        ("mediation_meeting", date(2026, 12, 1), date(2026, 12, 31)),
        # Six months that begin with the day itself.
        ("discrimination_claim", date(2027, 1, 10), date(2027, 7, 9)),
        ("lgsco", date(2026, 2, 14), date(2027, 2, 14)),
    ],
)
def test_one_date_gives_the_last_day(rule, start, last_day):
    due = deadlines.due_from(rule, start)
    assert (due.date, due.before) == (last_day, False)


@pytest.mark.parametrize(
    ("letter", "certificate", "last_day"),
    [
        (date(2026, 12, 31), None, date(2027, 2, 28)),
        (date(2027, 12, 31), None, date(2028, 2, 29)),
        (date(2026, 10, 20), None, date(2026, 12, 20)),
        (date(2026, 10, 20), date(2026, 12, 1), date(2027, 1, 1)),
        (date(2026, 10, 20), date(2026, 11, 2), date(2026, 12, 20)),
        (date(2026, 10, 20), date(2026, 11, 20), date(2026, 12, 20)),
        (date(2026, 10, 20), date(2026, 11, 21), date(2026, 12, 21)),
        # One calendar month and not 30 days.
        (date(2026, 10, 1), date(2027, 1, 31), date(2027, 2, 28)),
        (date(2026, 10, 20), date(2026, 10, 20), date(2026, 12, 20)),
    ],
)
def test_an_appeal_is_due_two_months_from_the_letter_or_one_from_the_certificate(letter, certificate, last_day):
    assert deadlines.due_from("appeal", letter, certificate).date == last_day


@pytest.mark.parametrize(
    ("rule", "start", "last_day"),
    [
        # Christmas 2026: Friday 25 and, for Boxing Day, Monday 28 are bank holidays.
        ("mediation_cert", date(2026, 12, 24), date(2026, 12, 31)),
        # Easter 2027: Friday 26 and Monday 29 March.
        ("mediation_cert", date(2027, 3, 24), date(2027, 3, 31)),
        ("mediation_cert", date(2026, 11, 21), date(2026, 11, 25)),
        ("transport_stage1", date(2026, 11, 2), date(2026, 11, 30)),
        ("transport_stage1", date(2026, 12, 4), date(2027, 1, 6)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(rule, start, last_day):
    assert deadlines.due_from(rule, start).date == last_day


def test_the_old_council_passes_the_plan_on_by_the_later_of_the_move_and_fifteen_working_days_after_it_knows():
    told_long_before = {"move_date": date(2026, 11, 30), "old_authority_aware": date(2026, 9, 1)}
    assert deadlines.due("move_transfer", told_long_before).date == date(2026, 11, 30)
    told_on_the_day = {"move_date": date(2026, 11, 2), "old_authority_aware": date(2026, 11, 2)}
    assert deadlines.due("move_transfer", told_on_the_day).date == date(2026, 11, 23)


def test_the_new_council_reviews_by_the_later_of_a_year_from_the_last_review_and_three_months_from_the_transfer():
    reviewed_long_ago = {"plan_made_or_last_review": date(2025, 12, 1), "transfer_date": date(2026, 11, 2)}
    assert deadlines.due("move_review", reviewed_long_ago).date == date(2027, 2, 2)
    reviewed_lately = {"plan_made_or_last_review": date(2026, 10, 1), "transfer_date": date(2026, 11, 2)}
    assert deadlines.due("move_review", reviewed_lately).date == date(2027, 10, 1)


@pytest.mark.parametrize(
    ("rule", "known"), [("move_transfer", {"move_date"}), ("move_review", {"transfer_date"}), ("move_transfer", set())]
)
def test_a_council_is_not_called_late_before_every_date_is_known(rule, known):
    with pytest.raises(deadlines.DeadlineError, match="I need one more date"):
        deadlines.due(rule, dict.fromkeys(known, date(2026, 11, 2)))


@pytest.mark.parametrize(
    ("rule", "day"), [("phase_transfer", date(2027, 2, 15)), ("phase_transfer_p16", date(2027, 3, 31))]
)
def test_a_child_who_changes_school_in_2027_has_a_plan_before_the_fixed_date_and_not_on_it(rule, day):
    due = deadlines.due_from(rule, date(2027, 9, 1))
    assert (due.date, due.before) == (day, True)
    assert due.rule.limit.startswith("before ")
    shown = deadlines.shown(rule, date(day.year, day.month, day.day - 1), {"transfer_year": date(2027, 9, 1)})
    assert shown.days_left == 0
    late = deadlines.shown(rule, day, {"transfer_year": date(2027, 9, 1)})
    assert late.days_left == -1


def test_a_date_of_the_calendar_needs_no_start():
    assert deadlines.due("school_inclusion_strategy", {}).date == date(2026, 12, 31)


@pytest.mark.parametrize("rule", ["governors_meeting", "irp_request", "exclusion_day6"])
def test_school_days_are_not_guessed(rule):
    with pytest.raises(deadlines.DeadlineError) as refused:
        deadlines.due_from(rule, date(2026, 11, 2))
    sentence = str(refused.value)
    assert "school days" in sentence
    assert "term dates" in sentence
    assert "ask the school" in sentence
    assert deadlines.rule(rule).limit in sentence


def test_a_family_reads_how_many_days_are_left_and_when_a_council_is_overdue():
    request = {"request_received": date(2026, 9, 7)}
    due = deadlines.shown("ehcna_decision", date(2026, 10, 12), request)
    assert (due.date, due.days_left, due.who_acts) == ("2026-10-19", 7, "the council")
    assert due.reference.endswith("(regulation 5(1))")
    assert deadlines.shown("ehcna_decision", date(2026, 10, 19), request).days_left == 0
    assert deadlines.shown("ehcna_decision", date(2026, 11, 21), request).days_left == -33


def test_without_a_date_a_limit_is_told_in_words_only():
    told = deadlines.shown("appeal", date(2026, 11, 21))
    assert (told.date, told.days_left) == (None, None)
    assert "2 months" in told.limit
