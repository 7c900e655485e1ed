"""What may say who somebody is, or where, does not stay in a message, however it is written; what teaches stays."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost import redaction
from fingerpost.redaction import redact
from fingerpost.settings import PROJECT_ROOT

pytestmark = pytest.mark.skipif(not redaction.is_available(), reason="the engine is not installed in this environment")

NAMES = """
    Jayden Callum Muhammad Aisha Oluwaseun Chidi Kwame Zofia Kacper Andrei Ioana Priya Arjun Harpreet Gurpreet Mei Yuki
    Nguyet Linh Fatima Zainab Abdirahman Yusuf Leila Shirin Niamh Aoife Caoimhe Siobhan Ffion Rhys Ieuan Eilidh Hamish
    Xanthe Peregrine Ottilie Tarquin Kayleigh Shanice Tyrese Deshawn Lacey-Mae Jean-Luc Zoë Seán Björn Ayşe Łukasz José
    Sarah Emma Olivia Oliver George Harry Jack Charlie Amelia Isla Lily Poppy Ruby Daisy Rose Grace Hope Faith Joy Will
    Mark May April June Summer Autumn Dawn Max Sunny Precious Blessing Mercy Angel Star Bear
""".split()  # noqa: SIM905 - one name a line would hide them
SURNAMES = """
    Okafor Adeyemi Smith Jones Khan Patel Begum Hussain Singh Kaur Kowalczyk Popescu Nguyen Chen O'Brien McDonald
    Fotheringham Ramsbottom Featherstonehaugh Al-Hashimi Young Brown White Green Wood Hill King Walker
