"""What one dialogue in a file cannot show: several families at once, and every card by its own button."""

from __future__ import annotations

import pytest

from fingerpost import answers, topics

pytestmark = pytest.mark.engine


def test_two_families_side_by_side_do_not_hear_of_each_other(another_conversation):
    one, other = another_conversation(), another_conversation()
    one.say("swimming for my 7 year old near SK8 1AB")
    other.say("music for my 10 year old in Bristol")
    [ones] = one.say("only free ones")
    [others] = other.say("on Fridays")
    assert "swimming" in ones.reply.text
    assert "SK8 1AB" in ones.reply.text
    assert "Friday" not in ones.reply.text
    assert "music" in others.reply.text
    assert "Bristol" in others.reply.text
    assert "free" not in others.reply.text


def test_a_family_cannot_use_a_button_of_another_family(another_conversation):
    one, other = another_conversation(), another_conversation()
    other.replies = one.say("swimming for my 7 year old near SK8 1AB")
    [answer] = other.choose("Only free ones")
    assert "not part of this chat" in answer.reply.text


def test_a_button_works_once(conversation):
    before = conversation.say("hello")
    conversation.choose("Who to contact")
    conversation.replies = before
    [answer] = conversation.choose("Who to contact")
    assert "already chosen" in answer.reply.text


def test_the_three_examples_of_the_help_text_are_understood(another_conversation):
    [text] = another_conversation().say("what can you do")
    examples = text.reply.text.split('"')[1::2]
    heard = [another_conversation().say(example)[-1].reply.topic for example in examples]
    assert heard == ["find_service", "contact_point", "ehc_timeline"]


def test_every_button_that_an_answer_offers_leads_to_an_answer(another_conversation):
    offered = {topic for card in answers.cards().values() for topic in card.related}
    for topic in sorted(offered):
        [answer] = another_conversation().say(topics.button(topic))
        assert answer.reply.text, topic


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "\x00\x01"])
def test_a_message_without_words_gets_a_kind_line(conversation, text):
    [answer] = conversation.say(text)
    assert "no words" in answer.reply.text


@pytest.mark.parametrize("text", ["x" * 5000, "help " * 1000, "<p>" * 1667])
def test_a_message_of_5000_characters_is_refused_and_says_how_much_can_be_read(conversation, text):
    [answer] = conversation.say(text)
    assert "too long" in answer.reply.text
    assert "4,000" in answer.reply.text


def test_a_crisis_at_the_end_of_a_message_too_long_to_read_is_still_heard(conversation):
    [answer] = conversation.say("he has been off school for weeks. " * 200 + "I want to kill myself")
    assert answer.reply.urgency == "emergency"
