"""The revision rises with whatever an artifact's page shows, however it is written."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from catalog.models import Artifact, ArtifactLink, Observation, Offering, Organization
from tests import builders

pytestmark = pytest.mark.django_db


def revision(artifact: Artifact) -> int:
    artifact.refresh_from_db()
    return artifact.revision


Change = Callable[[Artifact], object]
CHANGES: list[tuple[str, Change]] = [
    ("own field by save", lambda a: _save(a, summary="New.")),
    ("own field by update", lambda a: Artifact.objects.filter(pk=a.pk).update(summary="New.")),
    ("publisher renamed", lambda a: Organization.objects.update(name="Renamed")),
    ("type renamed", lambda a: type(a.type).objects.filter(pk="model").update(name="Renamed")),
    ("link", lambda a: ArtifactLink.objects.create(artifact=a, kind="docs", url="https://d.example")),
    ("capability", lambda a: builders.artifact_capability(artifact=a)),
    ("offering", lambda a: builders.offering(artifact=a)),
    ("citation", lambda a: builders.citation(artifact=a)),
    ("relation out", lambda a: builders.relation(from_artifact=a)),
    ("relation in", lambda a: builders.relation(to_artifact=a)),
    ("observation", lambda a: builders.observation(artifact=a)),
    ("several at once", lambda a: Observation.objects.bulk_create(_observations(a))),
    ("raw SQL", lambda a: _execute("UPDATE catalog_artifact SET name = 'Raw'")),
]  # fmt: skip


def _save(artifact: Artifact, **fields: object) -> None:
    for name, value in fields.items():
        setattr(artifact, name, value)
    artifact.save()


def _observations(artifact: Artifact) -> list[Observation]:
    where = builders.source()
    return [
        Observation(artifact=artifact, metric=m, value=1, observed_at=builders.NOON, source=where)
        for m in ("hub_likes", "dependents")
    ]


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(("what", "change"), CHANGES)
def test_change_raises_the_revision_by_one(what: str, change: Change) -> None:
    artifact = builders.published_artifact()
    before = revision(artifact)

    change(artifact)

    assert revision(artifact) == before + 1, what


def test_price_raises_the_revision_of_what_it_prices() -> None:
    artifact = builders.published_artifact()
    offering = builders.offering(artifact=artifact)
    before = revision(artifact)

    builders.price(offering=offering)

    assert revision(artifact) == before + 1


def test_child_moved_away_raises_both_revisions() -> None:
    here, there = builders.artifact(), builders.artifact()
    offering = builders.offering(artifact=here)
    before = revision(here), revision(there)

    Offering.objects.filter(pk=offering.pk).update(artifact=there)

    assert (revision(here), revision(there)) == (before[0] + 1, before[1] + 1)


def test_deleted_child_raises_the_revision() -> None:
    artifact = builders.artifact()
    link = ArtifactLink.objects.create(artifact=artifact, kind="docs", url="https://d.example")
    before = revision(artifact)

    link.delete()

    assert revision(artifact) == before + 1


def test_rewriting_the_same_raises_nothing() -> None:
    artifact = builders.published_artifact()
    offering = builders.offering(artifact=artifact)
    before = revision(artifact)

    artifact.save()
    offering.save()
    Organization.objects.update(name=artifact.publisher.name if artifact.publisher else "")
    Offering.objects.update(seen_on=date(2026, 6, 1))

    assert revision(artifact) - before == 1  # the provider took the publisher's name


def test_other_artifacts_keep_their_revision() -> None:
    artifact, other = builders.artifact(), builders.artifact()
    before = revision(other)

    builders.observation(artifact=artifact)

    assert revision(other) == before
