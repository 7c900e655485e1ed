"""Sorts messages into classes, without Rasa: two linear classifiers whose shares are multiplied.

Sentence embeddings carry meaning, words and pairs of words carry the terms of the field; a class counts where both find
it likely. Used for the topics and, with classes of its own, for crises. docs/evaluation.md compares it with what else
was tried.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

Vectors = npt.NDArray[np.float32]
_ARRAYS = ("meaning_weights", "meaning_bias", "word_weights", "word_bias", "rarity")


@dataclass(frozen=True)
class Recipe:
    """How to fit and how to weigh: the inverse regularisation of both classifiers, `word_scale`, by which the margins
    of the word classifier become log-shares, and `temperature` (above 1: less sure) for both together.

    The encoder has seen the training examples, so that what is fitted on them is surer than it should be. The
    temperature puts that right; it was set on the development messages (Guo et al., "On Calibration of Modern Neural
    Networks", 2017).
    """

    meaning_c: float = 3.0
    word_c: float = 0.3
    word_scale: float = 8.0
    temperature: float = 1.2
    seed: int = 7


def _words() -> TfidfVectorizer:
    one_letter_too = r"\b\w+\b"
    return TfidfVectorizer(
        ngram_range=(1, 2),
        min_df=2,
        sublinear_tf=True,
        strip_accents="unicode",
        token_pattern=one_letter_too,
        dtype=np.float32,
    )


@dataclass
class MessageModel:
    """Weights of both classifiers."""

    classes: list[str]
    vocabulary: dict[str, int]
    word_scale: float
    temperature: float
    meaning_weights: Vectors
    meaning_bias: Vectors
    word_weights: Vectors
    word_bias: Vectors
    rarity: Vectors

    def __post_init__(self) -> None:
        self._words = _words()
        self._words.vocabulary_ = self.vocabulary
        self._words.idf_ = self.rarity

    @classmethod
    def train(cls, texts: Sequence[str], classes: Sequence[str], vectors: Vectors, recipe: Recipe) -> MessageModel:
        """Fit both classifiers. `vectors` has one row for each text."""
        by_meaning = LogisticRegression(
            C=recipe.meaning_c, max_iter=200, class_weight="balanced", random_state=recipe.seed
        ).fit(vectors, classes)
        words = _words()
        by_words = LinearSVC(C=recipe.word_c, class_weight="balanced", random_state=recipe.seed).fit(
            words.fit_transform(texts), classes
        )
        return cls(
            classes=[str(name) for name in by_meaning.classes_],
            vocabulary={word: int(column) for word, column in words.vocabulary_.items()},
            word_scale=recipe.word_scale,
            temperature=recipe.temperature,
            meaning_weights=by_meaning.coef_.astype(np.float32),
            meaning_bias=by_meaning.intercept_.astype(np.float32),
            word_weights=by_words.coef_.astype(np.float32),
            word_bias=by_words.intercept_.astype(np.float32),
            rarity=words.idf_.astype(np.float32),
        )

    def shares(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """How likely each class is for each text, of shape (texts, classes); every row sums to 1."""
        by_meaning = _log_shares(vectors @ self.meaning_weights.T + self.meaning_bias)
        rows = self._words.transform(texts)
        by_words = _log_shares((np.asarray(rows @ self.word_weights.T) + self.word_bias) * self.word_scale)
        shares: Vectors = np.exp(_log_shares((by_meaning + by_words) / self.temperature))
        return shares

    def store(self, folder: Path) -> None:
        """Write the model as two files, in half precision and without anything that could run on loading."""
        labels = {
            "classes": self.classes,
            "vocabulary": self.vocabulary,
            "word_scale": self.word_scale,
            "temperature": self.temperature,
        }
        (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
        halves = {name: getattr(self, name).astype(np.float16) for name in _ARRAYS}
        np.savez_compressed(folder / "weights.npz", **halves)

    @classmethod
    def load(cls, folder: Path) -> MessageModel:
        """The model that `store` wrote."""
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz") as arrays:
            return cls(**labels, **{name: arrays[name].astype(np.float32) for name in _ARRAYS})


def _log_shares(scores: Vectors) -> Vectors:
    above = scores - scores.max(axis=1, keepdims=True)
    log_shares: Vectors = (above - np.log(np.exp(above).sum(axis=1, keepdims=True))).astype(np.float32)
    return log_shares
