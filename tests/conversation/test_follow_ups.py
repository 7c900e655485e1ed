"""Answers to questions about the last topic: from the same card, never invented. Without the trained model."""

from __future__ import annotations

import re
from datetime import date

import pytest

from fingerpost import answers, follow_ups, services_shown
from fingerpost.answers import Situation
from fingerpost.reply import Service

TODAY = Situation(today=date(2026, 11, 21))


def asked(topic, *names, situation=TODAY):
    return follow_ups.answer(topic, names, situation)


@pytest.mark.parametrize("name", sorted(follow_ups.known()))
def test_every_question_about_every_card_has_an_answer_from_the_card_with_its_sources_and_a_way_on(name):
    own = {follow_ups.known()[name].says, follow_ups.known()[name].nothing}
    for topic in answers.cards():
        reply, full = asked(topic, name), answers.answer(topic, TODAY)
        assert reply.title.startswith(full.title)
        assert reply.topic == topic
        assert reply.sources == full.sources
        assert reply.choices[0].intent == topic
        said = "\n\n".join([full.text, *full.steps, *(text for section in full.more for text in section.paragraphs)])
        for paragraph in reply.text.split("\n\n"):
            assert paragraph in own or paragraph.removeprefix("Your next step: ") in said, f"{topic}: {paragraph}"


def test_how_long_shows_the_time_limits_of_the_topic_itself():
    assert [limit.rule for limit in asked("ehcna_request", "how_long").deadlines] == ["ehcna_decision", "final_plan"]
    assert [limit.rule for limit in asked("mediation", "how_long").deadlines][:1] == ["mediation_contact"]


def test_how_long_counts_from_a_date_that_was_told():
    reply = asked(
        "assessment_refused", "how_long", situation=Situation(told_date=date(2026, 10, 20), today=TODAY.today)
    )
    assert {limit.rule: limit.date for limit in reply.deadlines}["appeal"] == "2026-12-20"
    assert "I counted from 20 October 2026" in reply.text


def test_what_if_they_say_no_is_the_part_of_the_card_with_that_name():
    sections = {section.title: section for section in answers.answer("school_choice", TODAY).more}
    assert asked("school_choice", "if_no").text == "\n\n".join(sections["If they say no"].paragraphs)


def test_where_the_card_has_nothing_its_first_step_and_first_contact_are_shown():
    reply = asked("benefits", "how_long")
    assert "no checked time limit" in reply.text
    assert answers.card_for("benefits").steps[0] in reply.text
    assert [contact.role for contact in reply.contacts] == ["contact_charity"]
    assert reply.deadlines == ()


def test_the_advice_service_being_free_does_not_tell_what_the_topic_costs():
    assert "no checked answer about what this costs" in asked("discrimination", "cost").text
    assert "There is no fee" in asked("tribunal_appeal", "cost").text


def test_two_questions_are_answered_together():
    reply = asked("assessment_refused", "how_long", "cost")
    assert "appeal" in {limit.rule for limit in reply.deadlines}
    assert "The appeal is free." in reply.text
    assert reply.title.endswith("how long it takes, what it costs")


def test_every_part_of_a_card_that_is_named_in_the_content_exists():
    titles = {section.title for topic in answers.cards() for section in answers.answer(topic, TODAY).more}
    named = [about.shows["section"] for about in follow_ups.known().values() if "section" in about.shows]
    assert named
    assert set(named) <= titles
    assert set(services_shown.known()) <= set(follow_ups.known())
    known = set(follow_ups.known())
    assert all(set(about.instead_of) <= known for about in follow_ups.known().values())


def test_the_words_around_an_answer_are_plain():
    for about in follow_ups.known().values():
        for sentence in re.split(r"(?<=\.)\s", f"{about.says} {about.nothing}".strip()):
            assert len(sentence.split()) <= 15, sentence
            assert not re.search(r"\b(must|[A-Z]{2,})\b", sentence), sentence


SWIM = Service(id="1", name="Swim for all", what="", ages="5 to 11 years", cost="£4.50", days="", phone="0161 496 0926")


def test_services_are_told_about_as_far_as_they_are_known():
    assert "Swim for all: £4.50" in services_shown.answer([SWIM], ["cost"]).text
    assert "Swim for all: 0161 496 0926" in services_shown.answer([SWIM], ["who"]).text
    assert "I do not know" in services_shown.answer([SWIM], ["how_long"]).text
    assert services_shown.answer([SWIM], []).services == (SWIM,)
