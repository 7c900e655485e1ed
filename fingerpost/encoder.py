"""The sentence encoder: all-MiniLM-L6-v2, tuned on the training examples, as 8-bit ONNX.

The files in `fingerpost/data/encoder` are made by `scripts/understanding/tune_encoder.py`; `about.json` there says from
what. Source of the base model: Wang et al., "MiniLM" (2020); Reimers and Gurevych, "Sentence-BERT" (2019); Apache-2.0,
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).resolve().parent / "data" / "encoder"
DIMENSIONS = 384
LONGEST_INPUT_TOKENS = 128
BATCH = 32
# Texts that are read together are filled up to the longest of them: a much longer one would make all slow.
_LONGEST_TO_SHORTEST = 1.25
_A_FEW_TOKENS = 2


class SentenceEncoder:
    """Turns texts into unit vectors of 384 numbers. Text beyond 128 word pieces is not read.

    One thread is right where messages arrive side by side: one core each beats two for one.
    """

    def __init__(self, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(FOLDER / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST_INPUT_TOKENS)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One unit vector for each text, as an array of shape (texts, 384); the zero vector for a blank text."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        told = [place for place, text in enumerate(texts) if text.strip()]
        tokens = dict(zip(told, self._tokens([texts[place] for place in told]), strict=True))
        for places in _of_similar_length(tokens):
            vectors[places] = self._encode_batch([tokens[place] for place in places])
        return vectors

    def _tokens(self, texts: list[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]

    def _encode_batch(self, tokens: list[list[int]]) -> npt.NDArray[np.float32]:
        longest = max(map(len, tokens))
        mask = np.array([[1] * len(ids) + [0] * (longest - len(ids)) for ids in tokens], dtype=np.int64)
        ids = np.array([ids + [0] * (longest - len(ids)) for ids in tokens], dtype=np.int64)
        vectors: npt.NDArray[np.float32] = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return vectors


def _of_similar_length(tokens: dict[int, list[int]]) -> Iterator[list[int]]:
    """The places of the texts in batches, so that little is filled up."""
    batch: list[int] = []
    for place in sorted(tokens, key=lambda place: len(tokens[place])):
        most = len(tokens[batch[0]]) * _LONGEST_TO_SHORTEST + _A_FEW_TOKENS if batch else math.inf
        if len(tokens[place]) > most or len(batch) == BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


@lru_cache(maxsize=1)
def sentence_encoder() -> SentenceEncoder:
    """The encoder of this process, loaded on first use."""
    return SentenceEncoder()
