"""The drawing of a rank's history: steps over time, marked where rules changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import accumulate

from catalog.language import figure, gettext
from comparisons import units
from comparisons.history import WORDS, Cause, History, Move
from comparisons.plots.dates import date_ticks
from comparisons.plots.frame import Frame, Tick, dated, seconds, upright
from comparisons.plots.scales import Scale
from comparisons.plots.steps import Point, path, thinned
from comparisons.plots.ticks import Axis, axis, widened
from comparisons.plots.words import drawable

MOST_STEPS = 400
MOST_TICKS = 5
MOST_TOLD = 6
LEAST_SPAN = 100
HIGHEST = 1000
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """Something to see at a place: per cent across, pixels down."""

    x: Decimal
    y: Decimal
    kind: str


@dataclass(frozen=True)
class HistoryChart:
    """All that the templates in `plots/` draw and say of it."""

    frame: Frame
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    path: str
    marks: tuple[Mark, ...]
    end: Mark
    legend: tuple[tuple[str, str], ...]
    title: str
    description: str
    drawn: int
    of: int

    @property
    def thinned(self) -> bool:
        return self.drawn < self.of


def history_chart(shown: History, title: str, frame: Frame | None = None) -> HistoryChart | None:
    """None without moves. Days are whole: from the first entry's to the day the rank stands at."""
    if not shown.moves:
        return None
    frame = frame or Frame()
    points = _points(shown)
    start, end = _span(shown)
    vertical = _axis(points)
    kept = thinned(points, most=MOST_STEPS)
    across, up = frame.across(seconds(start), seconds(end)), frame.up(vertical)
    return HistoryChart(
        frame=frame,
        across=dated(date_ticks(start, end, most=MOST_TICKS), across),
        up=upright(vertical, up, lambda tenths: _label(tenths, vertical)),
        path=path(kept, seconds(end), across=frame.along(seconds(start), seconds(end)), up=up),
        marks=tuple(_marks(shown.moves, points, across, up)),
        end=Mark(across.at(seconds(end)), up.at(points[-1].y), "end"),
        legend=_legend(shown),
        title=drawable(title),
        description=drawable(_description(shown, vertical, len(kept))),
        drawn=len(kept),
        of=len(points),
    )


def _points(shown: History) -> list[Point]:
    """Entries bear the time their transaction began, which may not be the order they came in."""
    moments = accumulate((seconds(move.entry.recorded_at) for move in shown.moves), max)
    return [
        Point(moment, move.entry.tenths) for moment, move in zip(moments, shown.moves, strict=True)
    ]


def _span(shown: History) -> tuple[datetime, datetime]:
    days = [move.day for move in shown.moves]
    first, last = min(days), max(*days, shown.as_of)
    return _midnight(first), _midnight(last) + DAY


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _axis(points: Sequence[Point]) -> Axis:
    values = [point.y for point in points]
    low, high = widened(min(values), max(values), least=LEAST_SPAN, floor=0, ceiling=HIGHEST)
    return axis(low, high, most=MOST_TICKS)


def _label(tenths: int, vertical: Axis) -> str:
    return units.points(tenths) if vertical.step % 10 else str(tenths // 10)


def _marks(
    moves: Sequence[Move], points: Sequence[Point], across: Scale, up: Scale
) -> Iterator[Mark]:
    for move, point in zip(moves, points, strict=True):
        for event in move.events:
            yield Mark(across.at(point.x), up.at(point.y), event)


def _legend(shown: History) -> tuple[tuple[str, str], ...]:
    seen = {event for move in shown.moves for event in move.events}
    return tuple((cause, WORDS[cause]) for cause in Cause if cause in seen)


def _description(shown: History, vertical: Axis, drawn: int) -> str:
    """The drawing for those who do not see it."""
    lowest = min(shown.moves, key=lambda move: move.entry.tenths)
    highest = max(shown.moves, key=lambda move: move.entry.tenths)
    told = [
        gettext(
            "Steps from {day} to {as_of}, on a scale from {low} to {high} of 100 points."
        ).format(
            day=units.day(shown.moves[0].day),
            as_of=units.day(shown.as_of),
            low=_label(vertical.low, vertical),
            high=_label(vertical.high, vertical),
        ),
        shown.summary,
        gettext("Lowest {lowest}, highest {highest}.").format(
            lowest=_when(lowest), highest=_when(highest)
        ),
        *_told_events(shown.moves),
    ]
    if drawn < len(shown.moves):
        told.append(
            gettext(
                "Of {moves} entries {drawn} are drawn: of each stretch of time the first, "
                "last, lowest and highest."
            ).format(moves=figure(f"{len(shown.moves):,}"), drawn=drawn)
        )
    return " ".join(told)


def _when(move: Move) -> str:
    return gettext("{tenths} on {day}").format(
        tenths=units.points(move.entry.tenths), day=units.day(move.day)
    )


def _told_events(moves: Sequence[Move]) -> list[str]:
    told = [
        gettext("{event} on {day}.").format(
            event=gettext(WORDS[event]).capitalize(), day=units.day(move.day)
        )
        for move in moves
        for event in move.events
    ]
    more = len(told) - MOST_TOLD
    return told[:MOST_TOLD] + (
        [gettext("{more} more such changes.").format(more=figure(f"{more:,}"))] if more > 0 else []
    )
