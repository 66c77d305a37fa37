"""Verdicts become stale when what they rest on changes, whoever changed it and by whatever way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from catalog.enums import Metric
from catalog.models import Artifact, ArtifactCapability
from comparisons.deciding import values_of
from comparisons.models import EditorialVerdict
from comparisons.services import reviewing, verdicts
from comparisons.services.reviewing import Reviewed, review_verdicts
from comparisons.services.written import pairs_of
from ranking.models import Dirty, Epoch, Score
from ranking.services import drain_all
from tests import builders
from tests.comparisons.ranked import rank_all
from tests.comparisons.written import stored, two, written

pytestmark = pytest.mark.django_db
NOON = builders.NOON


def review() -> Reviewed:
    """As the task does, once the ranks have followed."""
    drain_all()
    return review_verdicts(at=NOON)


def by_orm(verdict: EditorialVerdict) -> None:
    verdict.first.licence_spdx = "Apache-2.0"
    verdict.first.save()


def by_bulk(verdict: EditorialVerdict) -> None:
    Artifact.objects.filter(pk=verdict.first_id).update(licence_spdx="Apache-2.0")


def by_sql(verdict: EditorialVerdict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_artifact SET licence_spdx = 'Apache-2.0' WHERE id = %s",
            [verdict.first_id],
        )


@pytest.mark.parametrize("change", [by_orm, by_bulk, by_sql])
def test_changed_deciding_row_makes_it_stale(change: Callable[[EditorialVerdict], None]) -> None:
    verdict = written()
    review()
    assert stored(verdict).state == "current"

    change(verdict)

    assert review() == Reviewed(compared=1, changed=1)
    now = stored(verdict)
    assert (now.state, now.stale_since, now.stale_rows) == ("stale", NOON, ["licence"])


def test_capability_price_and_specification_make_it_stale() -> None:
    alpha, beta = two()
    skill = builders.capability(key="code.review", name="Review")
    held = builders.artifact_capability(artifact=alpha, capability=skill)
    rows = ("capability:code.review", "starting_price", "lifecycle")
    verdict = written(alpha, beta, rows=rows)

    ArtifactCapability.objects.filter(pk=held.pk).update(limitations=["Only Python"])
    builders.price(offering=builders.offering(artifact=beta))
    review()

    assert stored(verdict).stale_rows == ["starting_price", "capability:code.review"]


def test_change_that_decides_nothing_leaves_it_current() -> None:
    verdict = written()

    Artifact.objects.filter(pk=verdict.first_id).update(lifecycle="deprecated", summary="New.")

    assert review() == Reviewed(compared=1, changed=0)
    assert (stored(verdict).state, stored(verdict).revision) == ("current", 1)


def test_second_review_compares_nothing_and_writes_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    verdict = written()
    by_bulk(verdict)
    review()
    before = stored(verdict)

    with django_assert_num_queries(1):
        again = review_verdicts(at=NOON + timedelta(days=1))

    assert again == Reviewed(compared=0, changed=0)
    assert stored(verdict).__dict__ | {"_state": 0} == before.__dict__ | {"_state": 0}


def test_row_that_shows_again_what_it_showed_makes_it_current() -> None:
    verdict = written()
    by_bulk(verdict)
    review()

    Artifact.objects.filter(pk=verdict.first_id).update(licence_spdx="MIT")

    assert review() == Reviewed(compared=1, changed=1)
    now = stored(verdict)
    assert (now.state, now.stale_since, now.stale_rows) == ("current", None, [])


def test_further_row_keeps_the_time_since_when() -> None:
    verdict = written(rows=("licence", "lifecycle"))
    by_bulk(verdict)
    review()

    Artifact.objects.filter(pk=verdict.second_id).update(lifecycle="retired")
    drain_all()
    review_verdicts(at=NOON + timedelta(days=1))

    now = stored(verdict)
    assert (now.stale_since, now.stale_rows) == (NOON, ["licence", "lifecycle"])


def test_history_tells_what_made_it_stale() -> None:
    verdict = written()
    by_bulk(verdict)

    review()

    events = EditorialVerdict.pgh_event_model.objects  # type: ignore[attr-defined]
    latest = events.filter(pgh_obj=verdict.pk).order_by("-pgh_id")[0]
    assert latest.pgh_context.metadata["reason"] == "changed since it was written: Licence"


def test_changed_rank_alone_makes_it_stale() -> None:
    alpha, beta = two()
    builders.observation(artifact=alpha, metric=Metric.HUB_LIKES, value=10)
    drain_all()
    verdict = written(alpha, beta, rows=("component-adoption",))

    builders.observation(
        artifact=alpha, metric=Metric.HUB_LIKES, value=900_000, observed_at=NOON + timedelta(days=1)
    )
    review_verdicts(at=NOON)
    assert stored(verdict).state == "current"
    review()

    assert stored(verdict).stale_rows == ["component-adoption"]


def test_rank_that_drifts_with_the_day_leaves_it_current() -> None:
    alpha, beta = two(released_on="2026-05-01")
    Dirty.objects.all().delete()
    Epoch.objects.update(as_of="2026-06-01")
    rank_all()
    verdict = written(alpha, beta, rows=("rank", "component-freshness", "verdict"))
    before = Score.objects.get(pk=alpha.pk).tenths

    Epoch.objects.update(as_of="2026-06-20")
    found = review()

    assert (before, Score.objects.get(pk=alpha.pk).tenths) == (223, 219)
    assert found == Reviewed(compared=1, changed=0)
    assert stored(verdict).state == "current"


def test_unpublished_pair_is_left_until_it_is_published_again() -> None:
    verdict = written()
    Artifact.objects.filter(pk=verdict.first_id).update(state="archived")
    by_bulk(verdict)

    assert review() == Reviewed(compared=0, changed=0)

    Artifact.objects.filter(pk=verdict.first_id).update(state="published")
    assert review() == Reviewed(compared=1, changed=1)


def test_withdrawn_verdict_is_not_compared() -> None:
    verdict = written()
    verdicts.withdraw(verdict_id=verdict.pk, by=None)
    by_bulk(verdict)

    assert review() == Reviewed(compared=0, changed=0)


def test_retyped_artifact_makes_it_stale_whatever_decides() -> None:
    verdict = written(rows=("lifecycle",))

    Artifact.objects.filter(pk=verdict.first_id).update(type_id="dataset")
    review()

    assert stored(verdict).stale_rows == ["type"]


def test_what_was_saved_meanwhile_stands() -> None:
    verdict = written()
    by_bulk(verdict)
    pair = pairs_of([verdict])[verdict.pk]
    seen = values_of(pair.comparison, ["licence"])
    verdicts.confirm(verdict_id=verdict.pk, seen=seen, by=None, on=NOON.date())

    changed = reviewing._review(verdict, pair, NOON)

    now = stored(verdict)
    assert changed is False
    assert (now.state, now.deciding_values["licence"]) == ("current", ["Apache-2.0", "Unknown"])


@pytest.mark.parametrize("number", [1, 3])
def test_review_reads_with_six_queries_and_writes_one_for_each_verdict(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        pair = (builders.published_artifact(), builders.published_artifact(licence_spdx="MIT"))
        written(*pair)
    Artifact.objects.update(lifecycle="deprecated")
    drain_all()

    with django_assert_num_queries(6 + number):
        review_verdicts(at=NOON)
