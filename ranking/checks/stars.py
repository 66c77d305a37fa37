"""Star spikes: stars that rise so much faster than they used to that use hardly explains it.

Everything is counted in whole stars per 48 hours. A reading's growth is its distance from the
earlier reading that is nearest to 48 hours before it, scaled to 48 hours, rounded down; a fall
counts as no growth. Only readings between 36 and 96 hours apart are held against each other: after
a longer gap the first reading has no growth, because nobody knows when in the gap it came about.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WINDOW = timedelta(hours=48)
SHORTEST, LONGEST = timedelta(hours=36), timedelta(hours=96)
BASELINE_DAYS = 28
NEEDED_DAYS = 7
FACTOR = 10
LEAST = 100


@dataclass(frozen=True, order=True)
class Reading:
    """A count of stars at a moment, which carries its zone."""

    moment: datetime
    count: int


@dataclass(frozen=True)
class Growth:
    """Stars per 48 hours, as of the reading at `moment` held against the one at `since`."""

    moment: datetime
    since: datetime
    stars: int


@dataclass(frozen=True)
class Judgement:
    """What a growth was held against: `median` is that of the 28 days before, rounded down."""

    growth: Growth
    median: int
    is_spike: bool

    @property
    def words(self) -> str:
        day = self.growth.moment.astimezone(UTC).date().isoformat()
        return f"{day}: {self.growth.stars:,} stars in 48 hours, 28-day median {self.median:,}"


def judge(readings: Iterable[Reading]) -> Judgement | None:
    """The strongest spike in the readings; without one their latest growth; None if unknown.

    A growth is a spike if it is over 100 and over 10 times the median of the 28 UTC days before
    the day it began on, where each day counts by its latest growth. With growth on fewer than 7 of
    those days it is not judged; where none can be, the answer is unknown. Readings that come later
    never take a spike back. Of two counts at one moment the greater is taken.
    """
    growths = _growths(_in_order(readings))
    by_day = {_day(growth.moment): growth.stars for growth in growths}
    judged = [found for growth in growths if (found := _judge(growth, by_day))]
    spikes = [found for found in judged if found.is_spike]
    if spikes:
        return max(spikes, key=lambda found: found.growth.stars)
    return judged[-1] if judged else None


def _in_order(readings: Iterable[Reading]) -> list[Reading]:
    latest = {reading.moment: reading for reading in sorted(readings)}
    return list(latest.values())


def _growths(readings: Sequence[Reading]) -> list[Growth]:
    moments = [reading.moment for reading in readings]
    found = []
    for reading in readings:
        first = bisect_left(moments, reading.moment - LONGEST)
        last = bisect_right(moments, reading.moment - SHORTEST)
        if earlier := _nearest(reading, readings[first:last]):
            found.append(_growth(earlier, reading))
    return found


def _nearest(reading: Reading, earlier: Sequence[Reading]) -> Reading | None:
    ideal = reading.moment - WINDOW
    return min(earlier, key=lambda one: (abs(one.moment - ideal), one.moment), default=None)


def _growth(earlier: Reading, later: Reading) -> Growth:
    apart = later.moment - earlier.moment
    stars = max(later.count - earlier.count, 0) * _seconds(WINDOW) // _seconds(apart)
    return Growth(later.moment, earlier.moment, stars)


def _judge(growth: Growth, by_day: dict[date, int]) -> Judgement | None:
    began = _day(growth.since)
    days = (began - timedelta(days=back) for back in range(1, BASELINE_DAYS + 1))
    usual = sorted(by_day[day] for day in days if day in by_day)
    if len(usual) < NEEDED_DAYS:
        return None
    twice_median = usual[(len(usual) - 1) // 2] + usual[len(usual) // 2]
    is_spike = growth.stars > LEAST and 2 * growth.stars > FACTOR * twice_median
    return Judgement(growth, twice_median // 2, is_spike)


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _seconds(span: timedelta) -> int:
    return span // timedelta(seconds=1)
