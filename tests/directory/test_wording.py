"""Ages, days and descriptions in plain words."""

from __future__ import annotations

import pytest

from fingerpost.directory.wording import SUMMARY_LIMIT_CHARACTERS, ages_text, days_text, shortened


@pytest.mark.parametrize(
    ("youngest", "oldest", "said"),
    [
        (5, 11, "5 to 11 years"),
        (None, 1, "up to 1 year"),
        (16, None, "16 years and over"),
        (12, 100, "12 years and over"),
        (7, 7, "7 years"),
        (None, None, "any age"),
        (None, 99, "any age"),
    ],
)
def test_ages(youngest, oldest, said):
    assert ages_text(youngest, oldest) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((), "Ask about days"),
        (("MO",), "Monday"),
        (("MO", "WE", "FR"), "Monday, Wednesday and Friday"),
        (("MO", "TU", "WE", "TH", "FR"), "Monday to Friday"),
        (("MO", "TU", "WE", "TH", "FR", "SA"), "Monday to Saturday"),
        (("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "Every day"),
    ],
)
def test_days(days, said):
    assert days_text(days) == said


def test_a_long_description_is_cut_after_a_sentence():
    text = "We meet in the park. " * 30
    assert len(shortened(text)) <= SUMMARY_LIMIT_CHARACTERS
    assert shortened(text).endswith("park.")


def test_a_long_sentence_is_cut_after_a_word():
    assert shortened("swings and slides " * 30).endswith(" …")
