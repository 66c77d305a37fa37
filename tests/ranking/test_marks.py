from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from catalog.models import (
    Artifact,
    ArtifactAlias,
    ArtifactCapability,
    ArtifactLink,
    Citation,
    NotApplicable,
    Observation,
    Offering,
    Price,
    Relation,
    Release,
)
from matchgraph.models import DemandWeek, EvidenceWeek
from ranking.models import Adjustment, Dirty, Epoch, QualityResult
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]


def marks() -> set[tuple[int, str]]:
    """Take all marks, as artifact and reason."""
    found = set(Dirty.objects.values_list("artifact_id", "reason"))
    Dirty.objects.all().delete()
    return found


def marked_by(change: Callable[[], Any]) -> set[tuple[int, str]]:
    marks()
    change()
    return marks()


def test_an_artifact_is_marked_when_added_and_when_deleted() -> None:
    artifact = builders.artifact()
    pk = artifact.pk
    assert marks() == {(pk, "artifact")}
    assert (pk, "artifact") in marked_by(artifact.delete)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type_id", "dataset"),
        ("description", "Longer."),
        ("licence_spdx", "MIT"),
        ("pricing_model", "free"),
        ("released_on", date(2026, 1, 1)),
        ("state", "archived"),
    ],
)
def test_an_artifact_is_marked_when_a_scored_field_changes(field: str, value: object) -> None:
    artifact = builders.artifact()
    update = Artifact.objects.filter(pk=artifact.pk).update
    assert marked_by(lambda: update(**{field: value})) == {(artifact.pk, "artifact")}
    assert marked_by(lambda: update(**{field: value})) == set()


def test_a_field_no_score_reads_marks_nothing() -> None:
    artifact = builders.artifact()
    update = Artifact.objects.filter(pk=artifact.pk).update
    assert marked_by(lambda: update(summary="Another.", name="Other")) == set()


def test_a_bulk_update_marks_only_the_rows_that_changed() -> None:
    plain, licensed = builders.artifact(), builders.artifact(licence_spdx="MIT")
    found = marked_by(lambda: Artifact.objects.update(licence_spdx="MIT"))
    assert found == {(plain.pk, "artifact")}
    assert licensed.pk not in {pk for pk, _ in found}


def test_raw_sql_marks_like_any_other_write() -> None:
    artifact = builders.artifact()

    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE catalog_artifact SET licence_spdx = 'MIT'")

    assert marked_by(change) == {(artifact.pk, "artifact")}


def test_a_write_rolled_back_marks_nothing() -> None:
    artifact = builders.artifact()

    def change() -> None:
        with transaction.atomic():
            Artifact.objects.filter(pk=artifact.pk).update(licence_spdx="MIT")
            transaction.set_rollback(True)

    assert marked_by(change) == set()


def test_a_mark_falls_into_the_shard_of_its_artifact() -> None:
    Artifact.objects.create(pk=6_465, slug="a-1", name="A", type_id="model")
    assert list(Dirty.objects.values_list("artifact_id", "shard")) == [(6_465, 1)]


ROWS: list[tuple[str, type[Any], dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("artifactlink", ArtifactLink, {"kind": "docs", "url": "https://a.example/"},
     {"kind": "homepage"}, {"url": "https://b.example/"}),
    ("artifactalias", ArtifactAlias, {"kind": "package", "value": "a"},
     {"kind": "repository"}, {"value": "b"}),
    ("release", Release, {"released_on": date(2026, 1, 1)},
     {"released_on": date(2026, 2, 1)}, {"version": "2"}),
    ("notapplicable", NotApplicable, {"metric": "likes", "reason": "None."},
     {"metric": "installs"}, {"reason": "Other."}),
    ("qualityresult", QualityResult,
     {"criterion_id": "docs_alive", "permille": 0, "checked_at": builders.NOON},
     {"permille": 1000}, {"evidence": "200"}),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "model", "fields", "scored", "other"), ROWS)
def test_rows_of_an_artifact_mark_it(
    reason: str,
    model: type[Any],
    fields: dict[str, Any],
    scored: dict[str, Any],
    other: dict[str, Any],
) -> None:
    artifact = builders.artifact()
    expected = {(artifact.pk, reason)}
    assert marked_by(lambda: model.objects.create(artifact=artifact, **fields)) == expected
    rows = model.objects.filter(artifact=artifact)
    assert marked_by(lambda: rows.update(**other)) == set()
    assert marked_by(lambda: rows.update(**scored)) == expected
    assert marked_by(rows.delete) == expected


