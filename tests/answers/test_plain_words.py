"""The cards can be read at 11 years, explain their acronyms, and say "must" and time limits only from the law."""

from __future__ import annotations

import re

import pyphen
import pytest
import textstat
from card_texts import easy_text, full_text, written_text

from fingerpost import answers
from fingerpost.answers import Situation

CARDS = sorted(answers.cards().values(), key=lambda card: card.topic)
HYPHENATION = pyphen.Pyphen(lang="en_US")
# Reading age is the grade plus five. Hyphenation finds fewer syllables than a pronouncing dictionary, which on these
# cards makes the grade about 0.4 lower: 5.6 here is 6 with the dictionary, and so a reading age of 11.
HIGHEST_GRADE = 5.6
HIGHEST_EASY_GRADE = 4.0

NUMBER = r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|sixteen|twenty|thirty)"
TYPED_LIMIT = re.compile(NUMBER + r"[ -]((school|working|calendar) )?(day|week|month)s?\b", re.IGNORECASE)
UNKIND = re.compile(
    r"\bsuffer|special[ -]needs (child|kid|pupil)|\bnormal (school|child|pupil|classroom)|wheelchair[ -]bound|"
    r"\bhandicap|low[ -]functioning|high[ -]functioning|mental age|\bafflicted|challenging child|the disabled\b",
    re.IGNORECASE,
)
EXPLAINED = {
    "EHC": r"education, health and care \(EHC\)",
    "SEND": r"special educational needs and disabilit(y|ies) \(SEND\)",
    "SEN": r"special educational needs \(SEN\)",
    "SENDIASS": r"SENDIASS, your free local advice service|advice service\. It is called SENDIASS",
    "SENCO": r"educational needs coordinator \(SENCO\)|SENCO \(the teacher|SENCO, who|SENCO\. This is the teacher",
    "IPSEA": r"(the charity|The charities) IPSEA",
    "CAMHS": r"child and adolescent mental health services \(CAMHS\)",
    "DLA": r"Disability Living Allowance \(DLA\)|For a child under 16 it is called DLA",
    "PIP": r"Personal Independence Payment \(PIP\)",
    "EOTAS": r"education that the council arranges outside school \(EOTAS\)",
    "ICB": r"integrated care board \(ICB\)",
    "CAF": r"Common Assessment Framework \(CAF\)",
}
NAMES = {"ADHD", "GP", "GOV", "UK", "SOS!SEN"}
ACRONYM = re.compile(r"SOS!SEN|\b[A-Z]{2,}\b")

each_card = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.topic)


def grade(text):
    """The Flesch-Kincaid grade, with syllables counted by hyphenation, which needs no dictionary to be fetched."""
    words = re.findall(r"[\w'-]+", text)
    syllables = sum(len(HYPHENATION.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / textstat.sentence_count(text) + 11.8 * syllables / len(words) - 15.59


@each_card
def test_a_card_can_be_read_at_eleven_and_its_easy_version_at_nine(card):
    assert grade(full_text(card)) <= HIGHEST_GRADE
    assert grade(easy_text(card)) <= HIGHEST_EASY_GRADE


@each_card
def test_no_card_types_a_time_limit_itself(card):
    assert not TYPED_LIMIT.search(written_text(card))


@each_card
def test_no_card_uses_words_that_hurt(card):
    assert not UNKIND.search(f"{card.title} {full_text(card)} {easy_text(card)}")


@each_card
def test_every_acronym_is_explained_where_it_is_first_read(card):
    for text in (full_text(card), easy_text(card)):
        first_use = {}
        for found in ACRONYM.finditer(text):
            first_use.setdefault(found.group(), found.start())
        for acronym in first_use.keys() - NAMES:
            explanation = re.search(EXPLAINED[acronym], text, re.IGNORECASE)
            assert explanation, f"{acronym} is not explained"
            assert explanation.start() <= first_use[acronym] < explanation.end(), f"{acronym} is used before that"


@each_card
def test_must_is_said_only_of_a_right_with_its_source_or_with_the_law_in_the_same_breath(card):
    for text in (card.what_it_is, *card.steps, card.if_they_say_no, card.simpler, card.notice or ""):
        assert not re.search(r"\bmust\b", text)
    for sentence in re.split(r"(?<=\.)\s", card.say):
        assert "must" not in sentence or re.search(r"\b[Ss]ection \d+ of the .* Act \d{4}", sentence)


@each_card
def test_an_answer_never_diagnoses_or_promises(card):
    text = f"{full_text(card)} {easy_text(card)}"
    assert not re.search(r"\b(?<!if )your child (has|is) (autis|ADHD|dyslex)|\byou will (win|get)\b|\bguarantee", text)


def test_the_words_for_asking_a_date_are_plain_too():
    reply = answers.answer("ehcna_request", Situation())
    assert "Tell me one date and I will work out the time limits for you" in reply.text
