"""Axes on which equal steps multiply: for figures that differ by powers of ten."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import count

# Decimal logarithms are rounded correctly, and so the same on every machine.
EXACT = Context(prec=28)
MILLIONTHS = 1_000_000


@dataclass(frozen=True)
class LogAxis:
    """From `low` to `high`, both millionths of a power of ten, with the figures to label."""

    low: int
    high: int
    ticks: tuple[Decimal, ...]


def log_axis(low: Decimal, high: Decimal, *, most: int) -> LogAxis:
    """An axis that holds both figures, with at most `most` ticks (three or more).

    It ends at 1, 2 or 5 times a power of ten. Both figures are above zero.
    """
    first, last = _round_down(low), _round_up(high)
    if first == last:
        last = _round_up(last + last / 10)
    return LogAxis(millionths(first), millionths(last), _ticks(first, last, most))


def millionths(figure: Decimal) -> int:
    """The power of ten that a figure is, in millionths: 100 gives 2,000,000."""
    return int(EXACT.multiply(EXACT.log10(figure), Decimal(MILLIONTHS)).to_integral_value())


def _ticks(first: Decimal, last: Decimal, most: int) -> tuple[Decimal, ...]:
    for factors in ((1, 2, 5), (1, 5), (1,)):
        found = tuple(_between(first, last, factors, 1))
        if len(found) <= most and (len(found) > 1 or factors == (1,)):
            return found or (first,)
    for every in count(2):
        found = tuple(_between(first, last, (1,), every))
        if len(found) <= most:
            return found
    raise AssertionError("counting has no end")


def _between(
    first: Decimal, last: Decimal, factors: tuple[int, ...], every: int
) -> Iterator[Decimal]:
    for power in range(first.adjusted(), last.adjusted() + 1):
        for factor in factors if power % every == 0 else ():
            figure = Decimal(factor).scaleb(power)
            if first <= figure <= last:
                yield figure


def _round_down(figure: Decimal) -> Decimal:
    power = figure.adjusted()
    return max(f for f in (Decimal(n).scaleb(power) for n in (1, 2, 5)) if f <= figure)


def _round_up(figure: Decimal) -> Decimal:
    power = figure.adjusted()
    return min(f for f in (Decimal(n).scaleb(power) for n in (1, 2, 5, 10)) if f >= figure)
