"""A family that knows the old words reads today's, once and kindly; ordinary uses of the same words are left alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from test_plain_words import HIGHEST_GRADE, UNKIND, grade

from fingerpost import answers, content, remarks, sources, talk, topics
from fingerpost.answers import Situation
from fingerpost.reply import Reply
from fingerpost.safety import crisis_texts

WORDS = content.read("old_words.yml")["words"]
REPLY = Reply(title="A title", text="The answer.", topic="sen_support")
LONGEST_SENTENCE = 20

EXPLAINED = [
    ("statement", "how do you get a child statemented these days"),
    ("statement", "We were told about statementing years ago. What is it called now?"),
    ("statement", "how do I apply for a statement of special educational needs"),
    ("statement", "my daughter has a statement, it was done in 2009"),
    ("statement", "he needs a full statement, his school cannot cope with less"),
    ("statement", "how do i ask for a statement for my grandson"),
    ("statement", "on his old statement it was part 3, what is it now"),
    ("statement", "statement or EHCP, which is better"),
    ("statement", "I only know the 1981 Act"),
    ("statement", "moved from Northern Ireland with a statement"),
    ("statement", "my son's statement was never converted"),
    ("statement", "THEY REFUSED A STATEMENT"),
    ("learning_difficulty_assessment", "139a assessment, still done?"),
    ("note_in_lieu", "we had a note in lieu for my eldest"),
    ("named_officer", "my son's named officer has left"),
    ("transition_plan_at_14", "when do we do the 14+ transition plan"),
    ("school_action", "She is on School Action Plus"),
    ("school_action", "is my son still on school action"),
    ("individual_education_plan", "school has not shown us his IEP since June"),
    ("individual_education_plan", "who writes the individual education plan"),
    ("special_needs_register", "they took her off the special needs register"),
    ("remedial", "I was in the remedial class, is there one for my son"),
    ("learning_difficulties_unit", "is there a moderate learning difficulties unit near us"),
    ("emotional_and_behavioural", "he used to go to an EBD school"),
    ("portage", "is portage still a thing"),
    ("parent_partnership", "Parent Partnership told my sister you could choose any school"),
    ("parent_partnership", "what happened to the parent partnership service"),
    ("sendist", "how do I appeal to SENDIST"),
    ("local_education_authority", "the LEA will not answer"),
    ("local_education_authority", "LEA says no to transport"),
    ("local_education_authority", "who at the local education authority do I ask"),
    ("common_assessment", "they told me to get a CAF"),
    ("common_assessment", "what is a common assessment framework form"),
    ("connexions", "does Connexions help with college"),
    ("clinical_commissioning_group", "do I ask the CCG for the hoist"),
    ("sure_start", "is there a Sure Start centre for under fives"),
    ("dla_from_16", "my daughter is 17, can she get DLA"),
    ("dla_from_16", "how do I claim disability living allowance for my 18 year old"),
    ("dla_from_16", "what happens to his DLA when he turns 16"),
    ("educationally_subnormal", "my brother was classed as educationally subnormal"),
    ("handicapped", "is there a holiday fund for handicapped children"),
    ("retarded", "we came from abroad, his papers say mental retardation"),
    ("mongol", "my gran says mongol child, what is the right word"),
    ("deaf_and_dumb", "a club for deaf and dumb children"),
]

LEFT_ALONE = [
    "I need a statement from the bank for the grant",
    "they want three months of bank statements",
    "the head's statement is not true, how do I answer it",
    "he made a statement to police about what happened on the bus",
    "how do I write a witness statement for the tribunal",
    "I need a statement for the tribunal",
    "is a written statement enough for the hearing",
    "he got a statement from his teacher about the trip",
    "the school has a statement about bullying on its website",
    "where can I read the council's short breaks statement",
    "post-16 transport policy statement",
    "who helps with a personal statement for college",
    "statement of case, how long can it be",
    "they took a statement off him after the assault",
    "she had a statement taken by the police and then an interview",
    "my brother is in prison and lost his IEP level, who helps with his education",
    "we are in Texas, can you help with the IEP meeting",
    "msg me when the club is open",
    "a named officer from the police came to school",
    "what school action can be taken about bullying",
    "where is the school action plan after Ofsted",
    "he is on the SEN register, what does that mean",
    "the attendance register is wrong",
    "the building needs remedial works, where do lessons go",
    "is there remedial massage for cerebral palsy",
    "our school wants better parent partnership with the council",
    "email for the portage team please",
    "Lea is 5 and has autism, any clubs",
    "my daughter Lea needs a school place",
    "our Lea has started school",
    "is there a job in the caf at the leisure centre",
    "connections between school and home are poor",
    "20 pct of the children get help",
    "he is sure, start date is monday",
    "can my 7 year old get DLA",
    "DLA for under 16s",
    "he is 16 months old, can he get DLA",
    "my DLA form is due on 17 May",
    "she has spastic cerebral palsy, who does physio",
    "he has spastic diplegia",
    "they call him a retard at school and nothing happens",
    "other kids shout names like handicapped at her",
    "where is the handicapped parking at the hospital",
    "he has gone backwards in reading",
    "transition plan for moving up to year 7",
    "he is deaf and loves music",
]


@pytest.mark.parametrize(("word", "message"), EXPLAINED, ids=[message for _, message in EXPLAINED])
def test_a_parent_with_the_old_word_reads_todays_first(word: str, message: str) -> None:
    said = next(entry["say"] for entry in WORDS if entry["id"] == word)
    assert remarks.newly_explained(message) == [word]
    assert remarks.with_remarks(REPLY, message).text == f"{said}\n\nThe answer."


@pytest.mark.parametrize("message", LEFT_ALONE)
def test_an_ordinary_use_of_the_same_word_is_left_alone(message: str) -> None:
    assert remarks.newly_explained(message) == []
    assert remarks.with_remarks(REPLY, message) == REPLY


def test_every_old_word_is_tried_out() -> None:
    assert {word for word, _ in EXPLAINED} == {entry["id"] for entry in WORDS}


def test_the_buttons_of_the_topics_explain_nothing() -> None:
    assert [topic for topic in topics.topic_kinds() if remarks.newly_explained(topics.button(topic))] == []


# Once in a conversation, one at a time


def test_a_word_is_explained_once_in_a_conversation() -> None:
    first = remarks.newly_explained("the LEA refused a statement")
    assert first == ["statement"]
    assert remarks.newly_explained("his statement was refused", first) == []
    assert remarks.with_remarks(REPLY, "he was statemented", first) == REPLY


def test_the_second_old_word_is_explained_when_it_is_said_again() -> None:
    reply = remarks.with_remarks(REPLY, "the LEA refused a statement", ["statement"])
    assert "local authority" in reply.text
    assert reply.text.count("\n\n") == 1


def test_the_source_of_the_new_word_is_shown_and_not_twice() -> None:
    reply = remarks.with_remarks(answers.answer("ehcna_request", Situation()), "how do I get him statemented")
    labels = [source.label for source in reply.sources]
    assert sources.source("cfa-s37").shown().label in labels
    again = remarks.with_remarks(reply, "how do I get him statemented")
    assert [source.label for source in again.sources] == labels


def test_an_answer_that_explains_the_word_itself_does_not_say_it_twice() -> None:
    answer = answers.answer("social_care_assessment", Situation())
    assert "Common Assessment Framework" in answer.text
    assert remarks.with_remarks(answer, "they told me to get a CAF") == answer


def test_a_crisis_reply_is_never_touched() -> None:
    crisis = Reply(title="Please get help now", text="Call 999.", topic="crisis", urgency="emergency")
    assert remarks.with_remarks(crisis, "he had a statement, and self-harmed years ago") == crisis


def test_a_family_in_belfast_is_not_told_that_its_statement_has_ended() -> None:
    route = Reply(title="Help in Northern Ireland", text="That is in Northern Ireland.", topic="out_of_scope")
    assert remarks.with_remarks(route, "who do I ask for a statement of special needs in Belfast") == route


def test_the_old_word_comes_first_and_the_quiet_line_last() -> None:
    message = "she has a statement and was discharged after self-harm last year, is well now"
    first, answer, last = remarks.with_remarks(REPLY, message).text.split("\n\n")
    assert "in place of statements" in first
    assert answer == "The answer."
    assert "999" in last


def test_a_very_long_message_is_no_trouble() -> None:
    message = "how do I ask for a plan " * 2_000 + ". She was statemented."
    assert remarks.newly_explained(message) == ["statement"]


@pytest.mark.parametrize("message", ["", " ", "\x00", "...", "\ud800", "😀"])
def test_a_message_without_words_changes_nothing(message: str) -> None:
    assert remarks.with_remarks(REPLY, message) == REPLY


# The file


@pytest.mark.parametrize("entry", WORDS, ids=[entry["id"] for entry in WORDS])
def test_every_entry_says_where_it_is_from_and_when_it_was_checked(entry: dict) -> None:
    assert {"id", "old", "today", "say", "words", "source", "status", "checked", "note"} <= set(entry)
    assert entry["status"] in ("V", "S", "L")
    assert entry["checked"] <= date.today()
    assert entry["source"] is None or sources.source(entry["source"]).url
    assert entry["source"] or entry["status"] == "L", "without a source it is knowledge, still to be checked"
    assert set(entry.get("answered_by", ())) <= set(topics.topics("answer"))


@pytest.mark.parametrize("entry", WORDS, ids=[entry["id"] for entry in WORDS])
def test_what_is_said_is_one_short_kind_sentence(entry: dict) -> None:
    said = entry["say"]
    assert re.findall(r"[.!?](?=\s|$)", said) == ["."]
    assert len(said.split()) <= LONGEST_SENTENCE
    assert not re.search(r"\bwrong|should not|shouldn't|don't say|\bmust\b|correct\b", said)
    assert not UNKIND.search(said)
    for short in re.findall(r"\b[A-Z]{2,}\b", said):
        assert f"({short})" in said or short in entry["old"] or short in ("NHS", "SENDIASS"), short


def test_a_fault_in_the_file_is_named(content_copy: Path) -> None:
    file = content_copy / "old_words.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("- note/notes in lieu", "- (note) in lieu"))
    remarks.old_words.cache_clear()
    with pytest.raises(content.ContentError, match=r"old_words\.yml cannot be used.*\(note\) in lieu"):
        remarks.newly_explained("hello")
    remarks.old_words.cache_clear()


# What is said around answers, and out of scope, can be read at eleven. The names explained do not count.


def _without_names(entry: dict) -> str:
    said = re.sub(r"\s*\([A-Z]+\)", "", entry["say"])
    for name in (entry["today"], entry["old"]):
        said = re.sub(re.escape(re.sub(r"\s*\(.*?\)", "", name)), "this", said, flags=re.IGNORECASE)
    return said


def test_old_words_quiet_lines_and_the_replies_out_of_scope_can_be_read_at_eleven() -> None:
    assert grade(" ".join(_without_names(entry) for entry in WORDS)) <= HIGHEST_GRADE
    lines = [quiet.line for quiet in crisis_texts.current_texts().quiet_lines]
    assert grade(" ".join(lines)) <= HIGHEST_GRADE
    for kind in content.read("talk.yml")["out_of_scope"]["kinds"]:
        text = talk.say("out_of_scope", kind=kind).text
        assert grade(text.replace("\n", " ")) <= HIGHEST_GRADE, kind
        assert not UNKIND.search(text), kind
