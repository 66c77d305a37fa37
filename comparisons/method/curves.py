"""Curves for people: the counts that earn so much, and the line a curve draws."""

from bisect import bisect_left
from collections.abc import Sequence
from math import log1p

from comparisons.method.shapes import CountAt, CurveMethod
from ranking.normaliser import Table
from ranking.scoring import PPM

MARKS = (100_000, 250_000, 500_000, 750_000, 900_000, PPM)
WIDTH, HEIGHT = 160, 40


def described(table: Table, figures: int, basis: str) -> CurveMethod:
    marks = tuple(CountAt(value, count_at(table, value)) for value in MARKS)
    return CurveMethod(figures, basis, table.xs, table.ss, marks)


def count_at(table: Table, value: int) -> int:
    """The smallest count that `ranking.normaliser.lookup` puts at `value` ppm or above.

    For values up to the table's last, from 0 on.
    """
    right = bisect_left(table.ss, value)
    if right == 0:
        return 0
    left = right - 1
    run, rise = table.xs[right] - table.xs[left], table.ss[right] - table.ss[left]
    return table.xs[left] - (-(value - table.ss[left]) * run // rise)


def line(counts: Sequence[int], values: Sequence[int], last: int) -> str:
    """Points of a polyline over ln(1 + count), from 0 to `last`; values rise from the bottom.

    `last` is the largest count of all curves that are drawn to one scale.
    """
    whole = log1p(last) or 1.0
    return " ".join(
        f"{WIDTH * log1p(count) / whole:.1f},{HEIGHT * (1 - value / PPM):.1f}"
        for count, value in zip(counts, values, strict=True)
    )
