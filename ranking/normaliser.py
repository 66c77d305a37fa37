"""From a count to a share of the whole: a curve fitted once per epoch, looked up as integers.

Counts of a type are skewed over many orders of magnitude. The curve gives each quantile of the
reference set a fixed score and runs between them along ln(1 + count), so that one outlier moves
nobody else. Fitting uses floats; the integer table it leaves is the record.
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import expm1, floor, log1p

PPM = 1_000_000
SAMPLES = 65
SMALLEST_SET = 50
ANCHORS = (
    (0.0, 0.02),
    (0.10, 0.10),
    (0.25, 0.25),
    (0.50, 0.50),
    (0.75, 0.70),
    (0.90, 0.82),
    (0.99, 0.94),
    (0.999, 0.98),
)
BEYOND_TOP = 10
NO_FIGURES = ((1.0, 0.02), (1_000_000.0, 1.0))


@dataclass(frozen=True)
class Table:
    """`xs` strictly increasing counts, `ss` the non-decreasing ppm they stand for."""

    xs: tuple[int, ...]
    ss: tuple[int, ...]

    @property
    def sha256(self) -> str:
        record = json.dumps([self.xs, self.ss], separators=(",", ":"))
        return hashlib.sha256(record.encode()).hexdigest()


def lookup(table: Table, count: int) -> int:
    """ppm of a count: linear between samples, rounded down; PostgreSQL's `width_bucket` agrees."""
    xs, ss = table.xs, table.ss
    if count <= 0:
        return 0
    if count >= xs[-1]:
        return ss[-1]
    right = bisect_right(xs, count)
    left = right - 1
    run, rise = xs[right] - xs[left], ss[right] - ss[left]
    return ss[left] + (count - xs[left]) * rise // run


def straight(cap: int) -> Table:
    """The table of a count that rises evenly and is worth the whole from `cap` on."""
    counts = tuple(range(cap + 1))
    return Table(counts, tuple(count * PPM // cap for count in counts))


def fit(counts: Sequence[int]) -> Table:
    """The table of a reference set: the observed counts above 0 of one type."""
    reference = sorted(count for count in counts if count > 0)
    if not reference:
        return sample(NO_FIGURES)
    return through([_quantile(reference, share) for share, _ in ANCHORS])


def through(quantiles: Sequence[float]) -> Table:
    """The table of a reference set, from its quantiles at the shares that `ANCHORS` names."""
    curve = [(x, score) for x, (_, score) in zip(quantiles, ANCHORS, strict=True)]
    return sample([*curve, (BEYOND_TOP * curve[-1][0], 1.0)])


def sample(anchors: Sequence[tuple[float, float]]) -> Table:
    """Integer samples of the curve through (count, score) points with rising counts.

    The first sample is (0, 0). The others are evenly spaced in ln(1 + count), at least one
    apart. Anchors of equal counts become one, midway between their lowest and highest score.
    """
    curve = [(log1p(x), s) for x, s in _without_ties(anchors)]
    first, last = curve[0][0], curve[-1][0]
    xs, ss = [0], [0]
    for step in range(SAMPLES - 1):
        wanted = floor(expm1(first + (last - first) * step / (SAMPLES - 2)) + 0.5)
        xs.append(max(wanted, xs[-1] + 1))
        ss.append(max(ss[-1], round(PPM * _height(curve, log1p(xs[-1])))))
    ss[-1] = PPM
    return Table(tuple(xs), tuple(ss))


def _quantile(ordered: Sequence[int], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _without_ties(anchors: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    ties = [(x, [s for _, s in points]) for x, points in groupby(anchors, key=lambda a: a[0])]
    return [(x, (scores[0] + scores[-1]) / 2) for x, scores in ties]


def _height(curve: Sequence[tuple[float, float]], x: float) -> float:
    if x <= curve[0][0]:
        return curve[0][1]
    for (left, low), (right, high) in pairwise(curve):
        if x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return curve[-1][1]
