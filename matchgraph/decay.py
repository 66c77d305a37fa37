"""How much old evidence still counts: half after 90 days, in steps of whole weeks."""

from datetime import date, timedelta
from decimal import Decimal, localcontext
from functools import cache

PPM = 1_000_000
HALF_LIFE_DAYS = 90
LAST_WEEK = 104


@cache
def weekly_decay() -> tuple[int, ...]:
    """ppm left after 0, 1, ... 104 weeks; later weeks count nothing.

    Worked in decimal arithmetic, so that every machine writes the same integers.
    """
    with localcontext() as context:
        context.prec = 30
        step = Decimal("0.5") ** (Decimal(7) / HALF_LIFE_DAYS)
        return tuple(int((PPM * step**week).to_integral_value()) for week in range(LAST_WEEK + 1))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_between(week: date, day: date) -> int:
    """Whole weeks from the week that begins on `week` to the one of `day`: steps on Mondays."""
    return (monday_of(day) - week).days // 7


def kept(week: date, day: date) -> int:
    """ppm of a week's evidence that counts on `day`; nothing of weeks still to come."""
    age = weeks_between(week, day)
    return weekly_decay()[age] if 0 <= age <= LAST_WEEK else 0