""".split()  # noqa: SIM905
SENTENCES = [
    "my son {} hates school and they refused to assess him",
    "{} is autistic and the council said no",
    "they said {} can't have a plan",
    "his name is {} and he is 7",
    "my daughter, {}, wont go to nursery",
    "what can i do about {}'s transport",
    "hello im {}, I need help with DLA",
    "the twins {} and {} need respite",
    "{} and his brother share a room",
    "he is called {} and can't read yet",
]
forms = pytest.mark.parametrize("written", [str, str.lower, str.upper], ids=["as it is", "small", "capitals"])


def is_in(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


@forms
def test_no_first_name_stays_however_it_is_written(written):
    sentences = cycle(SENTENCES)
    told = [(name, next(sentences).replace("{}", written(name))) for name in NAMES for _ in range(3)]
    assert [(name, kept) for name, text in told if is_in(name, kept := redact(text))] == []


@forms
def test_no_family_name_stays_after_a_title(written):
    told = [(name, f"{written('Mrs ' + name)} at the school rang me") for name in SURNAMES]
    assert [(name, kept) for name, text in told if is_in(name, kept := redact(text))] == []


def test_no_family_name_stays_after_a_first_name():
    told = [(name, f"I am Sarah {name} and the council is late") for name in SURNAMES]
    assert [(name, kept) for name, text in told if is_in(name, kept := redact(text))] == []


@settings(max_examples=150, deadline=None)
@given(
    name=st.lists(
        st.sampled_from(
            ["ka", "zo", "ri", "mel", "tav", "is", "an", "ou", "shi", "dre", "nya", "que", "lo", "vee", "xi"]
        ),
        min_size=2,
        max_size=4,
    ).map("".join),
    sentence=st.sampled_from(SENTENCES),
    written=st.sampled_from([str.title, str.lower, str.upper]),
)
def test_no_name_that_nobody_ever_thought_of_stays(name, sentence, written):
    from fingerpost.redaction.vocabulary import everyday_words

    kept = redact(sentence.replace("{}", written(name)))
    assert name in everyday_words() or not is_in(name, kept)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_only_everyday_words_ever_stay(text):
    from fingerpost.redaction.vocabulary import everyday_words

    for placeholder in redaction.PLACEHOLDERS:
        text = text.replace(f"({placeholder})", "")
    kept = redact(text)
    for placeholder in redaction.PLACEHOLDERS:
        kept = kept.replace(f"({placeholder})", " ")
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"'(?:s|t|re|ve|ll|d|m)\b", "", kept, flags=re.IGNORECASE))
    assert [word for word in words if word.lower() not in everyday_words()] == []
    assert "\n" not in kept


@settings(max_examples=150, deadline=None)
@given(
    digits=st.text("0123456789", min_size=5, max_size=14),
    cut=st.sampled_from(["", " ", "-", ".", " - "]),
    every=st.integers(min_value=1, max_value=5),
)
def test_no_number_of_five_figures_or_more_stays(digits, cut, every):
    written = cut.join(digits[start : start + every] for start in range(0, len(digits), every))
    assert not re.search(r"\d", redact(f"please use {written} when you write"))


@settings(max_examples=100, deadline=None)
@given(
    area=st.sampled_from(["SK", "M", "B", "NR", "BS", "E", "SW", "DN", "ZZ"]),
    district=st.integers(1, 28),
    inward=st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True),
    space=st.sampled_from([" ", "", "  "]),
    written=st.sampled_from([str.upper, str.lower]),
)
def test_no_postcode_stays(area, district, inward, space, written):
    kept = redact(f"we live near {written(f'{area}{district}{space}{inward}')} and need a club")
    assert kept == "we live near (postcode) and need a club"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ring me on 07700 900123", "ring me on (phone)"),
        ("ring me on +44 (0)7700-900-123 please", "ring me on (phone) please"),
        ("its oh seven seven double oh nine one two", "its (phone)"),
        ("write to jo.bloggs+send@mail.example.org.uk.", "write to (e-mail)."),
        ("write to jo at gmail dot com", "write to (e-mail)"),
        ("look at www.example.org/jayden or https://example.org/x?child=mia", "look at (web address) or (web address)"),
        ("he was born on the 4th of November 2016", "he was born on the (date)"),
        ("dob 4/11/16", "dob (date)"),
        ("born in march 2014 at 28 weeks", "born in (date) at 28 weeks"),
        ("the letter is from 2026-09-07", "the letter is from (date)"),
        ("the letter came on 7 Sept", "the letter came on (date)"),
        ("our reference is EHC/2024/1183", "our (reference)"),
        ("ref: a12b", "(reference)"),
        ("NHS number 943 476 5919", "NHS (reference)"),
        ("my national insurance is QQ 12 34 56 C", "my national insurance is (reference)"),
        ("he goes to oakfield primary", "he goes to (school) primary"),
        ("he goes to Oak Meadow Special School", "he goes to (school) Special School"),
        ("she is at little stars nursery", "she is at (school) nursery"),
        ("st mary's wont take him", "(place) wont take him"),
        ("we are at 12 Meadow Close", "we are at (place)"),
        ("we live in 3 station road", "we live in (place)"),
        ("we live in milton keynes", "we live in (place)"),
        ("we moved to Reading from Stockport", "we moved to (place) from (place)"),
        ("Dr Wood and Mrs Patel said no", "(name) and (name) said no"),
        ("my boy J is six", "my boy (name) is six"),
        ("my boy j.k. is six", "my boy (name) is six"),
        ("@jaydensmum told me", "(name) told me"),
        ("my son 𝓙𝓪𝔂𝓭𝓮𝓷 is six", "my son (name) is six"),
        ("my son J\u200bayden is six", "my son (name) is six"),
        ("my son (name) is six", "my son (name) is six"),
        ("", ""),
    ],
)
def test_each_form_is_replaced_by_a_plain_word(text, kept):
    assert redact(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "they refused to assess my son, what can I do?",
        "What is section F and section I of an EHC plan?",
        "can the SENCO apply for an EHCP in year 7 or Y8",
        "the LA wont name the school we want in the plan",
        "My daughter may need a wheelchair. Will the council pay?",
        "does he get DLA if he's 4? and PIP at 16",
        "we've waited 20 weeks and haven't heard from CAMHS",
        "help with reading and maths at a mainstream school",
        "The annual review is in March and she's got autism and ADHD",
        "they only give him 2 hours a day, its 24/7 here",
        "who pays for a taxi to a special school 7 miles away",
        "hes nine & been excluded 3 times this term",
    ],
)
def test_what_teaches_stays_as_it_was_written(text):
    assert redact(text) == text


def test_a_message_redacted_twice_stays_as_it_is():
    once = redact("my son Jayden goes to Oakfield Primary in Leeds, Grace said hope's school is better, SK8 1AB")
    assert redact(once) == once


def test_a_very_long_message_is_redacted_whole():
    kept = redact("they refused to assess Jayden again " * 110)
    assert "Jayden" not in kept
    assert kept.count("refused") == 110


def test_redaction_runs_without_rasa():
    code = "import sys; from fingerpost.redaction import redact; redact('my son Jayden'); print('rasa' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=PROJECT_ROOT, text=True, capture_output=True, check=True
    )
    assert result.stdout.strip() == "False"
