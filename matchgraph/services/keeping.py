"""How long things are kept: salts two days, events and days about three months, weeks two years."""

from dataclasses import dataclass
from datetime import date, timedelta

from matchgraph.counting import USUAL_DAYS
from matchgraph.decay import LAST_WEEK, monday_of
from matchgraph.models import (
    DemandDay,
    DemandWeek,
    EvidenceDay,
    EvidenceWeek,
    HeldDay,
    RolledDay,
    TouchedDay,
)
from matchgraph.services.partitions import (
    KEPT_DAYS,
    count_homeless,
    drop_partitions,
    make_partitions,
)
from matchgraph.services.salts import delete_salts

# The oldest day that may be counted anew needs the usual of those before it, and a whole week.
KEPT_ROLLED_DAYS = KEPT_DAYS + USUAL_DAYS + 7
KEPT_HELD_DAYS = 730


@dataclass(frozen=True)
class Kept:
    """`homeless` events had no partition of their own until now."""

    made: list[str]
    dropped: list[str]
    homeless: int


def keep_events(*, today: date) -> Kept:
    """Make partitions ahead; end what has been kept long enough. As often as one likes."""
    delete_salts(today=today)
    homeless = count_homeless()
    made = make_partitions(today=today)
    dropped = drop_partitions(today=today)
    _forget_days(today)
    return Kept(made, dropped, homeless)


def _forget_days(today: date) -> None:
    rolled = today - timedelta(days=KEPT_ROLLED_DAYS)
    for days in (EvidenceDay, DemandDay, RolledDay, TouchedDay):
        days.objects.filter(day__lt=rolled).delete()
    HeldDay.objects.filter(day__lt=today - timedelta(days=KEPT_HELD_DAYS)).delete()
    weeks = monday_of(today) - timedelta(weeks=LAST_WEEK)
    for kept in (EvidenceWeek, DemandWeek):
        kept.objects.filter(week__lt=weeks).delete()
