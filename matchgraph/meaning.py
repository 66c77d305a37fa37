"""How alike two wordings are by what they mean, or by the words they have in common."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matchgraph.likeness import PPM, ByTerms, versions_of

Embed = Callable[[Sequence[str]], ArrayLike]
# Steps of a unit vector's parts. Products of whole numbers this small are exact in any order.
STEPS = 2_000


class ByMeaning:
    """The larger of the embeddings' cosine and the likeness by terms.

    `embed` gives a row of length one, or of zeros, for each text.
    """

    def __init__(self, texts: Sequence[str], embed: Embed) -> None:
        self._terms = ByTerms(texts)
        self._rows: NDArray[np.float64] = np.rint(np.asarray(embed(texts), np.float64) * STEPS)
        self._versions = _numbered([versions_of(text) for text in texts])
        self._led = np.empty_like(self._rows)
        self._leaders = np.empty(len(texts), np.int64)
        self._place: dict[int, int] = {}

    def lead(self, number: int) -> None:
        place = len(self._place)
        self._led[place], self._leaders[place] = self._rows[number], number
        self._place[number] = place
        self._terms.lead(number)

    def nearest(self, number: int) -> tuple[int, int] | None:
        count = len(self._place)
        if not count:
            return None
        leaders = self._leaders[:count]
        products = (self._led[:count] @ self._rows[number]).astype(np.int64)
        likeness = products.clip(0) * PPM // STEPS**2
        likeness[self._versions[leaders] != self._versions[number]] = -1
        for leader, share in self._terms.shares(number).items():
            likeness[self._place[leader]] = max(likeness[self._place[leader]], share)
        best = int(likeness.argmax())
        found = min(PPM, int(likeness[best]))
        return (int(leaders[best]), found) if found >= 0 else None


def _numbered(keys: Sequence[frozenset[str]]) -> NDArray[np.int64]:
    """The same number for the same key."""
    numbers: dict[frozenset[str], int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)
