"""How alike two wordings are by what they mean, beside the words they have in common."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matchgraph.likeness import PPM, ByTerms

Embed = Callable[[Sequence[str]], ArrayLike]
# Steps of a unit vector's parts. Products of whole numbers this small are exact in any order.
STEPS = 2_000


class ByMeaning:
    """The mean of the likeness by terms and of the embeddings' cosine.

    `embed` gives a row of length one, or of zeros, for each text.
    """

    def __init__(self, texts: Sequence[str], embed: Embed) -> None:
        self._terms = ByTerms(texts)
        self._rows: NDArray[np.float64] = np.rint(np.asarray(embed(texts), np.float64) * STEPS)
        self._led = np.empty_like(self._rows)
        self._leaders: list[int] = []
        self._place: dict[int, int] = {}

    def lead(self, number: int) -> None:
        self._led[len(self._leaders)] = self._rows[number]
        self._place[number] = len(self._leaders)
        self._leaders.append(number)
        self._terms.lead(number)

    def nearest(self, number: int) -> tuple[int, int] | None:
        if not self._leaders:
            return None
        products = self._led[: len(self._leaders)] @ self._rows[number]
        likeness = products.astype(np.int64).clip(0) * PPM // STEPS**2
        for leader, share in self._terms.shares(number).items():
            likeness[self._place[leader]] += share
        best = int(likeness.argmax())
        return self._leaders[best], min(PPM, int(likeness[best]) // 2)
