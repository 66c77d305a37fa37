"""From events to the weeks that the rank reads. A day may be rolled up as often as one likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Min

from matchgraph import counting
from matchgraph.decay import monday_of
from matchgraph.models import DemandDay, Event, RolledDay, Search, TouchedDay
from matchgraph.services.partitions import KEPT_DAYS
from matchgraph.sql import load

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('matchgraph.roll_up'))"
DAY = timedelta(days=1)
# Searches are deleted after 30 days; a day is counted from all of them or not again.
SEARCHES_WHOLE_DAYS = 28
DELETE_WEEK = """
DELETE FROM matchgraph_{name}week w
WHERE w.week = %(monday)s AND NOT EXISTS (SELECT FROM ({counted}) AS c WHERE {same})
"""
WRITE_WEEK = """
INSERT INTO matchgraph_{name}week AS w (week, {keys}, {sums})
SELECT %(monday)s, {keys}, {sums} FROM ({counted}) AS c
ON CONFLICT ({keys}, week) DO UPDATE SET ({sums}) = ROW ({given})
WHERE ({ours}) IS DISTINCT FROM ({given})
"""


class RollUpRefused(Exception):
    """The message says why that day cannot be counted."""


@dataclass(frozen=True)
class Rolled:
    """Rows that changed; nothing where all stood already."""

    day: date
    evidence: int
    demand: int

    @property
    def changed(self) -> bool:
        return bool(self.evidence or self.demand)


def roll_up(day: date, *, now: datetime) -> Rolled:
    """Count a day's events anew and write what differs, down to its week.

    Raises RollUpRefused for a day still to come, or whose events are gone. Today counts as far as
    it has come, and is counted again when it is over.
    """
    today = now.date()
    if not today - timedelta(days=KEPT_DAYS) <= day <= today:
        raise RollUpRefused(
            f"{day} cannot be counted: events are there from {today - timedelta(days=KEPT_DAYS)}"
            f" to {today}."
        )
    with transaction.atomic():
        one_at_a_time()
        # Read first: what is added from here on touches the day anew.
        touched = list(TouchedDay.objects.filter(day=day).values_list("pk", flat=True))
        _count_day(day, today)
        rolled = write_week(day)
        if day < today:
            RolledDay.objects.update_or_create(day=day, defaults={"rolled_at": now})
            TouchedDay.objects.filter(pk__in=touched).delete()
    return rolled


def one_at_a_time() -> None:
    """Wait for whoever rolls up or decides at this moment; hold until the transaction ends."""
    _run(ONE_AT_A_TIME)


def days_due(*, today: date) -> list[date]:
    """Past days that were not counted yet, or to which something was added since; oldest first."""
    earliest = today - timedelta(days=KEPT_DAYS)
    touched = TouchedDay.objects.filter(day__gte=earliest).values_list("day", flat=True)
    begun = [
        model.objects.filter(day__gte=earliest).aggregate(first=Min("day"))["first"]
        for model in (Event, Search)
    ]
    first = min((day for day in begun if day), default=today)
    done = set(RolledDay.objects.filter(day__gte=first).values_list("day", flat=True))
    days = {first + n * DAY for n in range((today - first).days)} - done | set(touched)
    return sorted(day for day in days if day < today)


def write_week(day: date) -> Rolled:
    """Sum up the week of that day, as far as nothing of it is held back."""
    given = {"monday": monday_of(day)}
    evidence = _write(
        "evidence",
        ["artifact_id", "capability_id"],
        ["visitor_days", "examinations", "outcomes"],
        given,
    )
    demand = _write("demand", ["artifact_id"], ["visitor_days"], given)
    return Rolled(day, evidence, demand)


def _count_day(day: date, today: date) -> None:
    _run(
        load("evidence_day"),
        {
            "day": day,
            "kinds": [kind.value for kind in counting.OUTCOMES],
            "worths": list(counting.OUTCOMES.values()),
            "refusals": sorted(counting.REFUSALS),
            "floor": counting.SMALLEST_EXAMINATION,
            "of_intent": counting.UNITS_A_PREFIX,
            "of_artifact": counting.UNITS_OF_AN_ARTIFACT_A_PREFIX,
        },
    )
    is_whole = (today - day).days <= SEARCHES_WHOLE_DAYS
    if is_whole or not DemandDay.objects.filter(day=day).exists():
        _run(load("demand_day"), {"day": day, "of_network": counting.UNITS_A_PREFIX})
    _run(
        load("hold_back"),
        {
            "day": day,
            "days": counting.USUAL_DAYS,
            "factor": counting.SPIKE_FACTOR,
            "allowance": counting.SPIKE_ALLOWANCE,
        },
    )


def _write(name: str, keys: list[str], sums: list[str], given: Mapping[str, Any]) -> int:
    """Number of rows that were deleted, added or changed."""
    parts = {
        "name": name,
        "counted": load(f"{name}_week"),
        "keys": ", ".join(keys),
        "same": " AND ".join(f"c.{key} = w.{key}" for key in keys),
        "sums": ", ".join(sums),
        "ours": ", ".join(f"w.{column}" for column in sums),
        "given": ", ".join(f"EXCLUDED.{column}" for column in sums),
    }
    deleted = _run(DELETE_WEEK.format(**parts), given)
    return deleted + _run(WRITE_WEEK.format(**parts), given)


def _run(statement: str, given: Mapping[str, Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)
