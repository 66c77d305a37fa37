"""Dates to label an axis of time with: whole hours, days, months or years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from comparisons import units

DAY = timedelta(days=1)


class Unit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


# Weeks begin on Mondays, as day 1 of the calendar did.
STEPS: tuple[tuple[Unit, int], ...] = (
    *((Unit.HOUR, hours) for hours in (1, 2, 3, 6, 12)),
    *((Unit.DAY, days) for days in (1, 2, 7, 14)),
    *((Unit.MONTH, months) for months in (1, 2, 3, 6)),
    *((Unit.YEAR, years * 10**power) for power in range(3) for years in (1, 2, 5)),
)


@dataclass(frozen=True)
class DateTick:
    """`below` tells the larger unit where it is the first of it, else nothing."""

    at: datetime
    label: str
    below: str


def date_ticks(start: datetime, end: datetime, *, most: int) -> tuple[DateTick, ...]:
    """As many as fit, at most `most`, evenly by the calendar; none for thousands of years.

    Both times are in the same zone.
    """
    for unit, number in STEPS:
        found = tuple(islice(_from(start, end, unit, number), most + 1))
        if len(found) <= most:
            return tuple(_labelled(found, unit))
    return ()


def _from(start: datetime, end: datetime, unit: Unit, number: int) -> Iterator[datetime]:
    moment: datetime | None = _round_down(start, unit, number)
    while moment is not None and moment <= end:
        if moment >= start:
            yield moment
        moment = _later(moment, unit, number)


def _round_down(moment: datetime, unit: Unit, number: int) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit is Unit.HOUR:
        return midnight.replace(hour=moment.hour - moment.hour % number)
    if unit is Unit.DAY:
        return midnight - DAY * min((midnight.toordinal() - 1) % number, midnight.toordinal() - 1)
    months = midnight.year * 12 + midnight.month - 1
    months -= months % (number if unit is Unit.MONTH else number * 12)
    return midnight.replace(year=max(months // 12, 1), month=months % 12 + 1, day=1)


def _later(moment: datetime, unit: Unit, number: int) -> datetime | None:
    """The next tick; None beyond the calendar's last year."""
    try:
        if unit is Unit.HOUR:
            return moment + timedelta(hours=number)
        if unit is Unit.DAY:
            return moment + DAY * number
        months = moment.year * 12 + moment.month - 1 + number * (1 if unit is Unit.MONTH else 12)
        months -= months % (number if unit is Unit.MONTH else number * 12)
        return moment.replace(year=months // 12, month=months % 12 + 1)
    except (OverflowError, ValueError):
        return None


def _labelled(moments: tuple[datetime, ...], unit: Unit) -> Iterator[DateTick]:
    told = ""
    for moment in moments:
        label, larger = _words(moment, unit)
        yield DateTick(moment, label, larger if larger != told else "")
        told = larger


def _words(moment: datetime, unit: Unit) -> tuple[str, str]:
    day, month = str(moment.day), units.MONTHS[moment.month - 1][:3]
    return {
        Unit.HOUR: (f"{moment:%H:%M}", f"{day} {month}"),
        Unit.DAY: (f"{day} {month}", str(moment.year)),
        Unit.MONTH: (month, str(moment.year)),
        Unit.YEAR: (str(moment.year), ""),
    }[unit]
