"""The ground every drawing stands on: margins, and ticks in their places."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from comparisons.plots.dates import DateTick
from comparisons.plots.scales import Scale
from comparisons.plots.ticks import Axis

ZERO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Tick:
    """A label at its place: per cent across, or pixels down."""

    at: Decimal
    label: str
    below: str = ""


@dataclass(frozen=True)
class Frame:
    """Margins of the drawing: `left` and `right` in per cent, `top` and `bottom` in pixels.

    Wide enough that a label centred at the edge is not cut off on the narrowest screen. Inside,
    lines run from 0 to `inner` across, whatever the width.
    """

    left: int = 9
    right: int = 95
    top: int = 8
    bottom: int = 184
    height: int = 222
    inner: int = 1000

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def depth(self) -> int:
        return self.bottom - self.top

    def across(self, low: int, high: int) -> Scale:
        """For marks and labels, in per cent of the whole."""
        return Scale(low, high, self.left, self.right)

    def along(self, low: int, high: int) -> Scale:
        """For lines, which are drawn inside the margins."""
        return Scale(low, high, 0, self.inner)

    def up(self, axis: Axis) -> Scale:
        """Higher figures stand higher, which is less far down."""
        return Scale(axis.low, axis.high, self.depth, 0)


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return (moment - ZERO) // timedelta(seconds=1)


def upright(axis: Axis, up: Scale, words: Callable[[int], str]) -> tuple[Tick, ...]:
    return tuple(Tick(up.at(figure), words(figure)) for figure in axis.ticks)


def dated(ticks: Iterable[DateTick], across: Scale) -> tuple[Tick, ...]:
    return tuple(Tick(across.at(seconds(tick.at)), tick.label, tick.below) for tick in ticks)
