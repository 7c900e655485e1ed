"""A family who tells a date reads its own last days; one who tells none is asked for the date that counts."""

from __future__ import annotations

from datetime import date

import pytest

from fingerpost import answers
from fingerpost.answers import Situation
from fingerpost.law import deadlines

TODAY = date(2026, 11, 21)
AFTER_A_DECISION = ["assessment_refused", "plan_refused", "ceasing_plan", "tribunal_appeal", "mediation"]
WITH_A_CLOCK = sorted(topic for topic, card in answers.cards().items() if answers.starting_event(card))


def dated(reply):
    """The dates that were counted, by rule, leaving out fixed dates of the calendar."""
    return {each.rule: each.date for each in reply.deadlines if each.date and deadlines.rule(each.rule).terms}


def told(topic, day, certificate=None):
    return answers.answer(topic, Situation(told_date=day, certificate_date=certificate, today=TODAY))


@pytest.mark.parametrize("topic", sorted(answers.cards()))
def test_nothing_is_dated_when_no_date_is_told(topic):
    reply = answers.answer(topic, Situation(today=TODAY))
    assert dated(reply) == {}
    asked = "Tell me one date and I will work out the time limits for you" in reply.text
    assert asked == (topic in WITH_A_CLOCK)


@pytest.mark.parametrize("topic", WITH_A_CLOCK)
def test_one_date_is_enough_and_the_answer_says_what_it_took_it_for(topic):
    reply = told(topic, date(2026, 11, 10))
    assert dated(reply)
    assert "I counted from 10 November 2026. I took it as the da" in reply.text
    assert "If that is not right, tell me the right date." in reply.text
    assert "do not leave it to the last day" in reply.text
    assert "Tell me one date" not in reply.text


def test_a_parent_who_asked_for_an_assessment_on_7_september():
    reply = told("ehc_timeline", date(2026, 9, 7))
    assert dated(reply) == {
        "ehcna_decision": "2026-10-19",
        "no_plan_notice": "2026-12-28",
        "final_plan": "2027-01-25",
    }
    late = next(each for each in reply.deadlines if each.rule == "ehcna_decision")
    assert (late.days_left, late.who_acts) == (-33, "the council")


def test_a_parent_who_has_a_draft_plan():
    assert dated(told("draft_plan", date(2026, 12, 14))) == {"draft_response": "2026-12-28"}


def test_a_parent_who_tells_the_date_of_the_review_meeting():
    reply = told("annual_review", date(2026, 11, 12))
    assert "I took it as the day of the review meeting" in reply.text
    assert dated(reply)["ar_decision"] == "2026-12-10"
    assert dated(reply)["ar_backstop"] == "2027-02-04"
    assert "appeal" not in dated(reply)


@pytest.mark.parametrize("topic", AFTER_A_DECISION)
def test_a_parent_who_tells_the_date_of_a_decision_letter_reads_the_last_day_to_appeal(topic):
    reply = told(topic, date(2026, 10, 20))
    assert dated(reply) == {"mediation_contact": "2026-12-20", "appeal": "2026-12-20"}
    assert "I took it as the date on the decision letter" in reply.text


def test_a_certificate_gives_more_time_and_the_answer_says_that_it_was_counted():
    reply = told("tribunal_appeal", date(2026, 9, 25), date(2026, 11, 20))
    assert dated(reply) == {"mediation_contact": "2026-11-25", "appeal": "2026-12-20"}
    assert "I took 20 November 2026 as the date on the mediation certificate." in reply.text


def test_a_certificate_still_to_come_is_not_counted_on_but_said():
    reply = told("tribunal_appeal", date(2026, 10, 20), date(2026, 12, 1))
    assert dated(reply)["appeal"] == "2026-12-20"
    assert "1 December 2026 has not come yet." in reply.text
    assert (
        "receive your appeal by 1 January 2027. Until you hold the certificate, keep to the date below." in reply.text
    )


def test_a_certificate_date_alone_asks_for_the_date_on_the_letter():
    reply = told("tribunal_appeal", None, date(2026, 11, 2))
    assert "Thank you for the date on the certificate. Tell me one date" in reply.text
    assert dated(reply) == {}


def test_a_second_date_counts_as_a_certificate_only_beside_a_decision_letter():
    reply = told("annual_review", date(2026, 11, 12), date(2026, 11, 18))
    assert "appeal" not in dated(reply)
    assert "certificate" not in reply.text
    assert dated(told("ehcna_request", date(2026, 9, 7), date(2026, 9, 1)))["final_plan"] == "2027-01-25"


def test_a_certificate_from_before_the_letter_is_questioned_and_gives_no_last_day_to_appeal():
    reply = told("tribunal_appeal", date(2026, 10, 20), date(2026, 10, 1))
    assert "appeal" not in dated(reply)
    assert "the mediation certificate is dated before the decision letter; please check both dates" in reply.text


def test_a_date_from_before_this_law_is_questioned():
    reply = told("ehcna_request", date(2006, 9, 7))
    assert dated(reply) == {}
    assert "I could not count from that date: 2006-09-07 is before September 2014" in reply.text


def test_a_parent_who_moves_is_not_told_that_the_old_council_is_late_on_the_day_of_the_move():
    reply = told("moving_area", date(2026, 11, 10))
    assert dated(reply) == {"move_transfer": "2026-12-01"}


def test_an_exclusion_is_dated_for_the_claim_and_in_words_for_what_school_days_count():
    reply = told("exclusion", date(2026, 11, 10))
    assert dated(reply) == {"discrimination_claim": "2027-05-09"}
    in_words = {each.rule: each.limit for each in reply.deadlines if not each.date}
    assert "15 school days" in in_words["irp_request"]


def test_the_answer_names_the_contact_of_the_family_s_own_council():
    reply = answers.answer("ehcna_request", Situation(authority="356"))
    assert "Stockport" in reply.contacts[0].name
