"""What the clock starts: the bodies of this room's tasks, and its command for operators."""

import logging
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matchgraph import tasks
from matchgraph.models import EvidenceWeek, RolledDay
from tests import builders
from tests.matchgraph.events import event_row, search_row

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def visit(back: int) -> None:
    """Somebody who found an artifact of their own so many days ago."""
    search = search_row(at=datetime.now(UTC) - back * DAY)
    artifact, capability = builders.published_artifact(), builders.capability()
    event_row(search, artifact.pk, capability.pk, kind="click")


def counted() -> list[int]:
    """How many days ago were the days that were counted."""
    today = datetime.now(UTC).date()
    return sorted((today - rolled.day).days for rolled in RolledDay.objects.all())


def test_every_past_day_is_counted_and_today_is_not() -> None:
    for back in (3, 1, 0):
        visit(back)

    tasks.roll_up_days()

    assert counted() == [1, 2, 3]
    assert EvidenceWeek.objects.count() == 2


def test_upkeep_tells_of_events_without_a_month(caplog: pytest.LogCaptureFixture) -> None:
    visit(70)

    with caplog.at_level(logging.ERROR, logger="matchgraph.tasks"):
        tasks.keep_events()
        tasks.keep_events()

    assert [record.getMessage() for record in caplog.records] == [
        "1 events came before the partition of their month was made"
    ]


def told(**options: object) -> list[str]:
    out = StringIO()
    call_command("roll_up_matches", stdout=out, **options)
    return out.getvalue().splitlines()


def test_operator_counts_what_is_due_and_then_nothing() -> None:
    visit(1)
    yesterday = datetime.now(UTC).date() - DAY

    assert told() == [f"{yesterday}: 1 sums of evidence, 0 of demand changed"]
    assert told() == ["Nothing is due: every past day was counted."]
    assert told(day=yesterday) == [f"{yesterday}: 0 sums of evidence, 0 of demand changed"]


def test_operator_is_told_which_days_cannot_be_counted() -> None:
    with pytest.raises(CommandError, match="2020-01-01 cannot be counted: events are there from"):
        told(day=datetime(2020, 1, 1, tzinfo=UTC).date())
