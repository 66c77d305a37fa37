"""Months of events: made ahead, filled later if need be, dropped in time."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from matchgraph.models import DailySalt, Event, EvidenceDay, HeldDay
from matchgraph.services.keeping import keep_events
from matchgraph.services.partitions import (
    count_homeless,
    drop_partitions,
    make_partitions,
    partitions,
)
from matchgraph.services.salts import salt_of_today
from tests import builders
from tests.matchgraph.events import NOON, event_row, search_row

pytestmark = pytest.mark.django_db
TODAY = date(2031, 3, 15)


def place_of(event: Event) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM matchgraph_event WHERE search_id = %s",
            [event.search_id],
        )
        return str(cursor.fetchone()[0])


def event_on(day: date) -> Event:
    return event_row(search_row(at=datetime.combine(day, NOON.timetz())), 1, 1)


def test_months_are_made_two_ahead_and_once() -> None:
    made = make_partitions(today=TODAY)

    assert made == [
        "matchgraph_event_2031_03",
        "matchgraph_event_2031_04",
        "matchgraph_event_2031_05",
    ]
    assert set(made) < set(partitions())
    assert make_partitions(today=TODAY) == []
    assert place_of(event_on(TODAY)) == "matchgraph_event_2031_03"
    assert place_of(event_on(date(2031, 3, 31))) == "matchgraph_event_2031_03"
    assert place_of(event_on(date(2031, 4, 1))) == "matchgraph_event_2031_04"


def test_this_month_and_the_next_two_are_there_from_the_start() -> None:
    first, *_ = [name for name in partitions() if name != "matchgraph_event_default"]

    assert len(partitions()) == 4
    assert first.startswith("matchgraph_event_20")


def test_event_without_a_month_of_its_own_is_kept_and_moved_into_it_later() -> None:
    event, other = event_on(TODAY), event_on(date(2031, 9, 1))
    assert (place_of(event), count_homeless()) == ("matchgraph_event_default", 2)

    kept = keep_events(today=TODAY)

    assert kept.homeless == 2
    assert "matchgraph_event_2031_09" in kept.made
    assert place_of(event) == "matchgraph_event_2031_03"
    assert place_of(other) == "matchgraph_event_2031_09"
    assert count_homeless() == 0
    assert "matchgraph_event_default" in partitions()


def test_moved_events_are_still_kept_from_change() -> None:
    event_on(TODAY)
    keep_events(today=TODAY)

    with connection.cursor() as cursor, pytest.raises(Exception, match="never changed"):
        cursor.execute("DELETE FROM matchgraph_event")


@pytest.mark.parametrize(
    ("today", "dropped"),
    [
        (date(2031, 6, 29), []),
        (date(2031, 6, 30), ["matchgraph_event_2031_03"]),
    ],
)
def test_month_is_dropped_when_its_last_day_is_more_than_90_days_ago(
    today: date, dropped: list[str]
) -> None:
    make_partitions(today=TODAY)
    event_on(date(2031, 3, 31))
    recent = {name for name in partitions() if name < "matchgraph_event_2031"}

    gone = drop_partitions(today=today)

    assert [name for name in gone if name not in recent] == dropped
    assert Event.objects.count() == 1 - len(dropped)


def test_upkeep_ends_what_was_kept_long_enough() -> None:
    salt_of_today(now=NOON)
    salt_of_today(now=NOON + timedelta(days=130))
    artifact, capability = builders.published_artifact(), builders.capability()
    for days in (0, 100):
        day = NOON.date() + timedelta(days=days)
        values = {"artifact": artifact, "capability": capability, "examinations": 1, "outcomes": 0}
        EvidenceDay.objects.create(**values, day=day, units=1)
    HeldDay.objects.create(artifact=artifact, day=NOON.date(), units=30, usual_twice=0, allowed=20)

    keep_events(today=NOON.date() + timedelta(days=130))

    assert [salt.day for salt in DailySalt.objects.all()] == [NOON.date() + timedelta(days=130)]
    assert [row.day for row in EvidenceDay.objects.all()] == [NOON.date() + timedelta(days=100)]
    assert HeldDay.objects.count() == 1
