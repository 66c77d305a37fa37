"""A partition of events for each month: made ahead, dropped when its last day is 90 days ago."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection, transaction

KEPT_DAYS = 90
MONTHS_AHEAD = 2
NAME = re.compile(r"matchgraph_event_(\d{4})_(\d{2})")
PARTITIONS = """
SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'matchgraph_event'::regclass ORDER BY c.relname
"""
# Writers wait behind this for a moment at most; what fails is done by the next run.
PATIENCE = "SET LOCAL lock_timeout = '2s'"


def make_partitions(*, today: date, back_to: date | None = None) -> list[str]:
    """Those that are missing from this month, or that of `back_to`, to two months ahead.

    Events that came before their month was made are moved into it. Returns the names.
    """
    wanted = _months(back_to or today, _shifted(today, MONTHS_AHEAD))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PATIENCE)
        missing = sorted(set(wanted) | set(_homeless_months()))
        missing = [month for month in missing if name_of(month) not in partitions()]
        if count_homeless():
            _rehouse(missing)
        else:
            _create(missing)
    return [name_of(month) for month in missing]


def drop_partitions(*, today: date) -> list[str]:
    """Those of which every day is more than 90 days ago. Returns the names."""
    last_kept = today - timedelta(days=KEPT_DAYS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PATIENCE)
        old = [name for name in partitions() if (of := _month_of(name)) and _next(of) <= last_kept]
        for name in old:
            cursor.execute(f"DROP TABLE {name}")
    return old


def partitions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(PARTITIONS)
        return [name for (name,) in cursor.fetchall()]


def count_homeless() -> int:
    """Events that came before the partition of their month was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matchgraph_event_default")
        return int(cursor.fetchone()[0])


def name_of(month: date) -> str:
    return f"matchgraph_event_{month:%Y_%m}"


def _homeless_months() -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT date_trunc('month', day)::date FROM matchgraph_event_default"
        )
        return [month for (month,) in cursor.fetchall()]


def _create(months: Iterable[date]) -> None:
    with connection.cursor() as cursor:
        for month in months:
            cursor.execute(
                f"CREATE TABLE {name_of(month)} PARTITION OF matchgraph_event"
                f" FOR VALUES FROM ('{month}') TO ('{_next(month)}')"
            )


def _rehouse(months: Iterable[date]) -> None:
    """Put the events of the default partition where they belong. Nothing is deleted but the table
    they came to; all of it happens at once or not at all."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE matchgraph_event DETACH PARTITION matchgraph_event_default")
        cursor.execute("ALTER TABLE matchgraph_event_default RENAME TO matchgraph_event_homeless")
        cursor.execute(
            "CREATE TABLE matchgraph_event_default PARTITION OF matchgraph_event DEFAULT"
        )
        _create(months)
        cursor.execute("INSERT INTO matchgraph_event SELECT * FROM matchgraph_event_homeless")
        cursor.execute("DROP TABLE matchgraph_event_homeless")


def _months(first: date, last: date) -> list[date]:
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = _next(month)
    return months


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _shifted(day: date, months: int) -> date:
    for _ in range(months):
        day = _next(day)
    return day


def _month_of(name: str) -> date | None:
    found = NAME.fullmatch(name)
    return date(int(found[1]), int(found[2]), 1) if found else None
