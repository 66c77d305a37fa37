from datetime import date

import pytest
from django.db import connection

from catalog.models import Artifact
from ranking.models import Breakdown, Dirty, Epoch, Score, ScoreHistory, Shard
from ranking.services import drain, drain_all
from ranking.services.draining import shards_to_drain
from ranking.services.epochs import advance_to, ensure_epoch
from ranking.services.verifying import verify
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]


def row_versions() -> dict[str, list[tuple[str, ...]]]:
    """Which transaction wrote each stored row: an untouched row keeps its own."""
    tables = ("ranking_score", "ranking_breakdown", "ranking_scorehistory", "ranking_shard")
    versions = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT ctid::text, xmin::text, xmax::text FROM {table}")  # noqa: S608
            versions[table] = sorted(cursor.fetchall())
    return versions


def test_a_new_artifact_gets_a_score_a_breakdown_and_a_first_entry() -> None:
    artifact = builders.published_artifact()
    drained = drain_all()
    score = Score.objects.select_related("breakdown").get()
    assert (drained.artifacts, drained.written, drained.removed) == (1, 1, 0)
    assert score.artifact_id == artifact.pk
    assert score.as_of == date(2026, 6, 2)
    assert score.breakdown.metrics == ["hub_downloads_30d", "hub_likes", "providers"]
    entry = ScoreHistory.objects.get()
    assert (entry.own, entry.by_epoch, entry.by_formula) == (score.total, 0, 0)
    assert not Dirty.objects.exists()


def test_a_draft_has_a_rank_and_is_not_listed() -> None:
    builders.artifact()
    drain_all()
    assert not Score.objects.get().is_listed
    assert not Score.objects.ranked().exists()


def test_a_second_drain_writes_nothing() -> None:
    builders.published_artifact()
    builders.observation()
    drain_all()
    before = row_versions()
    assert drain_all() == drain_all(everything=False)
    again = drain_all(everything=True)
    after = row_versions()
    assert (again.artifacts, again.written) == (2, 0)
    assert {t: v for t, v in after.items() if t != "ranking_shard"} == {
        t: v for t, v in before.items() if t != "ranking_shard"
    }


def test_a_change_that_leads_to_the_same_score_leaves_its_row() -> None:
    artifact = builders.published_artifact(description="x" * 500)
    drain_all()
    before = Score.objects.get().revision
    Artifact.objects.filter(pk=artifact.pk).update(description="y" * 600)
    assert drain_all().written == 0
    assert Score.objects.get().revision == before


def test_a_change_raises_the_revision_and_touches_no_other_artifact() -> None:
    changed, other = builders.published_artifact(), builders.published_artifact()
    drain_all()
    Artifact.objects.filter(pk=changed.pk).update(licence_spdx="MIT")
    assert drain_all().artifacts == 1
    revisions = dict(Score.objects.values_list("artifact_id", "revision"))
    assert revisions == {changed.pk: 2, other.pk: 1}


def test_another_source_of_the_same_figure_raises_the_revision() -> None:
    observation = builders.observation()
    drain_all()
    source = builders.source()
    type(observation).objects.filter(pk=observation.pk).update(source=source)
    drain_all()
    score = Score.objects.select_related("breakdown").get()
    assert score.revision == 2
    assert score.breakdown.sources[0] == source.pk


def test_history_grows_only_when_the_shown_rank_changes() -> None:
    artifact = builders.published_artifact(description="x" * 100)
    drain_all()
    Artifact.objects.filter(pk=artifact.pk).update(description="x" * 101)
    assert drain_all().written == 1
    assert ScoreHistory.objects.count() == 1
    Artifact.objects.filter(pk=artifact.pk).update(licence_spdx="MIT", description="x" * 400)
    drain_all()
    newest = ScoreHistory.objects.first()
    assert newest is not None
    assert ScoreHistory.objects.count() == 2
    assert sum(ScoreHistory.objects.values_list("own", flat=True)) == newest.total
    assert newest.total == Score.objects.get().total


def test_a_type_change_moves_the_score_to_the_other_type() -> None:
    artifact = builders.published_artifact()
    drain_all()
    Artifact.objects.filter(pk=artifact.pk).update(type="mcp")
    drain_all()
    score = Score.objects.select_related("breakdown").get()
    assert score.type_id == "mcp"
    assert score.breakdown.metrics[0] == "dependents"
    assert verify().agrees


def test_a_deleted_artifact_takes_its_score_along() -> None:
    artifact, other = builders.artifact(), builders.artifact()
    drain_all()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_artifact WHERE id = %s", [artifact.pk])
    assert drain_all().removed == 1
    assert [score.artifact_id for score in Score.objects.all()] == [other.pk]
    assert [breakdown.pk for breakdown in Breakdown.objects.all()] == [other.pk]
    assert [entry.artifact_id for entry in ScoreHistory.objects.all()] == [other.pk]


def test_an_artifact_deleted_through_the_orm_takes_its_score_along() -> None:
    artifact = builders.artifact()
    drain_all()
    artifact.delete()
    assert not Score.objects.exists()
    assert drain_all().removed == 0
    assert verify().agrees


def test_a_new_day_recomputes_every_shard_once() -> None:
    builders.published_artifact(released_on=date(2026, 1, 1))
    drain_all()
    assert shards_to_drain() == []
    assert advance_to(date(2026, 6, 3))
    assert len(shards_to_drain()) == 64
    assert drain_all().written == 1
    assert Score.objects.get().as_of == date(2026, 6, 3)
    assert set(Shard.objects.values_list("as_of", flat=True)) == {date(2026, 6, 3)}
    assert shards_to_drain() == []


def test_the_day_never_moves_back() -> None:
    assert not advance_to(date(2026, 6, 1))
    assert not advance_to(date(2026, 6, 2))
    assert Epoch.objects.get().as_of == date(2026, 6, 2)


def test_one_mark_drains_one_artifact_of_its_shard() -> None:
    builders.published_artifact()
    drain_all()
    artifact = builders.artifact()
    assert shards_to_drain() == [artifact.pk % 64]
    assert drain([artifact.pk % 64]).artifacts == 1


def test_a_type_added_later_gets_terms_of_its_own() -> None:
    from catalog.models import ArtifactType  # noqa: PLC0415

    ArtifactType.objects.create(key="hologram", name="Hologram", plural="Holograms", group="hosted")
    builders.published_artifact(type_id="hologram")
    drain_all()
    assert Score.objects.get().type_id == "hologram"
    assert verify().agrees
    assert ensure_epoch(today=date(2026, 6, 2)).terms.count() == 20
