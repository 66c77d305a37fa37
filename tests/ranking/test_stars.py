from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact, Source
from ranking import tasks
from ranking.models import Dirty, QualityResult, Score
from ranking.services import drain_all
from ranking.services.stars import judge_new_stars, judge_stars_of
from ranking.services.verifying import verify
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
START = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)
STEADY = [1000 + 4 * day for day in range(30)]


def read(artifact: Artifact, *counts: int, first_day: int = 0, **fields: Any) -> None:
    """One reading a day of its stars, by one source unless others are given."""
    source = fields.pop("source", None) or Source.objects.first() or builders.source()
    for day, count in enumerate(counts, start=first_day):
        builders.observation(
            artifact=artifact,
            metric="repository_stars",
            value=count,
            observed_at=START + timedelta(days=day),
            source=source,
            **fields,
        )


def results() -> list[tuple[str, int | None, str]]:
    found = QualityResult.objects.filter(criterion="star_spike").order_by("artifact")
    return list(found.values_list("state", "permille", "evidence"))


def test_spike_is_flagged_with_its_figures() -> None:
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY, 1116 + 1200)

    judge_new_stars()

    assert results() == [("observed", 1000, "2026-05-01: 1,204 stars in 48 hours, 28-day median 8")]
    flag = QualityResult.objects.get()
    assert (flag.origin, flag.checked_at) == ("check", START + timedelta(days=30))


def test_steady_growth_is_looked_at_and_not_flagged() -> None:
    read(builders.artifact(type_id="repo"), *STEADY)

    judge_new_stars()

    assert results() == [("observed", 0, "2026-04-30: 8 stars in 48 hours, 28-day median 8")]


def test_too_few_readings_are_unknown() -> None:
    read(builders.artifact(type_id="repo"), 1, 2, 3, 9000)

    judge_new_stars()

    assert results() == [
        (
            "unknown",
            None,
            "Too few readings: 48-hour growth is known of fewer than 7 days before",
        )
    ]


def test_artifact_without_stars_has_no_result() -> None:
    builders.observation(metric="hub_likes")

    judge_new_stars()

    assert results() == []


def test_spike_stays_flagged_when_stars_calm_down() -> None:
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY, 2316)
    judge_new_stars()
    flagged = results()

    read(artifact, *[2316] * 90, first_day=31)
    judge_new_stars()

    assert results() == flagged


def test_editors_word_wins_and_stays() -> None:
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY, 2316)
    judge_new_stars()
    QualityResult.objects.update(permille=0, origin="editor", evidence="A launch.")

    read(artifact, 90_000, first_day=31)
    judge_new_stars()

    assert results() == [("observed", 0, "A launch.")]


def test_readings_of_two_repositories_are_judged_apart() -> None:
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY, subject="acme/one")
    read(artifact, *[50_000] * 30, subject="acme/two")

    judge_new_stars()

    assert [permille for _, permille, _ in results()] == [0]


def test_spike_of_one_repository_names_it() -> None:
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY, subject="acme/one")
    read(artifact, *STEADY, 5000, subject="acme/two")

    judge_new_stars()

    assert results()[0][1:] == (
        1000,
        "acme/two, 2026-05-01: 3,888 stars in 48 hours, 28-day median 8",
    )


def test_counts_of_two_sources_are_never_held_against_each_other() -> None:
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY)
    read(artifact, 50_000, first_day=30, source=builders.source())

    judge_new_stars()

    assert [permille for _, permille, _ in results()] == [0]


def test_readings_held_back_do_not_count() -> None:
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY)
    read(artifact, 50_000, first_day=30, state="suspect")

    judge_new_stars()

    assert [permille for _, permille, _ in results()] == [0]


def test_artifacts_without_new_readings_are_left_alone() -> None:
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY)
    judge_new_stars()
    QualityResult.objects.update(evidence="As it was.")
    Dirty.objects.all().delete()

    judge_new_stars()
    assert results()[0][2] == "As it was."
    assert not Dirty.objects.exists()

    read(artifact, 1120, first_day=30)
    judge_new_stars()
    assert results()[0][2] == "2026-05-01: 8 stars in 48 hours, 28-day median 8"


def test_artifacts_are_judged_a_part_at_a_time() -> None:
    artifacts = [builders.artifact(type_id="repo") for _ in range(3)]
    for artifact in artifacts:
        read(artifact, *STEADY)

    last = judge_new_stars(most=2)
    assert last == artifacts[1].pk
    assert len(results()) == 2

    assert judge_new_stars(after=last, most=2) is None
    assert len(results()) == 3


def test_daily_task_goes_on_until_all_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, int]] = []
    monkeypatch.setattr(tasks.judge_stars, "delay", lambda **given: sent.append(given))
    monkeypatch.setattr(tasks, "STARS_AT_ONCE", 2)
    artifacts = [builders.artifact(type_id="repo") for _ in range(3)]
    for artifact in artifacts:
        read(artifact, *STEADY)

    tasks.judge_stars()
    assert sent == [{"after": artifacts[1].pk}]
    tasks.judge_stars(**sent.pop())

    assert sent == []
    assert len(results()) == 3


def test_old_spikes_are_not_looked_for() -> None:
    """What rose more than 30 days before the latest reading is history."""
    artifact = builders.artifact(type_id="repo")
    read(artifact, *STEADY, *[2316] * 60)

    judge_stars_of(artifact_ids=[artifact.pk])

    assert [permille for _, permille, _ in results()] == [0]


def test_flag_holds_stars_down_in_the_score_and_the_oracle_agrees() -> None:
    artifact = builders.published_artifact(type_id="repo", released_on=date(2026, 1, 1))
    read(artifact, *STEADY, 900_000)
    builders.observation(artifact=artifact, metric="package_downloads_30d", value=10)
    drain_all()
    before = Score.objects.get().total

    judge_new_stars()
    drain_all()

    score = Score.objects.select_related("breakdown").get()
    assert score.breakdown.star_guard
    assert score.total < before
    assert verify().differences == []


@pytest.mark.parametrize("artifacts", [1, 3])
def test_judging_three_takes_as_many_queries_as_one(
    artifacts: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(artifacts):
        read(builders.artifact(type_id="repo"), *STEADY)

    with django_assert_num_queries(7):
        judge_new_stars()
