"""The drawing of what one offering asked over time: a line of steps for each mode and tier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, localcontext

from catalog.language import gettext
from comparisons import units
from comparisons.plots.dates import date_ticks
from comparisons.plots.frame import Frame, Tick, dated, seconds, upright
from comparisons.plots.scales import Scale
from comparisons.plots.steps import Point, path, thinned
from comparisons.plots.ticks import Axis, axis
from comparisons.plots.words import drawable
from comparisons.price_history import Chosen, PriceLine, runs
from comparisons.prices import SCALES, amount_text

MOST_LINES = 6
MOST_STEPS = 400
MOST_TICKS = 5
PLACES = 30
DAY = timedelta(days=1)
# Labels of amounts are wider than those of points.
FRAME = Frame(left=16)


@dataclass(frozen=True)
class DrawnLine:
    """`path` may hold several stretches; `number` counts from 1 and picks colour and dashes."""

    number: int
    label: str
    path: str


@dataclass(frozen=True)
class PriceChart:
    """All that `templates/cost/` draws and says of it. `day` is a place across, None outside."""

    frame: Frame
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    lines: tuple[DrawnLine, ...]
    day: Decimal | None
    heading: str
    subheading: str
    description: str
    left_out: int

    @property
    def title(self) -> str:
        return f"{self.heading}, {self.subheading}"


def price_chart(
    shown: Chosen, title: str, *, until: date, marked: date | None = None, frame: Frame = FRAME
) -> PriceChart | None:
    """Whole days, from the first record to `until`. None where there is no amount to draw."""
    lines = [line for line in shown.lines if runs(line)]
    if not lines:
        return None
    drawn = lines[:MOST_LINES]
    start, end = _span(drawn, until)
    vertical = _axis(drawn)
    across, along = _scales(frame, start, end)
    up = frame.up(vertical)
    return PriceChart(
        frame=frame,
        across=dated(date_ticks(start, end, most=MOST_TICKS), across),
        up=upright(vertical, up, lambda figure: _words(figure, shown)),
        lines=tuple(_drawn(drawn, seconds(end), along, up)),
        day=_place(marked, start, end, across),
        heading=drawable(title),
        subheading=drawable(f"{shown.plan}: {shown.key_label}"),
        description=drawable(_description(shown, start, until, len(lines) - len(drawn))),
        left_out=len(lines) - len(drawn),
    )


def _scales(frame: Frame, start: datetime, end: datetime) -> tuple[Scale, Scale]:
    return frame.across(seconds(start), seconds(end)), frame.along(seconds(start), seconds(end))


def _span(lines: Sequence[PriceLine], until: date) -> tuple[datetime, datetime]:
    first = min(run[0].first_day for line in lines for run in runs(line))
    return _midnight(first), _midnight(max(first, until)) + DAY


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _figure(amount: Decimal | None) -> int:
    """An amount as a whole number, exact to the last place that is stored."""
    with localcontext() as exact:
        exact.prec = 100
        return int((amount or Decimal(0)).scaleb(PLACES))


def _axis(lines: Sequence[PriceLine]) -> Axis:
    """From nothing up, so that heights compare as the amounts do."""
    amounts = [one.price.amount for line in lines for run in runs(line) for one in run]
    highest = max(_figure(amount) for amount in amounts)
    return axis(0, highest or 10**PLACES, most=MOST_TICKS)


def _words(figure: int, shown: Chosen) -> str:
    power, _ = SCALES.get(shown.key.unit, (0, ""))
    with localcontext() as exact:
        exact.prec = 100
        return amount_text(Decimal(figure).scaleb(power - PLACES), shown.key.currency)


def _drawn(lines: Sequence[PriceLine], end: int, across: Scale, up: Scale) -> Iterator[DrawnLine]:
    for number, line in enumerate(lines, 1):
        stretches = []
        for run in runs(line):
            points = [Point(seconds(one.valid_from), _figure(one.price.amount)) for one in run]
            last = run[-1].valid_to
            until = min(end, seconds(last)) if last else end
            stretches.append(path(thinned(points, most=MOST_STEPS), until, across=across, up=up))
        yield DrawnLine(number, line.label, "".join(stretches))


def _place(day: date | None, start: datetime, end: datetime, across: Scale) -> Decimal | None:
    """A day's end, which is when prices of a day are read."""
    if day is None or not start.date() <= day < end.date():
        return None
    return across.at(seconds(_midnight(day) + DAY))


def _description(shown: Chosen, start: datetime, until: date, left_out: int) -> str:
    """The drawing for those who do not see it."""
    told = [
        gettext("Steps from {since} to {until}.").format(
            since=units.day(start.date()), until=units.day(until)
        )
    ]
    told += [line.summary for line in shown.lines[:MOST_LINES]]
    if left_out:
        told.append(
            gettext("{left_out} not drawn.").format(
                left_out=units.plural(left_out, "more line", "more lines")
            )
        )
    return " ".join(told)
