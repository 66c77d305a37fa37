"""Round figures to label an axis with: 1, 2 or 5 times a power of ten apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

FACTORS = (1, 2, 5)


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, both multiples of `step`."""

    low: int
    high: int
    step: int

    @property
    def ticks(self) -> tuple[int, ...]:
        return tuple(range(self.low, self.high + 1, self.step))


def axis(low: int, high: int, *, most: int) -> Axis:
    """The tightest axis of at most `most` ticks (three or more) that holds both figures."""
    for step in _steps():
        first, last = low // step, -(-high // step)
        if last - first + 1 <= most:
            return Axis(first * step, max(last, first + 1) * step, step)
    raise AssertionError("steps have no end")


def widened(low: int, high: int, *, least: int, floor: int, ceiling: int) -> tuple[int, int]:
    """Figures at least `least` apart with the given ones in the middle, within floor and ceiling.

    So a small move is not drawn as a large one.
    """
    missing = max(0, least - (high - low))
    low, high = low - missing // 2, high + missing - missing // 2
    shift = max(0, floor - low) - max(0, high - ceiling)
    return max(floor, low + shift), min(ceiling, high + shift)


def _steps() -> Iterator[int]:
    for power in count():
        yield from (factor * 10**power for factor in FACTORS)
