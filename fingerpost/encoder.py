"""The sentence encoder: all-MiniLM-L6-v2, tuned on the training examples, as 8-bit ONNX.

The files in `fingerpost/data/encoder` are made by `scripts/understanding/tune_encoder.py`; `about.json` there says from
what. Source of the base model: Wang et al., "MiniLM" (2020); Reimers and Gurevych, "Sentence-BERT" (2019); Apache-2.0,
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).resolve().parent / "data" / "encoder"
DIMENSIONS = 384
LONGEST_INPUT_TOKENS = 128
BATCH = 32


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
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One unit vector for each text, as an array of shape (texts, 384); the zero vector for a blank text."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        order = sorted((place for place, text in enumerate(texts) if text.strip()), key=lambda place: len(texts[place]))
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            vectors[places] = self._encode_batch([texts[place] for place in places])
        return vectors

    def _encode_batch(self, texts: list[str]) -> npt.NDArray[np.float32]:
        encodings = self._tokenizer.encode_batch(texts)
        feed = {
            "input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64),
        }
        vectors: npt.NDArray[np.float32] = self._session.run(None, feed)[0]
        return vectors


@lru_cache(maxsize=1)
def sentence_encoder() -> SentenceEncoder:
    """The encoder of this process, loaded on first use."""
    return SentenceEncoder()
