"""Lines that hold a value until it changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from comparisons.plots.scales import Scale


@dataclass(frozen=True)
class Point:
    """From `x` on the value is `y`."""

    x: int
    y: int


def path(points: Sequence[Point], until: int, *, across: Scale, up: Scale) -> str:
    """The steps as an SVG path, from the first point to `until`. Empty without points."""
    if not points:
        return ""
    first, *others = points
    turns = "".join(f"H{across.at(point.x)}V{up.at(point.y)}" for point in others)
    return f"M{across.at(first.x)} {up.at(first.y)}{turns}H{across.at(until)}"


def thinned(points: Sequence[Point], *, most: int) -> tuple[Point, ...]:
    """At most `most` points (four or more) that draw the same picture from afar.

    Of each stretch of x the first, last, lowest and highest point stay, so no peak is lost.
    Points come in order of x.
    """
    if len(points) <= most:
        return tuple(points)
    stretches = most // 4
    start, spread = points[0].x, max(1, points[-1].x - points[0].x)

    def stretch(place: int) -> int:
        return min(stretches - 1, (points[place].x - start) * stretches // spread)

    together = groupby(range(len(points)), key=stretch)
    return tuple(points[place] for _, places in together for place in _corners(points, places))


def _corners(points: Sequence[Point], places: Iterable[int]) -> list[int]:
    inside = list(places)
    lowest = min(inside, key=lambda place: points[place].y)
    highest = max(inside, key=lambda place: points[place].y)
    return sorted({inside[0], lowest, highest, inside[-1]})
