"""The encoder gives each text its own vector, in whatever company it is read."""

from __future__ import annotations

import numpy as np
import pytest

from fingerpost.encoder import DIMENSIONS, sentence_encoder

pytestmark = pytest.mark.engine

TEXTS = [
    "he will not go to school",
    "",
    "they are late with the plan " * 40,
    "DLA?",
    "who pays for the taxi to his special school now that we have moved further away",
]


def test_texts_of_any_length_keep_their_order_and_have_unit_vectors():
    vectors = sentence_encoder().encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1, 1, 1], atol=1e-4)
    for text, vector in zip(TEXTS, vectors, strict=True):
        alone = sentence_encoder().encode([text])[0]
        assert np.allclose(alone, vector, atol=0.05)


def test_texts_about_one_thing_are_nearer_than_texts_about_two():
    refusing, staying, money = sentence_encoder().encode(
        ["my son refuses to go to school", "she will not set foot in school any more", "can we claim Carer's Allowance"]
    )
    assert refusing @ staying > refusing @ money


def test_nothing_to_read_gives_no_vectors():
    assert sentence_encoder().encode([]).shape == (0, DIMENSIONS)
