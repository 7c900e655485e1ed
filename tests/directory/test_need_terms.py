"""The words that families and directories use for support needs."""

from __future__ import annotations

import pytest

from fingerpost.directory.need_terms import ANY_NEED, need_terms, needs_in, needs_of_label


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("my son is on the spectrum", {"ASD"}),
        ("she's non-verbal and autistic", {"SLCN", "ASD"}),
        ("he has a PDA profile", {"ASD"}),
        ("GDD diagnosed at two", {"MLD", "SLD"}),
        ("our daughter is deaf", {"HI"}),
        ("a deafblind teenager", {"MSI"}),
        ("he is dyslexic", {"SPLD"}),
        ("ADHD and anxiety", {"SEMH"}),
        ("she uses a wheelchair", {"PD"}),
        ("Down’s syndrome", {"DS"}),
        ("partially sighted", {"VI"}),
        ("short breaks for disabled children", {ANY_NEED}),
        ("hi, can you send me a form please", set()),
        ("please add my name", set()),
        ("", set()),
    ],
)
def test_everyday_words(said, codes):
    assert needs_in(said) == codes


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("Autistic Spectrum Disorder (ASD)", {"ASD"}),
        ("Hearing", {"HI"}),
        ("Communication and interaction", {"SLCN", "ASD"}),
        ("Sensory and physical needs", {"HI", "VI", "MSI", "PD"}),
        ("Visual and/or hearing impediment", {"HI", "VI"}),
        ("Special educational needs and disabilities (SEND)", {ANY_NEED}),
        ("Sports and recreation", set()),
    ],
)
def test_labels_of_directories(label, codes):
    assert needs_of_label(label) == codes


def test_every_need_of_the_sen2_return_is_there():
    codes = ["SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH"]
    assert set(need_terms()) == {*codes, ANY_NEED}