def test_moving_a_row_marks_both_artifacts() -> None:
    observation = builders.observation()
    before, after = observation.artifact_id, builders.artifact().pk
    move = Observation.objects.filter(pk=observation.pk).update
    assert marked_by(lambda: move(artifact_id=after)) == {
        (before, "observation"),
        (after, "observation"),
    }


def test_observations_added_in_bulk_mark_each_artifact_once() -> None:
    source, artifacts = builders.source(), [builders.artifact(), builders.artifact()]
    rows = [
        Observation(
            artifact=artifact,
            metric="hub_likes",
            value=n,
            observed_at=builders.NOON + timedelta(days=n),
            source=source,
        )
        for artifact in artifacts
        for n in range(3)
    ]
    marks()
    Observation.objects.bulk_create(rows)
    assert sorted(Dirty.objects.values_list("artifact_id", flat=True)) == sorted(
        artifact.pk for artifact in artifacts
    )


def test_a_capability_and_its_citations_mark_the_artifact() -> None:
    capability = builders.artifact_capability()
    rows = ArtifactCapability.objects.filter(pk=capability.pk)
    pk = capability.artifact_id
    assert marked_by(lambda: rows.update(limitations=["Slow."])) == {(pk, "artifactcapability")}
    assert marked_by(lambda: rows.update(position=3, intents=["x"])) == set()
    cite = {"artifact": capability.artifact, "artifact_capability": capability}
    assert (pk, "citation") in marked_by(lambda: builders.citation(**cite))
    cited = Citation.objects.filter(artifact_capability=capability)
    assert marked_by(lambda: cited.update(stance="disputes")) == {(pk, "citation")}
    assert marked_by(cited.delete) == {(pk, "citation")}


def test_a_citation_of_the_record_marks_nothing() -> None:
    artifact = builders.artifact()
    source = builders.source()
    assert marked_by(lambda: builders.citation(artifact=artifact, source=source)) == set()


def test_offerings_and_prices_mark_the_artifact() -> None:
    price = builders.price()
    offering, pk = price.offering, price.offering.artifact_id
    assert {(pk, "offering"), (pk, "price")} <= marks()
    seen = Offering.objects.filter(pk=offering.pk)
    assert marked_by(lambda: seen.update(seen_on=date(2026, 7, 1))) == {(pk, "offering")}
    assert marked_by(lambda: seen.update(context_tokens=1)) == set()
    close = Price.objects.filter(pk=price.pk).update
    day = builders.NOON + timedelta(days=1)
    assert marked_by(lambda: close(valid_to=day)) == {(pk, "price")}


def test_a_relation_marks_both_its_ends() -> None:
    relation = builders.relation()
    ends = {(relation.from_artifact_id, "relation"), (relation.to_artifact_id, "relation")}
    assert ends <= marks()
    rows = Relation.objects.filter(pk=relation.pk)
    assert marked_by(lambda: rows.update(kind="evaluated_on")) == ends
    assert marked_by(lambda: rows.update(note="Said otherwise.")) == set()
    assert marked_by(rows.delete) == ends


def test_what_others_are_counted_by_marks_whom_a_relation_speaks_for() -> None:
    relation = builders.relation(kind="listed_in")
    origin = relation.from_artifact_id
    rows = Artifact.objects.filter(pk=relation.to_artifact_id)
    own = (relation.to_artifact_id, "artifact")
    assert marked_by(lambda: rows.update(type="repo")) == {own, (origin, "other end")}
    assert marked_by(lambda: rows.update(publisher=builders.organization())) == {
        own,
        (origin, "other end"),
    }
    assert marked_by(lambda: rows.update(licence_spdx="MIT")) == {own}


def test_evidence_demand_and_points_by_hand_mark_the_artifact() -> None:
    artifact, capability = builders.artifact(), builders.capability()
    week, day = date(2026, 6, 1), date(2026, 6, 2)
    evidence = {"artifact": artifact, "week": week, "visitor_days": 1}
    seen = {"examinations": 1000, "outcomes": 0, "capability": capability}
    assert marked_by(lambda: EvidenceWeek.objects.create(**evidence, **seen)) == {
        (artifact.pk, "evidenceweek")
    }
    assert marked_by(lambda: DemandWeek.objects.create(**evidence)) == {(artifact.pk, "demandweek")}
    made = {"artifact": artifact, "tenths": 10, "reason": "Doubt.", "starts_on": day}
    ends = day + timedelta(days=1)
    assert marked_by(lambda: Adjustment.objects.create(**made, ends_on=ends)) == {
        (artifact.pk, "adjustment")
    }


def test_deleting_the_other_end_marks_the_target() -> None:
    relation = builders.relation()
    assert (relation.to_artifact_id, "relation") in marked_by(relation.from_artifact.delete)
    assert Epoch.objects.count() == 1
