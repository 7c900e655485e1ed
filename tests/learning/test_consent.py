"""A family is asked once whether what was not understood may be kept; nothing is kept unless it says yes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from fingerpost import learning
from fingerpost.learning import words
from fingerpost.settings import PROJECT_ROOT, settings

HEARD = [("mediation", 0.28), ("tribunal_appeal", 0.25), ("complaint", 0.2), ("grants", 0.1)]
YES = "Yes, learn from my messages"
STOP = "Do not keep my messages"


def kept(private: str) -> list[learning.KeptMessage]:
    return learning.waiting(address=private)


def say_something_unclear(family: Any, text: str = "they keep fobbing me off about the meeting thing") -> Any:
    return family.say(text, HEARD)


def test_a_parent_who_is_asked_back_is_asked_once_and_keeps_the_choice_of_topics(family, private):
    reply = say_something_unclear(family)
    assert [choice.intent for choice in reply.choices][:3] == ["mediation", "tribunal_appeal", "complaint"]
    assert family.offers(words.YES).title == YES
    assert "You can help me learn" in reply.text
    assert reply.choices[-1].intent == words.YES
    assert "90 days" in " ".join(reply.more[0].paragraphs)

    reply = say_something_unclear(family, "no the other thing, you know")
    assert family.offers(words.YES) is None
    assert "help me learn" not in reply.text


def test_a_parent_who_says_nothing_about_it_gives_nothing(family, private):
    say_something_unclear(family)
    family.choose("Mediation")
    say_something_unclear(family)
    say_something_unclear(family, "hello, anybody there at all")
    assert kept(private) == []


def test_a_parent_who_says_yes_gives_that_message_and_is_back_at_the_question(family, private):
    say_something_unclear(family)
    reply = family.choose(YES)
    assert [choice.intent for choice in reply.choices][:4] == ["mediation", "tribunal_appeal", "complaint", "help"]
    assert family.offers(words.NO).title == STOP
    [message] = kept(private)
    assert message.text == "they keep fobbing me off about the meeting thing"
    assert message.heard == (("mediation", 0.28), ("tribunal_appeal", 0.25), ("complaint", 0.2))
    assert (message.day, message.outcome, message.led_to) == (date.today(), "left", None)


def test_what_a_parent_picks_next_says_what_was_meant(family, private):
    say_something_unclear(family)
    family.choose(YES)
    assert family.choose("Making a complaint").topic == "complaint"
    assert [(one.outcome, one.led_to) for one in kept(private)] == [("clarified", "complaint")]

    family.say("and what about a grant", [("grants", 0.9), ("benefits", 0.05)], intent="grants")
    assert [(one.outcome, one.led_to) for one in kept(private)] == [("clarified", "complaint")]


def test_a_parent_who_says_it_in_other_words_shows_what_the_first_words_meant(family, private):
    say_something_unclear(family)
    family.choose(YES)
    family.say("how do I complain", [("complaint", 0.9), ("mediation", 0.05)], intent="complaint")
    assert [(one.outcome, one.led_to) for one in kept(private)] == [("rephrased", "complaint")]


def test_a_parent_who_only_says_thanks_has_not_said_what_was_meant(family, private):
    say_something_unclear(family)
    family.choose(YES)
    family.say("thanks anyway", [("thanks", 0.9), ("goodbye", 0.05)], intent="thanks")
    family.choose("Who to contact")
    assert [(one.outcome, one.led_to) for one in kept(private)] == [("clarified", "contact_point")]


def test_after_a_yes_every_message_that_is_not_understood_is_kept_and_no_other(family, private):
    say_something_unclear(family)
    family.choose(YES)
    say_something_unclear(family, "the woman at the place said no again")
    family.say("am I entitled to DLA for my son", [("benefits", 0.9), ("grants", 0.05)], intent="benefits")
    assert {(one.text, one.outcome, one.led_to) for one in kept(private)} == {
        ("they keep fobbing me off about the meeting thing", "rephrased", None),
        ("the woman at the place said no again", "rephrased", "benefits"),
    }


def test_a_parent_who_answers_first_and_says_yes_later_gives_the_message_that_was_asked_about(family, private):
    say_something_unclear(family)
    yes = family.offers(words.YES)
    family.choose("Mediation")
    family.say("is it free", [("mediation", 0.6), ("grants", 0.2)], intent="mediation")
    reply = family.pick(yes)
    assert [choice.title for choice in reply.choices] == [STOP]
    assert "back to your question" not in reply.text
    [message] = kept(private)
    assert (message.text, message.outcome, message.led_to) == (
        "they keep fobbing me off about the meeting thing",
        "clarified",
        "mediation",
    )


@pytest.mark.parametrize("where", ["at once", "in the privacy answer"])
def test_a_parent_who_changes_their_mind_has_everything_deleted(family, private, where):
    say_something_unclear(family)
    family.choose(YES)
    if where == "in the privacy answer":
        say_something_unclear(family, "the woman at the place said no again")
        reply = family.say("what do you do with my data", [("privacy", 0.9), ("help", 0.1)], intent="privacy")
        assert "You said that I may keep messages" in reply.text
        assert len(kept(private)) == 2
    reply = family.choose(STOP)
    assert reply.title == "Nothing is kept to teach me"
    assert kept(private) == []

    say_something_unclear(family, "so what happens now then")
    assert family.offers(words.YES) is None
    assert kept(private) == []


def test_taking_it_back_leaves_what_another_family_gave(family, private):
    made = learning.keep("the taxi people never rang me back", [], address=private)
    say_something_unclear(family)
    family.choose(YES)
    family.choose(STOP)
    assert made
    assert [one.text for one in kept(private)] == ["the taxi people never rang me back"]


def test_a_parent_who_starts_again_is_asked_anew_and_can_still_take_back_what_was_given(family, private):
    say_something_unclear(family)
    family.choose(YES)
    family.say("start again", [("restart", 0.9), ("help", 0.1)], intent="restart")
    say_something_unclear(family, "somebody else sits here now")
    assert family.offers(words.YES) is not None
    assert len(kept(private)) == 1

    family.say("my data", [("privacy", 0.9), ("help", 0.1)], intent="privacy")
    family.choose(STOP)
    assert kept(private) == []


def test_the_privacy_answer_says_that_nothing_is_kept_without_a_yes(family, private):
    reply = family.say("what do you do with my data", [("privacy", 0.9), ("help", 0.1)], intent="privacy")
    assert "I don't use this chat to learn" in reply.text
    assert family.offers(words.NO) is None


def test_nobody_asks_to_learn_where_a_crisis_may_be_meant(family, private):
    heard = [("short_breaks", 0.3), ("crisis", 0.24), ("sibling_family_support", 0.2)]
    family.say("i cant go on like this with no break", heard)
    assert family.offers("crisis") is not None
    assert family.offers(words.YES) is None

    say_something_unclear(family)
    family.choose(YES)
    family.say("i cant do this any more", heard)
    assert [one.text for one in kept(private)] == ["they keep fobbing me off about the meeting thing"]


def test_a_message_like_nothing_known_can_teach_and_one_clearly_about_something_else_cannot(family, private):
    out_of_scope = {"intent": "out_of_scope"}
    family.say("when are the bins collected", [("out_of_scope", 0.9), ("help", 0.05)], **out_of_scope)
    assert family.offers(words.YES) is None

    family.say("the banding panel knocked us back", [("la_delay", 0.2), ("out_of_scope", 0.1)], **out_of_scope)
    reply = family.choose(YES)
    assert [one.text for one in kept(private)] == ["the banding panel knocked us back"]
    assert "help" in [choice.intent for choice in reply.choices]


def test_a_date_told_before_the_yes_is_not_told_in_vain(family, private):
    entity = {"entity": "dates", "value": "2026-09-07", "start": 27, "end": 38}
    family.say(
        "they got all the papers on 7 September", [("ehc_timeline", 0.28), ("la_delay", 0.25)], entities=[entity]
    )
    family.choose(YES)
    reply = family.choose("How long an EHC plan takes")
    assert "2027-01-25" in {deadline.date for deadline in reply.deadlines}


def test_a_family_gets_its_answers_when_the_database_cannot_be_used(family, private, monkeypatch):
    say_something_unclear(family)
    monkeypatch.setattr(settings(), "private_url", "sqlite:////dev/null/private.db")
    assert family.choose(YES).title == "Thank you"
    assert say_something_unclear(family).topic == "clarify"
    assert family.choose("Mediation").topic == "mediation"


def test_a_family_whose_messages_cannot_be_deleted_yet_is_told_so_and_can_try_again(family, private, monkeypatch):
    say_something_unclear(family)
    family.choose(YES)
    with monkeypatch.context() as broken:
        broken.setattr(settings(), "private_url", "sqlite:////dev/null/private.db")
        assert "try again" in family.choose(STOP).text
    assert len(kept(private)) == 1
    assert family.choose(STOP).title == "Nothing is kept to teach me"
    assert kept(private) == []


def test_where_names_cannot_be_taken_out_nobody_is_asked_and_nothing_is_kept(family, private, monkeypatch):
    monkeypatch.setattr("fingerpost.redaction.LANGUAGE_MODEL", "no_such_model")
    say_something_unclear(family)
    assert family.offers(words.YES) is None


def test_no_typed_words_are_ever_read_as_consent():
    domain = yaml.safe_load((PROJECT_ROOT / "domain.yml").read_text(encoding="utf-8"))
    trained = set()
    for path in (PROJECT_ROOT / "data" / "nlu").rglob("*.yml"):
        trained |= {block["intent"] for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]}
    assert {words.YES, words.NO} <= set(domain["intents"])
    assert not {words.YES, words.NO} & trained
