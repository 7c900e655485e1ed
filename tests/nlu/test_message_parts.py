"""A long story is read in parts, so that a need told in the middle of it is heard, and no word is left out."""

from __future__ import annotations

import pytest

from fingerpost.message_parts import Stretches, stretches

STORY = "He is seven. They cut his taxi last week, and the speech therapist left. Can we get DLA?"


def words_of(pieces):
    return " ".join(pieces).split()


def test_a_message_of_one_part_has_no_stretches():
    assert stretches("how do I ask for a plan") == Stretches()


def test_a_message_is_read_by_sentence_and_clause_and_by_neighbours_together():
    found = stretches(STORY)
    assert found.parts == (
        "He is seven.",
        "They cut his taxi last week",
        "and the speech therapist left.",
        "Can we get DLA?",
    )
    assert found.pairs[0] == "He is seven. They cut his taxi last week"
    assert len(found.pairs) == len(found.parts) - 1


@pytest.mark.parametrize("times", [20, 40, 300])
def test_each_word_of_a_long_story_is_read_once_in_pieces_that_fit_the_encoder(times):
    story = " ".join([STORY] * times)
    found = stretches(story)
    assert words_of(found.parts) == story.replace(",", "").split()
    assert not found.pairs
    assert max(len(part.split()) for part in found.parts) <= 72


def test_dictation_without_a_full_stop_is_read_in_pieces_too():
    story = "he will not go in and the school say it is fine " * 60
    found = stretches(story)
    assert words_of(found.parts) == story.split()
    assert len(found.parts) > 20
