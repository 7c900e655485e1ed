"""What is said of several needs in one message, and which are still open: without the trained model."""

from __future__ import annotations

import pytest

from fingerpost import answers, several_needs, talk, topics
from fingerpost.answers import Situation
from fingerpost.reply import Choice, Reply


def card(topic):
    return answers.answer(topic, Situation())


def titles(reply):
    return [choice.title for choice in reply.choices]


def test_every_topic_has_a_name_that_fits_into_a_list():
    named = {
        topic: several_needs.name(topic)
        for kind in ("answer", "task")
        for topic in topics.topics(kind)
        if topic != "crisis"
    }
    assert len(set(named.values())) == len(named)
    for name in named.values():
        assert not {",", ".", " and "} & {part for part in (",", ".", " and ") if part in name}, name


def test_the_reply_begins_with_what_was_heard_and_offers_the_others():
    needs = ["assessment_refused", "school_transport", "benefits"]
    reply = several_needs.with_needs(card("assessment_refused"), needs, needs[1:])
    assert reply.text.startswith(
        "I hear three things: the council refusing to assess, getting to school and benefits such as DLA or PIP."
    )
    assert card("assessment_refused").text in reply.text
    assert titles(reply)[:3] == ["Getting to school", "Benefits such as DLA and PIP", "Say it more simply"]


def test_at_most_four_needs_are_named():
    needs = ["exclusion", "la_delay", "benefits", "grants", "mediation", "complaint"]
    reply = several_needs.with_needs(card("exclusion"), needs, needs[1:])
    assert reply.text.startswith(
        "I hear several things. First of all: being excluded or sent home, the council being late, "
        "benefits such as DLA or PIP and grants from charities."
    )
    assert titles(reply)[:3] == ["The council is late", "Benefits such as DLA and PIP", "Grants from charities"]
    assert "Mediation" not in titles(reply)


def test_later_answers_say_what_was_asked_as_well():
    one = several_needs.with_needs(card("grants"), [], ["school_transport"])
    assert one.text.endswith("You also asked about getting to school. Shall we look at that next?")
    two = several_needs.with_needs(card("grants"), [], ["school_transport", "mediation"])
    assert two.text.endswith("You also asked about getting to school and mediation. Pick one below when you are ready.")


def test_a_need_is_offered_once_even_where_the_card_names_it_too():
    reply = several_needs.with_needs(card("assessment_refused"), [], ["mediation"])
    assert [choice.intent for choice in reply.choices].count("mediation") == 1


def test_choices_that_settle_a_question_come_first():
    asked = Reply(topic="find_service", choices=(Choice("Leeds", "inform", {"authority": "383"}),))
    reply = several_needs.with_needs(asked, [], ["mediation"])
    assert titles(reply) == ["Leeds", "Mediation"]


def test_a_question_of_ours_is_not_followed_by_a_second_one():
    asked = Reply(title="Where should I look?", text="Where do you live?", topic="find_service")
    assert several_needs.with_needs(asked, [], ["mediation"]).text == "Where do you live?"


def test_without_other_needs_the_reply_stays_as_it_is():
    assert several_needs.with_needs(card("grants"), [], []) == card("grants")


def test_one_need_or_a_crisis_is_not_several():
    assert several_needs.told(["benefits"]) == []
    assert several_needs.told(["crisis", "benefits", "grants"]) == []


@pytest.mark.parametrize(
    ("text", "date", "need"),
    [
        ("Refused to assess on 20 October and the annual review is on 5 December", "20 Oct", "assessment_refused"),
        ("Refused to assess on 20 October and the annual review is on 5 December", "5 Dec", "annual_review"),
        ("The council refused to assess. The letter is dated 20 October.", "20 Oct", "assessment_refused"),
        ("It was on 5 December, the annual review. They also refused to assess", "5 Dec", None),
        ("20 October. Then they refused to assess", "20 Oct", None),
    ],
)
def test_a_date_belongs_to_the_need_it_is_told_with(text, date, need):
    needs = ["assessment_refused", "annual_review"]
    assert several_needs.need_at(text, text.index(date), needs) == need


def test_a_question_back_offers_what_belongs_to_the_last_topic_first():
    heard = ["grants", "complaint", "mediation", "benefits", "school_transport"]
    asked = talk.ask_which(heard, last_topic="school_transport")
    assert [choice.intent for choice in asked.choices] == ["school_transport", "complaint", "grants", "help"]


class TestInTheActions:
    """With Rasa's tracker as the actions see it."""

    @pytest.fixture(autouse=True)
    def _needs_rasa_sdk(self):
        pytest.importorskip("rasa_sdk", reason="the engine is not installed in this environment")

    def tracker(self, *messages, slots=None):
        from rasa_sdk import Tracker

        events = [{"event": "user", "parse_data": message} for message in messages]
        return Tracker("one", slots or {}, messages[-1], events, False, None, {}, "action_listen")

    def message(self, intent, needs=(), **more):
        return {"text": "…", "intent": {"name": intent}, "needs": list(needs), "entities": [], **more}

    def test_what_was_told_beside_a_crisis_is_offered_after_the_next_message(self):
        from actions.conversation import open_needs

        crisis = self.message("crisis", ["crisis", "benefits", "school_transport"])
        assert open_needs(self.tracker(crisis, self.message("thanks"))) == ["benefits", "school_transport"]
        after = self.tracker(crisis, self.message("benefits", ["benefits"]))
        assert open_needs(after, "benefits") == ["school_transport"]

    def test_a_need_that_was_answered_is_not_open_any_more(self):
        from actions.conversation import open_needs

        told = self.message("la_delay", ["la_delay", "benefits", "grants"])
        assert open_needs(self.tracker(told), "la_delay") == ["benefits", "grants"]
        chosen = self.message("grants", intent_ranking=[{"name": "grants", "confidence": 1.0}])
        assert open_needs(self.tracker(told, chosen, slots={"open_needs": ["benefits", "grants"]}), "grants") == [
            "benefits"
        ]

    def test_a_no_closes_what_was_offered(self):
        from actions.conversation import open_needs

        assert open_needs(self.tracker(self.message("deny"), slots={"open_needs": ["benefits"]})) == []

    def test_an_open_need_is_answered_from_the_message_that_told_it(self):
        from actions.conversation import told_now

        told = self.message(
            "la_delay", ["la_delay", "find_service"], entities=[{"entity": "what", "value": "swimming"}]
        )
        chosen = self.message("find_service", intent_ranking=[{"name": "find_service", "confidence": 1.0}])
        tracker = self.tracker(told, chosen, slots={"open_needs": ["find_service"]})
        assert told_now(tracker, "what") == ["swimming"]
