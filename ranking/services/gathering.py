"""Reads the facts of artifacts through the ORM, for the oracle: a way apart from the SQL."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Manager, Q

from catalog.enums import (
    AliasKind,
    EditorialState,
    ObservationState,
    OfferingStatus,
    RelationKind,
    RelationStatus,
    Stance,
    Support,
)
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
from ranking.facts import (
    AdjustmentFacts,
    ArtifactFacts,
    CapabilityFacts,
    EvidenceFacts,
    Reading,
    RelationFacts,
    ReleaseFacts,
    Result,
)
from ranking.formula import BACKINGS, METRICS
from ranking.models import Adjustment, QualityResult, ResultState

Grouped = dict[int, list[Any]]
OUTSIDE_IDS = (
    AliasKind.HUGGINGFACE_MODEL,
    AliasKind.HUGGINGFACE_DATASET,
    AliasKind.REPOSITORY,
    AliasKind.PACKAGE,
)
DERIVED = [metric.key for metric in METRICS.values() if metric.derived]
DATA_USES = (RelationKind.TRAINED_ON, RelationKind.EVALUATED_ON)


def gather(ids: Iterable[int], as_of: date) -> dict[int, ArtifactFacts]:
    """Facts as read until the end of `as_of`, by artifact id; those that are gone are left out."""
    wanted = list(ids)
    artifacts = Artifact.objects.filter(pk__in=wanted)
    links = _rows(ArtifactLink.objects, wanted)
    aliases = _rows(ArtifactAlias.objects, wanted, kind__in=OUTSIDE_IDS)
    readings = _readings(wanted, as_of)
    offerings = _rows(Offering.objects, wanted, status=OfferingStatus.ACTIVE)
    prices = _price_days(wanted)
    uses = _data_uses(wanted)
    not_applicable = _rows(NotApplicable.objects, wanted)
    capabilities = _capabilities(wanted)
    releases = _rows(Release.objects, wanted, "-released_on", "-pk")
    results = _rows(QualityResult.objects, wanted)
    relations = _relations(wanted)
    evidence = _rows(EvidenceWeek.objects, wanted)
    demand = _rows(DemandWeek.objects, wanted)
    adjustments = _rows(Adjustment.objects, wanted, "pk")
    return {
        a.pk: ArtifactFacts(
            type_key=a.type_id,
            is_published=a.is_published,
            description=a.description,
            publisher=a.publisher_id,
            source=a.source_id,
            licence_spdx=a.licence_spdx,
            licence_name=a.licence_name,
            licence_url=a.licence_url,
            pricing_model=a.pricing_model,
            released_on=a.released_on,
            links=frozenset(link.kind for link in links[a.pk]),
            has_outside_id=bool(aliases[a.pk]),
            price_seen_on=prices.get(a.pk),
            readings=readings[a.pk],
            providers=_providers(a, offerings[a.pk]),
            data_uses=uses.get(a.pk),
            not_applicable=frozenset(row.metric for row in not_applicable[a.pk]),
            capabilities=capabilities[a.pk],
            releases=[ReleaseFacts(r.released_on, r.source_id) for r in releases[a.pk]],
            results={row.criterion_id: _result(row) for row in results[a.pk]},
            relations=relations[a.pk],
            evidence=[_evidence(row) for row in evidence[a.pk]],
            demand=[(row.week, row.visitor_days) for row in demand[a.pk]],
            adjustments=[_adjustment(row) for row in adjustments[a.pk]],
        )
        for a in artifacts
    }


def _rows(model: Manager[Any], ids: list[int], *order: str, **conditions: object) -> Grouped:
    """Rows of these artifacts, by artifact; in no order unless one is named."""
    rows = model.filter(artifact__in=ids, **conditions)
    grouped: Grouped = defaultdict(list)
    for row in rows.order_by(*order):
        grouped[row.artifact_id].append(row)
    return grouped


def _readings(ids: list[int], as_of: date) -> dict[int, dict[str, Reading]]:
    """The latest row of each subject; the sound ones of a metric are summed."""
    latest: dict[tuple[int, str, str], Observation] = {}
    next_day = datetime.combine(as_of + timedelta(days=1), time.min, tzinfo=UTC)
    rows = Observation.objects.filter(artifact__in=ids, observed_at__lt=next_day)
    rows = rows.exclude(metric__in=DERIVED)
    for row in rows.order_by("observed_at", "pk"):
        latest[row.artifact_id, row.metric, row.subject] = row
    by_metric: dict[tuple[int, str], list[Observation]] = defaultdict(list)
    for row in latest.values():
        by_metric[row.artifact_id, row.metric].append(row)
    readings: dict[int, dict[str, Reading]] = defaultdict(dict)
    for (artifact_id, metric), rows_of_metric in by_metric.items():
        readings[artifact_id][metric] = _sum(rows_of_metric)
    return readings


def _sum(rows: list[Observation]) -> Reading:
    sound = [row for row in rows if row.state == ObservationState.OBSERVED]
    if not sound:
        return Reading(None)
    return Reading(
        value=sum(row.value for row in sound),
        observed_on=min(row.observed_at.astimezone(UTC).date() for row in sound),
        source=max(row.source_id for row in sound),
    )


def _providers(artifact: Artifact, offerings: list[Offering]) -> Reading | None:
    others = [o for o in offerings if o.provider_id != artifact.publisher_id]
    if not others:
        return None
    return Reading(
        value=len({o.provider_id for o in others}),
        observed_on=max(o.seen_on for o in others),
        source=max((o.source_id for o in others if o.source_id), default=None),
    )


def _data_uses(ids: list[int]) -> dict[int, Reading]:
    users: dict[int, list[Relation]] = defaultdict(list)
    published = Relation.objects.filter(from_artifact__state=EditorialState.PUBLISHED)
    for relation in published.filter(to_artifact__in=ids, kind__in=DATA_USES):
        users[relation.to_artifact_id].append(relation)
    return {
        artifact_id: Reading(
            value=len({r.from_artifact_id for r in relations}),
            observed_on=min((r.read_on for r in relations if r.read_on), default=None),
            source=max((r.source_id for r in relations if r.source_id), default=None),
        )
        for artifact_id, relations in users.items()
    }


def _relations(ids: list[int]) -> dict[int, list[RelationFacts]]:
    """By the artifact each speaks for, which is never of the same publisher as the other end."""
    found: dict[int, list[RelationFacts]] = defaultdict(list)
    either = Q(from_artifact__in=ids) | Q(to_artifact__in=ids)
    rows = Relation.objects.filter(either, kind__in=BACKINGS)
    for row in rows.select_related("from_artifact", "to_artifact"):
        ends = (row.to_artifact, row.from_artifact)
        backed, giver = reversed(ends) if BACKINGS[row.kind].for_origin else ends
        if giver.is_published and giver.publisher_id != backed.publisher_id:
            found[backed.pk].append(_relation(row, giver))
    return found


def _relation(row: Relation, giver: Artifact) -> RelationFacts:
    return RelationFacts(
        giver=giver.pk,
        owner=giver.publisher_id or 0,
        type_key=giver.type_id,
        kind=row.kind,
        is_confirmed=row.status == RelationStatus.CONFIRMED,
        read_on=row.read_on,
        source=row.source_id,
    )


def _evidence(row: EvidenceWeek) -> EvidenceFacts:
    return EvidenceFacts(
        row.capability_id, row.week, row.visitor_days, row.examinations, row.outcomes
    )


def _adjustment(row: Adjustment) -> AdjustmentFacts:
    return AdjustmentFacts(row.tenths, row.reason, row.starts_on, row.ends_on)


def _price_days(ids: list[int]) -> dict[int, date]:
    days: dict[int, date] = {}
    prices = Price.objects.open().filter(offering__artifact__in=ids).select_related("offering")
    for price in prices:
        key = price.offering.artifact_id
        seen = max(price.seen_at.astimezone(UTC).date(), price.offering.seen_on)
        days[key] = max(seen, days.get(key, seen))
    return days


def _capabilities(ids: list[int]) -> dict[int, list[CapabilityFacts]]:
    rows = ArtifactCapability.objects.filter(artifact__in=ids).exclude(support=Support.NO)
    cited = set(
        Citation.objects.filter(
            artifact_capability__artifact__in=ids, stance=Stance.SUPPORTS
        ).values_list("artifact_capability", flat=True)
    )
    found: dict[int, list[CapabilityFacts]] = defaultdict(list)
    for row in rows:
        found[row.artifact_id].append(
            CapabilityFacts(
                description=row.description,
                has_limits=bool(row.limitations),
                has_requirements=bool(row.requires),
                has_inputs=bool(row.input_types),
                has_outputs=bool(row.output_types),
                compares=bool(row.versus_alternatives),
                is_cited=row.pk in cited,
            )
        )
    return found


def _result(row: QualityResult) -> Result:
    checked = row.state == ResultState.OBSERVED
    return Result(
        permille=row.permille if checked else None,
        checked_on=row.checked_at.astimezone(UTC).date(),
        is_na=row.state == ResultState.NA,
    )
