"""Each answer card is whole: its parts, its first contact, its sources."""

from __future__ import annotations

import re
from datetime import date

import pytest
from card_texts import full_text

from fingerpost import answers, contacts, sources, topics
from fingerpost.answers import Situation
from fingerpost.content import ContentError
from fingerpost.law import deadlines

CARDS = sorted(answers.cards().values(), key=lambda card: card.topic)
AFTER_A_DECISION = ["assessment_refused", "plan_refused", "ceasing_plan", "tribunal_appeal", "mediation"]
NOT_WRITTEN_YET = "This is a short answer. A fuller one is being written and checked."

each_card = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.topic)


def test_every_answer_topic_has_a_card():
    assert [card.topic for card in CARDS] == sorted(topics.topics("answer"))


@each_card
def test_a_card_has_every_part_that_a_family_needs(card):
    assert card.kind in {"full", "short"}
    for text in (card.title, card.what_it_is, card.say, card.simpler):
        assert text.strip()
    assert 3 <= len(card.steps) <= 6
    assert card.sources
    assert card.urgency in {"none", "soon", "today"}
    assert card.staff_notes.strip()
    assert set(card.review) == {"state", "by", "role", "date"}
    assert 2 <= len(card.related) <= 4
    assert card.topic not in card.related


@each_card
def test_a_short_card_says_that_a_fuller_one_is_coming_and_a_full_one_has_rights_and_a_way_on_after_a_no(card):
    if card.kind == "short":
        assert NOT_WRITTEN_YET in card.notice
    else:
        assert NOT_WRITTEN_YET not in (card.notice or "")
        assert card.rights
        assert card.if_they_say_no
        assert len(card.myths) >= 3


@each_card
def test_the_first_contact_of_a_card_is_the_one_that_contact_points_give(card):
    assert card.contact == contacts.contact_points(card.topic)[0].role


@each_card
def test_every_right_and_every_myth_has_a_source_with_an_address_and_a_date(card):
    for source_id in [*(right.source for right in card.rights), *(myth.source for myth in card.myths), *card.sources]:
        source = sources.source(source_id)
        assert source.url.startswith("https://")
        assert date.fromisoformat(source.checked) <= date.today()


@each_card
def test_the_answer_shows_every_source_of_a_right_with_its_place_in_the_law(card):
    labels = [source.label for source in answers.answer(card.topic, Situation()).sources]
    for right in card.rights:
        label = sources.source(right.source).label
        assert (f"{label} ({right.pinpoint})" if right.pinpoint else label) in labels


@each_card
def test_the_answer_says_what_the_card_says_with_every_limit_in_words(card):
    reply = answers.answer(card.topic, Situation())
    assert reply.title == card.title
    assert len(reply.steps) == len(card.steps)
    assert "{deadline" not in str(reply.to_dict())
    assert [deadline.rule for deadline in reply.deadlines] == list(card.deadlines)
    assert 1 <= len(reply.contacts) <= 3
    assert reply.choices[0].intent == "simpler"
    assert {section.title for section in reply.more} <= {
        "Your rights",
        "If they say no",
        "Things people often get wrong",
    }


@each_card
def test_the_easy_version_is_shorter_and_leads_back_and_on_to_a_person(card):
    easy = answers.simpler(card.topic)
    assert len(easy.text.split()) < 90
    assert [choice.intent for choice in easy.choices] == [card.topic, "speak_to_person"]
    assert easy.sources
    assert "{deadline" not in easy.text


def test_proposals_are_called_proposals_and_not_law():
    reply = answers.answer("send_reform", Situation())
    assert "proposals, not law" in reply.notice
    assert "They are proposals, not law." in reply.text
    assert "We do not know" in reply.text
    easy = answers.simpler("send_reform")
    assert "not law" in easy.text
    assert "proposals, not law" in easy.notice
    others = [card.topic for card in CARDS if card.topic != "send_reform" and "proposal" in full_text(card)]
    assert others == []


@pytest.mark.parametrize("topic", AFTER_A_DECISION)
def test_a_family_with_a_decision_letter_reads_both_of_its_time_limits(topic):
    rules = answers.card_for(topic).deadlines
    assert {"mediation_contact", "appeal"} <= set(rules)
    assert deadlines.rule(rules[0]).first_event == "decision_sent"


def test_a_topic_without_a_card_is_named():
    with pytest.raises(ContentError, match=re.escape("content/answers/find_service.yml is missing")):
        answers.answer("find_service", Situation())
