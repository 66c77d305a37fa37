"""Bars that lie below one another, in groups, each beside its label."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from comparisons.plots.scales import Scale


@dataclass(frozen=True)
class Stripes:
    """Where bars lie: `start` and `end` in per cent across, heights in pixels."""

    start: int = 5
    end: int = 62
    row: int = 22
    head: int = 26
    bar: int = 10

    @property
    def width(self) -> int:
        return self.end - self.start

    @property
    def beside(self) -> int:
        """Where the words on a bar begin."""
        return self.end + 2

    def length(self, part: int, whole: int) -> Decimal:
        """Of a bar that shows `part` of `whole`, in per cent of the drawing."""
        return Scale(0, whole, 0, self.width).at(part)

    def tops(self, groups: Sequence[int]) -> tuple[int, ...]:
        """Where each group of so many bars begins, and where the last ends."""
        return tuple(accumulate((self.head + self.row * n for n in groups), initial=0))
