"""The topic model without Rasa: two linear classifiers, averaged, and the distance to what was trained on.

Sentence embeddings carry meaning, character n-grams carry spelling and rare words; averaging the two classifiers gave
the best top-three accuracy of the pipelines measured (see docs/evaluation.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

Vectors = npt.NDArray[np.float32]


def _word_pieces() -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, max_features=30000, sublinear_tf=True, strip_accents="unicode"
    )


@dataclass
class TopicModel:
    """Weights of both classifiers and the unit vectors of the training examples."""

    topics: list[str]
    embedding_weights: Vectors
    embedding_bias: Vectors
    spelling_weights: Vectors
    spelling_bias: Vectors
    vocabulary: dict[str, int]
    rarity: Vectors
    examples: Vectors

    def __post_init__(self) -> None:
        self._pieces = _word_pieces()
        self._pieces.vocabulary_ = self.vocabulary
        self._pieces.idf_ = self.rarity

    @classmethod
    def train(
        cls, texts: list[str], topics: list[str], vectors: Vectors, *, embedding_c: float, spelling_c: float, seed: int
    ) -> TopicModel:
        """Fit both classifiers. `vectors` has one row for each text; C is the inverse of the regularisation."""
        options: dict[str, Any] = {"max_iter": 400, "random_state": seed, "class_weight": "balanced"}
        by_meaning = LogisticRegression(C=embedding_c, **options).fit(vectors, topics)
        pieces = _word_pieces()
        by_spelling = LogisticRegression(C=spelling_c, **options).fit(pieces.fit_transform(texts), topics)
        return cls(
            topics=[str(topic) for topic in by_meaning.classes_],
            embedding_weights=by_meaning.coef_.astype(np.float32),
            embedding_bias=by_meaning.intercept_.astype(np.float32),
            spelling_weights=by_spelling.coef_.astype(np.float32),
            spelling_bias=by_spelling.intercept_.astype(np.float32),
            vocabulary={piece: int(column) for piece, column in pieces.vocabulary_.items()},
            rarity=pieces.idf_.astype(np.float32),
            examples=vectors.astype(np.float32),
        )

    def rank(self, text: str, vector: Vectors) -> list[tuple[str, float]]:
        """Every topic with its confidence (0 to 1, summing to 1), best first."""
        meaning = _softmax(self.embedding_weights @ vector + self.embedding_bias)
        row = self._pieces.transform([text])
        spelling = _softmax(np.asarray(row @ self.spelling_weights.T).ravel() + self.spelling_bias)
        confidences = (meaning + spelling) / 2
        order = np.argsort(-confidences)
        return [(self.topics[position], float(confidences[position])) for position in order]

    def familiarity(self, vector: Vectors) -> float:
        """Cosine similarity to the nearest training example, -1 to 1."""
        return float((self.examples @ vector).max())


def _softmax(scores: Vectors) -> Vectors:
    exponents = np.exp(scores - scores.max())
    shares: Vectors = (exponents / exponents.sum()).astype(np.float32)
    return shares
