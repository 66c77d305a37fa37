"""Random edits of every table a score reads: by ORM, in bulk, by raw SQL, and rolled back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.db.models import F

from catalog.enums import LinkKind, RelationKind
from catalog.models import (
    Artifact,
    ArtifactAlias,
    ArtifactCapability,
    ArtifactLink,
    Capability,
    Citation,
    NotApplicable,
    Observation,
    Offering,
    Organization,
    Price,
    Relation,
    Release,
    Source,
)
from matchgraph.decay import monday_of
from matchgraph.models import DemandWeek, EvidenceWeek
from ranking.formula import CRITERIA, FLAGS, TYPES, signals_of
from ranking.models import Adjustment, QualityResult
from ranking.services import drain
from tests import builders

Edit = Callable[[Random], object]
FIRST = date(2026, 6, 2)
CODES = [criterion.code for criterion in (*CRITERIA, *FLAGS)]


def edit(random: Random) -> None:
    """One edit; one in ten is rolled back, one in five shares its transaction with another."""
    with transaction.atomic():
        random.choice(EDITS)(random)
        if random.random() < 0.2:
            random.choice(EDITS)(random)
        if random.random() < 0.1:
            transaction.set_rollback(True)


def some_artifact(random: Random) -> Artifact:
    return random.choice(list(Artifact.objects.order_by("pk")))


def some_day(random: Random) -> date:
    return FIRST - timedelta(days=random.randrange(-5, 900))


def some_moment(random: Random) -> datetime:
    day = some_day(random)
    hour, minute = random.randrange(24), random.randrange(60)
    return datetime(day.year, day.month, day.day, hour, minute, random.randrange(60), tzinfo=UTC)


def add_artifact(random: Random) -> None:
    builders.artifact(type_id=random.choice(TYPES), released_on=some_day(random))


def delete_artifact(random: Random) -> None:
    artifact = some_artifact(random)
    if not Price.objects.filter(offering__artifact=artifact).exists():
        artifact.delete()


def delete_artifact_by_sql(random: Random) -> None:
    """A new one, so that nothing refers to it but its score."""
    artifact = builders.artifact()
    drain([artifact.pk % 64])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_artifact WHERE id = %s", [artifact.pk])


def change_type(random: Random) -> None:
    Artifact.objects.filter(pk=some_artifact(random).pk).update(type=random.choice(TYPES))


def save_artifact(random: Random) -> None:
    artifact = some_artifact(random)
    artifact.description = "ä" * random.randrange(500)
    artifact.licence_spdx = random.choice(["", "MIT"])
    artifact.licence_name = ""
    artifact.pricing_model = random.choice(["free", "usage", "unknown"])
    artifact.released_on = random.choice([None, some_day(random)])
    artifact.save()


def update_many_artifacts(random: Random) -> None:
    some = Artifact.objects.filter(type=random.choice(["model", "dataset", "repo"]))
    some.update(released_on=some_day(random), pricing_model="open_source")


def change_artifacts_by_sql(random: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_artifact SET description = description || %s WHERE mod(id, 7) = %s",
            ["more words ", random.randrange(7)],
        )


def observe(random: Random) -> None:
    artifact = some_artifact(random)
    builders.observation(
        artifact=artifact,
        metric=random.choice([*signals_of(artifact.type_id), "hub_likes", "hub_downloads_30d"]),
        subject=random.choice(["", "", "one-package", "other-package"]),
        value=random.choice([0, 0, random.randrange(100), random.randrange(10**9)]),
        observed_at=some_moment(random),
        state=random.choice(["observed", "observed", "suspect"]),
    )


def observe_many(random: Random) -> None:
    source = builders.source()
    Observation.objects.bulk_create(
        Observation(
            artifact=artifact,
            metric=random.choice(list(signals_of(artifact.type_id))),
            value=int(random.lognormvariate(6, 3)),
            observed_at=some_moment(random),
            source=source,
        )
        for artifact in Artifact.objects.order_by("pk")[:10]
    )


def hold_observations_back_by_sql(random: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_observation SET state = %s WHERE mod(id, 11) = %s",
            [random.choice(["suspect", "observed"]), random.randrange(11)],
        )


def forget_observations(random: Random) -> None:
    Observation.objects.filter(artifact=some_artifact(random)).delete()


def move_observations(random: Random) -> None:
    into = some_artifact(random)
    builders.observation(artifact=into).delete()
    row = Observation.objects.order_by("?").first()
    if row and not Observation.objects.filter(artifact=into, metric=row.metric).exists():
        Observation.objects.filter(pk=row.pk).update(artifact=into)


def mark_inapplicable(random: Random) -> None:
    artifact = some_artifact(random)
    metric = random.choice(list(signals_of(artifact.type_id)))
    row, created = NotApplicable.objects.get_or_create(
        artifact=artifact, metric=metric, defaults={"reason": "None."}
    )
    if not created:
        row.delete()


def check(random: Random) -> None:
    checked = random.choice(["observed", "observed", "na", "unknown"])
    QualityResult.objects.update_or_create(
        artifact=some_artifact(random),
        criterion_id=random.choice([*CODES, "docs_alive", "homepage_alive", "finished_work"]),
        defaults={
            "state": checked,
            "permille": random.choice([0, 500, 1000]) if checked == "observed" else None,
            "checked_at": some_moment(random),
        },
    )


def link(random: Random) -> None:
    kind, n = random.choice(LinkKind.values), builders.number()
    artifact = some_artifact(random)
    ArtifactLink.objects.create(artifact=artifact, kind=kind, url=f"https://l{n}.example/")


def unlink(random: Random) -> None:
    ArtifactLink.objects.filter(kind=random.choice(LinkKind.values)).delete()


def add_alias(random: Random) -> None:
    kind = random.choice(["package", "slug", "repository"])
    value = f"alias-{builders.number()}"
    ArtifactAlias.objects.create(artifact=some_artifact(random), kind=kind, value=value)


def release(random: Random) -> None:
    artifact, version = some_artifact(random), str(builders.number())
    source = random.choice([None, Source.objects.order_by("pk").first()])
    Release.objects.create(
        artifact=artifact, version=version, released_on=some_day(random), source=source
    )


def take_releases_back(random: Random) -> None:
    Release.objects.filter(artifact=some_artifact(random)).delete()


def describe_capability(random: Random) -> None:
    capability = builders.artifact_capability(
        artifact=some_artifact(random),
        description="w" * random.randrange(200),
        limitations=random.choice([[], ["Slow."]]),
        input_types=random.choice([[], ["text"]]),
        versus_alternatives=random.choice(["", "Faster than others."]),
        support=random.choice(["yes", "partial", "no"]),
    )
    if random.random() < 0.5:
        builders.citation(artifact=capability.artifact, artifact_capability=capability)


def change_capabilities_by_sql(random: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_artifactcapability SET support = %s, output_types = '{code}'"
            " WHERE mod(id, 5) = %s",
            [random.choice(["yes", "no"]), random.randrange(5)],
        )


def turn_citations(random: Random) -> None:
    Citation.objects.update(stance=random.choice(["supports", "disputes"]))


def drop_capability(random: Random) -> None:
    capability = Capability.objects.order_by("?").first()
    ArtifactCapability.objects.filter(capability=capability).delete()


def offer(random: Random) -> None:
    provider = random.choice(list(Organization.objects.order_by("pk")[:20]))
    offering = builders.offering(
        artifact=some_artifact(random), provider=provider, seen_on=some_day(random)
    )
    if random.random() < 0.5:
        seen = some_moment(random)
        builders.price(offering=offering, valid_from=seen, seen_at=seen)


def retire_offerings(random: Random) -> None:
    some = Offering.objects.filter(artifact=some_artifact(random))
    some.update(status=random.choice(["active", "retired"]), seen_on=some_day(random))


def close_prices(random: Random) -> None:
    for price in Price.objects.open().filter(offering__artifact=some_artifact(random)):
        Price.objects.filter(pk=price.pk).update(valid_to=price.valid_from + timedelta(days=1))


def relate(random: Random) -> None:
    one, other = some_artifact(random), some_artifact(random)
    if one != other:
        confirmed = random.random() < 0.4
        Relation.objects.get_or_create(
            from_artifact=one,
            to_artifact=other,
            kind=random.choice(RelationKind.values),
            defaults={
                "status": "confirmed" if confirmed else "claimed",
                "source": builders.source() if confirmed else None,
                "read_on": random.choice([None, some_day(random)]),
            },
        )


def unrelate(random: Random) -> None:
    Relation.objects.filter(from_artifact=some_artifact(random)).delete()


def turn_relations_by_sql(random: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_relation SET kind = %s WHERE mod(id, 7) = %s"
            " AND NOT EXISTS (SELECT 1 FROM catalog_relation o WHERE o.kind = %s"
            " AND o.from_artifact_id = catalog_relation.from_artifact_id"
            " AND o.to_artifact_id = catalog_relation.to_artifact_id)",
            [kind := random.choice(RelationKind.values), random.randrange(7), kind],
        )


def move_to_another_publisher(random: Random) -> None:
    publisher = random.choice(list(Organization.objects.order_by("pk")[:5]))
    Artifact.objects.filter(pk=some_artifact(random).pk).update(publisher=publisher)


def withdraw_or_publish_by_sql(random: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_artifact SET state = %s WHERE mod(id, 9) = %s"
            " AND publisher_id IS NOT NULL AND source_id IS NOT NULL"
            " AND published_at IS NOT NULL AND summary <> ''",
            [random.choice(["published", "published", "archived"]), random.randrange(9)],
        )


def some_week(random: Random) -> date:
    return monday_of(FIRST) - timedelta(weeks=random.randrange(-1, 110))


def roll_evidence_up(random: Random) -> None:
    artifact = some_artifact(random)
    capability = random.choice(list(Capability.objects.order_by("pk")[:10]))
    visitors = random.randrange(1, 9)
    EvidenceWeek.objects.update_or_create(
        artifact=artifact,
        capability=capability,
        week=some_week(random),
        defaults={
            "visitor_days": visitors,
            "examinations": random.randrange(1, 1000 * visitors + 1),
            "outcomes": random.randrange(1000 * visitors + 1),
        },
    )


def roll_demand_up(random: Random) -> None:
    DemandWeek.objects.update_or_create(
        artifact=some_artifact(random),
        week=some_week(random),
        defaults={"visitor_days": random.choice([1, 10, 10_000])},
    )


def forget_evidence_by_sql(random: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM matchgraph_evidenceweek WHERE mod(id, 9) = %s", [random.randrange(9)]
        )


def adjust(random: Random) -> None:
    starts_on = FIRST + timedelta(days=random.randrange(-5, 3))
    Adjustment.objects.create(
        artifact=some_artifact(random),
        tenths=random.choice([-200, -15, 15, 200]),
        reason="A count that was bought.",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=random.randrange(10)),
    )


def end_adjustments(random: Random) -> None:
    Adjustment.objects.filter(artifact=some_artifact(random)).update(ends_on=F("starts_on"))


EDITS: list[Edit] = [
    delete_artifact_by_sql,
    *(add_artifact, delete_artifact, change_type, save_artifact, update_many_artifacts),
    *(change_artifacts_by_sql, observe, observe, observe_many, hold_observations_back_by_sql),
    *(forget_observations, move_observations, mark_inapplicable, check, check, link, unlink),
    *(add_alias, release, take_releases_back, describe_capability, change_capabilities_by_sql),
    *(turn_citations, drop_capability, offer, retire_offerings, close_prices, relate, unrelate),
    *(relate, relate, turn_relations_by_sql, move_to_another_publisher),
    *(withdraw_or_publish_by_sql, roll_evidence_up, roll_evidence_up, roll_demand_up),
    *(forget_evidence_by_sql, adjust, end_adjustments),
]
