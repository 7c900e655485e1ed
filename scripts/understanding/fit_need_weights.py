"""Fits how much each reading of a message counts when several needs are looked for, and writes the weights.

Run it with the assistant's own Python after training: python scripts/understanding/fit_need_weights.py
It prints recall and precision on the development messages with several needs, which are not fitted on.
"""

from __future__ import annotations

import json
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from bot.evaluation.message_sets import NeedsMessage, TopicMessage, load
from bot.nlu.message_model import MessageModel
from bot.nlu.sentence_featurizer import vectors_of
from bot.nlu.topic_classifier import hear
from bot.nlu.topic_shares import TopicShares
from fingerpost import topics
from fingerpost.message_parts import stretches
from fingerpost.needs import WEIGHTS, candidates, evidence
from fingerpost.settings import PROJECT_ROOT, settings

SEVERAL_NEEDS = Path(__file__).with_name("messages")
DEVELOPMENT = PROJECT_ROOT / "tests" / "nlu" / "development"
REGULARISATION = 0.3
# Messages about one topic teach what background is. There are more of them than of the others.
WEIGHT_OF_ONE_TOPIC = 0.3


@dataclass(frozen=True)
class Candidates:
    """The evidence for each topic that may be a need, of shape (candidates, 11); whether it is one; and how many needs
    the messages have."""

    evidence: npt.NDArray[np.float64]
    is_need: npt.NDArray[np.bool_]
    needs: int


def topic_model() -> MessageModel:
    """The topic model of a trained assistant: of the file named on the command line, else of the newest."""
    newest = max(settings().model_directory.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)
    path = sys.argv[1] if len(sys.argv) > 1 else newest
    if path is None:
        raise SystemExit("There is no trained model. Run make train first.")
    with tarfile.open(path) as archive, tempfile.TemporaryDirectory() as folder:
        inside = [name for name in archive.getnames() if "TopicClassifier" in name]
        archive.extractall(folder, members=[archive.getmember(name) for name in inside])
        return MessageModel.load(next(Path(folder).rglob("labels.json")).parent)


def candidates_in(messages: Sequence[NeedsMessage], model: MessageModel) -> Candidates:
    """What speaks for and against each need in these messages."""
    shares = TopicShares(model.classes)
    rows, labels = [], []
    for message in messages:
        found = stretches(message.text)
        texts = [message.text, *found.parts, *found.pairs]
        by_topic = shares.of_topics(model.shares(texts, vectors_of(message.text, found)))
        heard = hear(shares, by_topic, found, message.text)
        for place in candidates(heard):
            rows.append(evidence(heard, place))
            labels.append(heard.topics[place] in message.needs)
    needs = sum(need != "crisis" for message in messages for need in message.needs)
    return Candidates(np.array(rows), np.array(labels), needs)


def with_one_topic(messages: Sequence[TopicMessage]) -> list[NeedsMessage]:
    """The messages whose topic is a need, as messages with this one need."""
    talk = {"crisis", *topics.topics("talk")}
    return [NeedsMessage(message.text, (message.topic,)) for message in messages if message.topic not in talk]


def main() -> None:
    """Collect the evidence, fit, measure and write."""
    model = topic_model()
    development = load(DEVELOPMENT, ["needs", "topics"])
    several = candidates_in(load(SEVERAL_NEEDS, ["needs"])["needs"], model)
    one = candidates_in(with_one_topic(development["topics"]), model)
    known, is_need = np.vstack([several.evidence, one.evidence]), np.concatenate([several.is_need, one.is_need])
    importance = np.where(np.arange(len(is_need)) < len(several.is_need), 1.0, WEIGHT_OF_ONE_TOPIC)
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    fitted = LogisticRegression(C=REGULARISATION, max_iter=500).fit(
        (known - mean) / spread, is_need, sample_weight=importance
    )
    measured = candidates_in(development["needs"], model)
    probability = fitted.predict_proba((measured.evidence - mean) / spread)[:, 1]
    for least in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4):
        heard = probability >= least
        recall, precision = (heard & measured.is_need).sum() / measured.needs, measured.is_need[heard].mean()
        print(f"from {least}: recall {recall:.3f}, precision {precision:.3f}")
    stored = {
        "mean": [round(float(value), 6) for value in mean],
        "spread": [round(float(value), 6) for value in spread],
        "weights": [round(float(value), 6) for value in fitted.coef_[0]],
        "bias": round(float(fitted.intercept_[0]), 6),
    }
    WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    print(f"Written to {WEIGHTS}: {len(is_need)} candidates.")


if __name__ == "__main__":
    main()
