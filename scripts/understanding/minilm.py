"""all-MiniLM-L6-v2 in torch: a BERT of six layers whose mean token vector, scaled to length one, stands for a text.

Written out rather than taken from a library so that tuning needs torch alone and the exported graph holds nothing but
what is used. Source: Devlin et al., "BERT" (2019); Wang et al., "MiniLM" (2020); Reimers and Gurevych (2019).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

LAYERS = 6
WIDTH = 384
HEADS = 12
INNER_WIDTH = 1536
VOCABULARY = 30522
LONGEST_INPUT = 512
LAYER_NORM_EPSILON = 1e-12


class Layer(nn.Module):
    """One transformer layer: self-attention, then two linear maps, each added to what came in and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=LAYER_NORM_EPSILON)
        self.widen = nn.Linear(WIDTH, INNER_WIDTH)
        self.narrow = nn.Linear(INNER_WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=LAYER_NORM_EPSILON)

    def forward(self, hidden: Tensor, hide: Tensor) -> Tensor:
        """Token vectors of shape (texts, tokens, 384); `hide` is added to the attention scores."""
        texts, tokens, _ = hidden.shape

        def heads(values: Tensor) -> Tensor:
            return values.view(texts, tokens, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = heads(self.query(hidden)), heads(self.key(hidden)), heads(self.value(hidden))
        scores = query @ key.transpose(2, 3) / (WIDTH // HEADS) ** 0.5 + hide
        seen = functional.softmax(scores, dim=-1) @ value
        seen = seen.transpose(1, 2).reshape(texts, tokens, WIDTH)
        hidden = self.attended_norm(hidden + self.attended(seen))
        inner = self.narrow(functional.gelu(self.widen(hidden)))
        return self.norm(hidden + inner)


class MiniLM(nn.Module):
    """Turns token numbers into unit vectors of 384 numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(LONGEST_INPUT, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=LAYER_NORM_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Unit vectors of shape (texts, 384) for token numbers and a mask of shape (texts, tokens)."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        hidden = self.norm(self.words(input_ids) + self.positions(places) + self.segment)
        mask = attention_mask.to(hidden.dtype)
        hide = (1.0 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            hidden = layer(hidden, hide)
        weights = mask[:, :, None]
        means = (hidden * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1.0)
        return functional.normalize(means.float(), dim=-1)

    def load_published(self, weights: dict[str, Tensor]) -> None:
        """Take over the published weights, named as in the `transformers` library. Raises KeyError without one."""
        renamed = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "segment": weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "attended": "attention.output.dense",
            "attended_norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "norm": "output.LayerNorm",
        }
        for layer in range(LAYERS):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    renamed[f"layers.{layer}.{ours}.{kind}"] = weights[f"encoder.layer.{layer}.{theirs}.{kind}"]
        self.load_state_dict(renamed)
