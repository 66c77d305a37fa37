"""Points by hand: made from today on, ended early at most."""

from datetime import UTC, date, datetime, timedelta

import pytest

from catalog.models import Artifact
from ranking.models import Adjustment, Score
from ranking.services import drain_all
from ranking.services.adjusting import AdjustmentRefused, adjust, counting_day, end_adjustment
from tests import builders
from tests.ranking.conftest import AS_OF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
MONTH = timedelta(days=30)


def made(
    artifact: Artifact | None = None, starts_on: date = AS_OF, ends_on: date = AS_OF + MONTH
) -> Adjustment:
    return adjust(
        artifact=artifact or builders.published_artifact(),
        tenths=-15,
        reason="Stars were bought.",
        starts_on=starts_on,
        ends_on=ends_on,
        by=builders.user("reviewer").pk,
        at=NOON,
    )


def total() -> int:
    drain_all()
    return Score.objects.get().total


def test_points_count_as_soon_as_ranks_are_computed() -> None:
    artifact = builders.published_artifact(description="x" * 400)
    before = total()

    made(artifact)

    assert total() == before - 150_000_000


def test_points_are_not_dated_back() -> None:
    with pytest.raises(AdjustmentRefused, match="starts today at the earliest"):
        made(starts_on=AS_OF - timedelta(days=1))


def test_points_last_a_day_at_least() -> None:
    with pytest.raises(AdjustmentRefused, match="ends a day after it starts"):
        made(ends_on=AS_OF)


def test_ended_points_count_no_longer_from_that_day_on() -> None:
    artifact = builders.published_artifact(description="x" * 400)
    before = total()
    adjustment = made(artifact)
    drain_all()

    ended = end_adjustment(adjustment=adjustment, at=NOON)

    assert ended.ends_on == AS_OF
    assert total() == before


def test_points_that_have_not_started_never_count() -> None:
    start = AS_OF + timedelta(days=3)

    ended = end_adjustment(adjustment=made(starts_on=start), at=NOON)

    assert (ended.starts_on, ended.ends_on) == (start, start)


def test_points_are_ended_once() -> None:
    adjustment = made()
    end_adjustment(adjustment=adjustment, at=NOON)

    with pytest.raises(AdjustmentRefused, match="It ended on 2026-06-02 already"):
        end_adjustment(adjustment=adjustment, at=NOON)


def test_points_count_by_the_day_that_ranks_stand_at() -> None:
    assert counting_day(date(2030, 1, 1)) == AS_OF
