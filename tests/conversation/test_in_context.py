"""What a message means in the light of the conversation, without the trained model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fingerpost import in_context, talk, topics
from fingerpost.in_context import Heard, Settled, SoFar
from fingerpost.reply import Choice, Contact, Reply, Service


def unclear(text, **more):
    return Heard(text=text, intent="nlu_fallback", decision="clarify", **more)


def clear(text, intent, **more):
    return Heard(text=text, intent=intent, decision="answer", **more)


def picked(text, *offered, heard=None, **so_far):
    """The topic that a parent picks with these words from the choices of a question back."""
    before = SoFar(reply=talk.ask_which(offered), **so_far)
    settled = in_context.settle(heard or unclear(text), before)
    return settled.intent if settled else None


OFFERED = ("assessment_refused", "tribunal_appeal", "school_transport")


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("the first one", "assessment_refused"),
        ("no the first one", "assessment_refused"),
        ("No, I meant the first", "assessment_refused"),
        ("1", "assessment_refused"),
        ("option one please", "assessment_refused"),
        ("number 1", "assessment_refused"),
        ("the second", "tribunal_appeal"),
        ("2nd one please", "tribunal_appeal"),
        ("number two", "tribunal_appeal"),
        ("not the first, the second", "tribunal_appeal"),
        ("can you tell me about the third one", "school_transport"),
        ("last one", "school_transport"),
        ("the bottom one", "school_transport"),
        ("the 3rd", "school_transport"),
        ("the fourth one", None),
        ("the transport one", "school_transport"),
        ("the one about the appeal", "tribunal_appeal"),
        ("the tribunal bit", "tribunal_appeal"),
        ("it's the refused one", "assessment_refused"),
        ("getting to school", "school_transport"),
        ("appeal", "tribunal_appeal"),
        ("the first letter they sent us", None),
        ("first of all he is anxious", None),
        ("not the appeal one", None),
    ],
)
def test_a_parent_picks_an_offered_topic_in_words(words, topic):
    assert picked(words, *OFFERED) == topic


@pytest.mark.parametrize(
    "words",
    [
        "neither",
        "none of these",
        "None of them",
        "no, neither of those",
        "something else",
        "it's something else",
        "no none of them fit",
        "not any of these",
    ],
)
def test_a_parent_who_wants_none_of_the_topics_gets_the_way_on_of_the_button(words):
    assert picked(words, *OFFERED) == "help"


def test_words_that_could_be_two_of_the_topics_pick_neither():
    assert picked("the council one", "assessment_refused", "la_delay", "ceasing_plan") is None


def test_a_clear_new_topic_wins_over_the_offered_ones():
    heard = clear("what about school", "school_choice")
    assert picked("", "school_transport", "exclusion", "grants", heard=heard) is None


def test_yes_to_three_topics_asks_which_one_with_the_same_choices():
    settled = in_context.settle(clear("yes", "affirm"), SoFar(reply=talk.ask_which(OFFERED)))
    assert settled.intent == in_context.UNCLEAR
    assert settled.follow_up == (in_context.WHICH_ONE,)
    again = talk.ask_which_one(settled.topics)
    assert [choice.intent for choice in again.choices] == [*OFFERED, "help"]


def test_a_consent_is_never_given_in_words():
    asked = talk.ask_which(OFFERED)
    with_consent = replace(asked, choices=(*asked.choices, Choice("Yes, keep them to teach you", "learn_yes")))
    for words in ("yes", "the last one", "the keep one", "yes keep them", "the fifth one", "4"):
        settled = in_context.settle(clear(words, "affirm"), SoFar(reply=with_consent))
        assert settled is None or settled.intent in (in_context.UNCLEAR, "school_transport")


def test_both_takes_the_first_two_and_answers_them_one_by_one():
    settled = in_context.settle(unclear("both please"), SoFar(reply=talk.ask_which(OFFERED)))
    assert settled.intent == "assessment_refused"
    assert settled.topics == ("assessment_refused", "tribunal_appeal")


CARD = Reply(
    title="Travel to school",
    topic="school_transport",
    steps=("Ask the council's travel team how to apply.",),
    contacts=(Contact("Transport team", "transport_team", "decides", "They decide."),),
    choices=(Choice("Say it more simply", "simpler"), Choice("Making a complaint", "complaint")),
)


@pytest.mark.parametrize(
    "words", ["yes", "yes please", "yes that one", "that one please", "the other one", "ok the DLA one"]
)
def test_a_parent_says_yes_to_the_one_need_that_is_still_open(words):
    heard = clear(words, "affirm") if words.startswith("yes") else unclear(words)
    settled = in_context.settle(heard, SoFar(reply=CARD, open_needs=("benefits",), topic="school_transport"))
    assert settled.intent == "benefits"
    assert settled.choice == Choice(topics.button("benefits"), "benefits")


def test_yes_means_no_choice_where_nothing_single_was_offered():
    assert in_context.settle(clear("yes", "affirm"), SoFar(reply=CARD, topic="school_transport")) is None


@pytest.mark.parametrize(
    ("words", "need"), [("the second one", "benefits"), ("the last one", "annual_review"), ("first", "la_delay")]
)
def test_the_second_one_counts_the_needs_that_were_just_named(words, need):
    needs = ("la_delay", "benefits", "annual_review")
    settled = in_context.settle(unclear(words), SoFar(reply=CARD, needs=needs, open_needs=needs[1:]))
    assert settled.intent == need


def test_the_second_one_of_a_list_of_people_is_no_button():
    people = Reply(topic="contact_point", contacts=CARD.contacts, choices=CARD.choices)
    assert in_context.settle(unclear("the second one"), SoFar(reply=people)) is None


@pytest.mark.parametrize("words", ["2", "15"])
def test_a_number_after_an_answer_is_an_age_and_no_choice(words):
    heard = clear(words, "inform", details=(("age", 0, len(words)),))
    assert in_context.settle(heard, SoFar(reply=CARD, topic="school_transport")) is None


WHERE = Reply(title="Where should I look?", text="Where do you live?", topic="find_service")


@pytest.mark.parametrize("answer", ["Stockport", "SK8 1AB", "hello12", "we live in Zzyzx", "near the school", "yes"])
def test_an_answer_to_where_do_you_live_is_left_as_it_is(answer):
    before = SoFar(reply=WHERE, topic="find_service", open_needs=("school_transport",))
    assert in_context.settle(unclear(answer), before) is None
    assert in_context.settle(clear(answer, "affirm"), before) is None


def test_a_choice_of_area_can_be_picked_in_words():
    areas = (
        Choice("Richmond upon Thames", "inform", {"authority": "318"}),
        Choice("North Yorkshire", "inform", {"authority": "815"}),
    )
    asked = Reply(title="Which area do you mean?", topic="find_service", choices=areas)
    for words in ("the second one", "the yorkshire one", "no, the last"):
        settled = in_context.settle(unclear(words), SoFar(reply=asked, topic="find_service"))
        assert (settled.intent, settled.choice.slots) == ("inform", {"authority": "815"})


def asked_about(text, topic, **heard):
    settled = in_context.settle(unclear(text, **heard), SoFar(topic=topic))
    return (settled.intent, list(settled.follow_up)) if settled else None


@pytest.mark.parametrize(
    ("words", "follow_up"),
    [
        ("and how long does that take?", "how_long"),
        ("how long have I got", "how_long"),
        ("how long before they have to answer?", "how_long"),
        ("What's the time limit", "how_long"),
        ("when will I hear back", "how_long"),
        ("by when do i have to do this", "how_long"),
        ("how many weeks is it usually", "how_long"),
        ("and the deadline?", "how_long"),
        ("who do I send it to", "who"),
        ("whos the right person to email about this", "who"),
        ("where do i send it", "who"),
        ("have you got a phone number for them", "who"),
        ("how do i get hold of them", "who"),
        ("what if they say no", "if_no"),
        ("what do I do if they refuse?", "if_no"),
        ("and if the council turn us down", "if_no"),
        ("what if they just ignore me", "if_no"),
        ("what happens if nobody answers", "if_no"),
        ("ive asked and they said no", "if_no"),
        ("does it cost anything", "cost"),
        ("is it free", "cost"),
        ("do I have to pay for that", "cost"),
        ("how much would it cost me", "cost"),
        ("what about my other one", "other_child"),
        ("and my other son?", "other_child"),
        ("is it the same for my youngest", "other_child"),
        ("how do I do that", "how"),
        ("ok so what do i do first", "how"),
        ("where do i even start", "how"),
        ("what happens next?", "how"),
        ("can I do it online", "how"),
        ("can you say more", "more"),
        ("tell me a bit more please", "more"),
        ("anything else I should know?", "more"),
        ("what should I write in it", "say"),
        ("can you give me an example letter", "say"),
        ("are they allowed to do that", "rights"),
        ("do they have to answer me", "rights"),
        ("what evidence do i need", "evidence"),
        ("whats the wait like", "how_long"),
        ("roughly how long are we talking", "how_long"),
        ("who would I speak to about this", "who"),
        ("whos in charge of that", "who"),
        ("what if they won't", "if_no"),
        ("what can I do if they don't agree", "if_no"),
        ("what if they drag their feet", "if_no"),
        ("any charge for that", "cost"),
        ("and my youngest?", "other_child"),
        ("I have another child too", "other_child"),
        ("how do I apply", "how"),
        ("what's the process", "how"),
        ("can you walk me through it", "how"),
        ("what else do I need to know", "more"),
        ("how should I word it", "say"),
        ("what happens if i miss it", "too_late"),
        ("is it too late", "too_late"),
    ],
)
def test_a_question_without_a_topic_is_about_the_last_topic(words, follow_up):
    assert asked_about(words, "school_transport") == ("school_transport", [follow_up])


@pytest.mark.parametrize(
    "words",
    [
        "and how long does an EHC assessment take?",
        "how do I appeal that",
        "what if they exclude him",
        "how much is a swimming lesson",
        "when are my bins collected",
        "how long do you keep my messages",
        "who can see this",
        "who are you",
        "how do you do",
        "no more thanks",
        "thanks",
        "no",
        "I want a diagnosis",
        "my mum is poorly",
    ],
)
def test_a_message_with_a_topic_of_its_own_is_read_by_itself(words):
    assert asked_about(words, "school_transport") is None


@pytest.mark.parametrize("topic", ["ehcna_request", "assessment_refused", "annual_review", "draft_plan"])
def test_how_long_after_an_answer_about_plans_is_about_that_answer(topic):
    assert asked_about("and how long does that take", topic) == (topic, ["how_long"])


def test_two_questions_in_one_message_are_both_about_the_last_topic():
    assert asked_about("how long does it take and does it cost anything", "mediation") == (
        "mediation",
        ["how_long", "cost"],
    )


def test_a_date_or_an_age_may_stand_in_a_follow_up():
    text = "how long have i got, the letter is dated 20 October 2026"
    assert asked_about(text, "tribunal_appeal", details=(("dates", 41, len(text)),)) == (
        "tribunal_appeal",
        ["how_long"],
    )


def test_a_role_that_is_named_is_a_question_of_its_own():
    assert asked_about("who is the senco", "school_transport", details=(("role", 11, 16),)) is None


def test_without_a_last_topic_there_is_nothing_to_follow_up():
    assert asked_about("how long does that take", None) is None


def test_a_diagnosis_is_a_topic_of_its_own_where_the_last_answer_does_not_speak_of_one():
    assert asked_about("do I need a diagnosis for that", "benefits") == ("benefits", ["if_diagnosis"])
    assert asked_about("do I need a diagnosis for that", "school_transport") is None


SERVICES = tuple(
    Service(id=str(number), name=name, what="", ages="5 to 11 years", cost=cost, days="Monday")
    for number, (name, cost) in enumerate([("Samba band", "£5"), ("Swim for all", "Free")], start=1)
)


@pytest.mark.parametrize(
    ("words", "names", "follow_up"),
    [
        ("the second one", ["Swim for all"], []),
        ("how much is the second one", ["Swim for all"], ["cost"]),
        ("tell me more about the first one", ["Samba band"], ["more"]),
        ("does it cost anything", ["Samba band", "Swim for all"], ["cost"]),
        ("when is the last one on", ["Swim for all"], ["how_long"]),
        ("what ages is it for", ["Samba band", "Swim for all"], ["age"]),
    ],
)
def test_a_question_after_a_search_is_about_the_services_that_were_found(words, names, follow_up):
    found = Reply(
        topic="find_service", services=SERVICES, choices=(Choice("Only free ones", "inform", {"cost": "free"}),)
    )
    settled = in_context.settle(unclear(words), SoFar(reply=found, topic="find_service"))
    assert settled.intent == "find_service"
    assert [service.name for service in settled.services] == names
    assert list(settled.follow_up) == follow_up


REFUSED_AND_TRANSPORT = "The council refused to assess my son. Also how do I get help with transport to school?"


def test_the_first_of_several_needs_is_answered_even_where_the_whole_is_unclear_or_another():
    needs = ("assessment_refused", "school_transport")
    for heard in (
        unclear(REFUSED_AND_TRANSPORT, needs=needs),
        clear(REFUSED_AND_TRANSPORT, "school_transport", needs=needs),
    ):
        settled = in_context.settle(heard, SoFar())
        assert (settled.intent, settled.topics) == ("assessment_refused", needs)


def test_a_short_message_that_is_clear_is_one_need_whatever_its_parts_sound_like():
    heard = clear(
        "We're moving house to another council, what happens to his plan",
        "moving_area",
        needs=("ceasing_plan", "moving_area"),
        ranking=(("moving_area", 0.99), ("ceasing_plan", 0.001)),
    )
    settled = in_context.settle(heard, SoFar())
    assert (settled.intent, settled.topics) == ("moving_area", ())


def test_a_short_message_with_two_needs_in_one_breath_begins_with_the_clearer_one():
    heard = clear(
        "can I get DLA, they sent him home again",
        "benefits",
        needs=("exclusion", "benefits"),
        ranking=(("benefits", 0.6), ("exclusion", 0.4)),
    )
    assert in_context.settle(heard, SoFar()).topics == ("benefits", "exclusion")


def test_details_alone_are_no_needs():
    heard = clear("what about bristol instead", "inform", needs=("moving_area", "send_reform"))
    assert in_context.settle(heard, SoFar()).intent == "inform"


def test_one_need_found_in_a_part_is_answered_where_the_whole_is_not_understood():
    text = "I don't know where to begin. Our neighbour gets money for her son."
    assert in_context.settle(unclear(text, needs=("benefits",)), SoFar()).intent == "benefits"
    assert in_context.settle(clear(text, "school_choice", needs=("benefits",)), SoFar()) is None


def test_what_is_out_of_scope_stays_so_whatever_its_parts_sound_like():
    heard = Heard("I crush his tablets. Is that ok?", "out_of_scope", "out_of_scope", needs=("draft_plan", "grants"))
    assert in_context.settle(heard, SoFar()) == Settled("out_of_scope")


def test_a_short_unclear_message_is_asked_back_about():
    for text in ("things are bad", "they got it on 7 September, when do they have to answer"):
        heard = unclear(text, needs=("la_delay", "ehc_timeline"))
        assert in_context.settle(heard, SoFar()) == Settled(in_context.UNCLEAR)


def test_a_topic_that_is_only_named_is_taken_where_it_was_likely():
    ranking = (("complaint", 0.2), ("school_transport", 0.2), ("grants", 0.1))
    named = in_context.settle(unclear("and what about transport?", ranking=ranking), SoFar())
    assert named.intent == "school_transport"
    assert in_context.settle(unclear("and what about moss?", ranking=ranking), SoFar()) is None


@pytest.mark.parametrize(
    "heard",
    [
        clear("the first one", "crisis"),
        clear("how do I do that", "crisis"),
        unclear("the second one", needs=("crisis", "benefits")),
        clear("yes", "affirm", needs=("crisis", "benefits")),
        unclear("I want to kill myself, how do I do that"),
        clear("yes I want to die", "affirm"),
    ],
)
def test_a_crisis_is_never_read_as_anything_else(heard):
    before = SoFar(reply=talk.ask_which(OFFERED), open_needs=("benefits",), topic="school_transport")
    assert in_context.settle(heard, before) is None


@pytest.mark.parametrize(
    ("slots", "topic"),
    [
        ({}, None),
        ({"current_task": "mediation", "last_topic": "mediation"}, "mediation"),
        ({"current_task": "find_service", "last_topic": None}, "find_service"),
        ({"current_task": "contact_point", "contact_question": {"subject": "grants"}}, "grants"),
        ({"current_task": "contact_point", "contact_question": None, "last_topic": "grants"}, "grants"),
        ({"current_task": "plan_status", "last_topic": "grants"}, "plan_status"),
        ({"current_task": "speak_to_person", "last_topic": "grants"}, "grants"),
    ],
)
def test_what_was_last_talked_about(slots, topic):
    assert in_context.talked_about(slots) == topic
