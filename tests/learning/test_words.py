"""What families read about learning is plain, and promises what the code does."""

from __future__ import annotations

import re

import pyphen
import pytest
import textstat

from fingerpost import content, learning
from fingerpost.learning import words
from fingerpost.reply import Reply

HYPHENATION = pyphen.Pyphen(lang="en_US")
HIGHEST_GRADE = 5.6  # as for the answer cards: a reading age of 11


def strings(data: object) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in strings(value)]
    if isinstance(data, list):
        return [text for value in data for text in strings(value)]
    return [str(data)]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade, with syllables counted by hyphenation."""
    said = re.findall(r"[\w'-]+", text)
    syllables = sum(len(HYPHENATION.positions(word)) + 1 for word in said)
    return 0.39 * len(said) / textstat.sentence_count(text) + 11.8 * syllables / len(said) - 15.59


@pytest.mark.parametrize("part", ["ask", "agreed", "stopped", "not_stopped", "privacy"])
def test_it_can_be_read_at_eleven(part):
    text = " ".join(strings(content.read("learning.yml")[part]))
    assert grade(text) <= HIGHEST_GRADE
    assert "must" not in text
    assert "!" not in text


def test_the_time_it_promises_is_the_time_that_is_kept():
    said = {
        int(days)
        for days in re.findall(r"after (\d+) days, or sooner", " ".join(strings(content.read("learning.yml"))))
    }
    assert said == {learning.KEPT_DAYS}


def test_the_question_names_the_choice_that_takes_it_back():
    asked = words.with_question(Reply(text="Is it one of these?"))
    [offered] = [choice for choice in words.agreed(()).choices if choice.intent == words.NO]
    assert any(f'"{offered.title}"' in paragraph for paragraph in asked.more[0].paragraphs)
    assert f'"{offered.title}"' in words.agreed(()).text
