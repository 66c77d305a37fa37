"""Wordllama: a text is the mean of its tokens' vectors. 256 dimensions, numpy only, no network.

Its own loader looks into the home folder and then asks the network, so weights and tokenizer are
read by path from the package's folders, and the package itself is never imported.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from matchgraph.embedding import Vectors, folder_of, to_unit

DIMENSIONS = 256
WEIGHTS, KEY = "l2_supercat_256.safetensors", "embedding.weight"
TOKENIZER = "l2_supercat_tokenizer_config.json"
MOST_TOKENS = 1024


@dataclass(frozen=True)
class Wordllama:
    table: Vectors
    tokenizer: Tokenizer
    dimensions: int = DIMENSIONS

    def embed(self, texts: Sequence[str]) -> Vectors:
        encoded = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        means = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(encoded):
            if text.ids:
                means[row] = self.table[text.ids[:MOST_TOKENS]].mean(axis=0)
        return to_unit(means)

    def knows(self, word: str) -> bool:
        return len(self.tokenizer.encode(word, add_special_tokens=False).ids) == 1


def load() -> Wordllama:
    folder = folder_of("wordllama")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    table = load_file(folder / "weights" / WEIGHTS)[KEY].astype(np.float32)
    return Wordllama(table, tokenizer)
