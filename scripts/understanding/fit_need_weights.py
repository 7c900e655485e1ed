"""Fits how much each reading of a message counts when several needs are looked for, and writes the weights.

Run it with the assistant's own Python after training: python scripts/understanding/fit_need_weights.py
It prints recall and precision by cross-validation over the development messages.
"""

from __future__ import annotations

import json
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.nlu.message_model import MessageModel
from bot.nlu.topic_classifier import hear
from bot.nlu.topic_shares import TopicShares
from fingerpost.encoder import sentence_encoder
from fingerpost.message_parts import pairs, parts
from fingerpost.needs import WEIGHTS, candidates, evidence
from fingerpost.settings import PROJECT_ROOT, settings

MESSAGES = PROJECT_ROOT / "tests" / "nlu" / "development" / "needs.yml"
REGULARISATION = 0.3
FOLDS = 10


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


def main() -> None:
    """Collect the evidence, cross-validate, fit on all and write."""
    model = topic_model()
    shares = TopicShares(model.classes)
    rows, labels, groups = [], [], []
    wanted = 0
    messages = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    for group, message in enumerate(messages):
        pieces = parts(message["text"])
        pieces = pieces if len(pieces) > 1 else []
        texts = [message["text"], *pieces, *pairs(pieces)]
        heard = hear(
            shares, shares.of_topics(model.shares(texts, sentence_encoder().encode(texts))), len(pieces), texts[0]
        )
        wanted += len([need for need in message["needs"] if need != "crisis"])
        for place in candidates(heard):
            rows.append(evidence(heard, place))
            labels.append(heard.topics[place] in message["needs"])
            groups.append(group)
    known, right = np.array(rows), np.array(labels)
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    known = (known - mean) / spread
    held_out = np.zeros(len(right))
    for train, test in GroupKFold(FOLDS).split(known, right, groups):
        fold = LogisticRegression(C=REGULARISATION).fit(known[train], right[train])
        held_out[test] = fold.predict_proba(known[test])[:, 1]
    for least in (0.25, 0.3, 0.35, 0.4, 0.45):
        chosen = held_out >= least
        print(f"from {least}: recall {(chosen & right).sum() / wanted:.3f}, precision {right[chosen].mean():.3f}")
    fitted = LogisticRegression(C=REGULARISATION).fit(known, right)
    stored = {
        "mean": [round(float(value), 6) for value in mean],
        "spread": [round(float(value), 6) for value in spread],
        "weights": [round(float(value), 6) for value in fitted.coef_[0]],
        "bias": round(float(fitted.intercept_[0]), 6),
    }
    WEIGHTS.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    print(f"Written to {WEIGHTS}: {len(messages)} messages, {len(right)} candidates.")


if __name__ == "__main__":
    main()
