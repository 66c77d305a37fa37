"""Reads what pages show of artifacts into plain facts, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import FilteredRelation, Q

from catalog.enums import (
    EditorialState,
    Metric,
    OfferingStatus,
    PriceComponent,
    PriceMode,
    RelationKind,
)
from catalog.models import Artifact, ArtifactCapability, Citation, Offering, Relation, Source
from comparisons.facts import (
    CapabilityFact,
    Inapplicable,
    Licence,
    Neighbour,
    OfferingFact,
    RelationFact,
    Spec,
    Subject,
    TypeFact,
)
from comparisons.prices import Price
from comparisons.services.lookup import score_of
from comparisons.sources import CitationFact, Mention
from ranking.explanation import Position
from ranking.services import explain_many

PRICE_COLUMNS = ("component", "unit", "mode", "kind", "amount", "currency", "tier_mode")
OFFERING_COLUMNS = (
    *("id", "artifact_id", "provider__name", "channel", "external_id", "region", "context_tokens"),
    *("max_output_tokens", "status", "url", "seen_on", "source__title", "source__url"),
    "provider__slug",
)
CITATION_COLUMNS = (
    *("artifact_id", "artifact_capability_id", "field", "claim", "stance", "read_on", "note"),
    *("source__title", "source__url"),
)
END_COLUMNS = ("slug", "name", "type__name")
RELATION_COLUMNS = (
    *("kind", "status", "read_on", "note", "source__title", "source__url"),
    *(f"{side}__{name}" for side in ("from_artifact", "to_artifact") for name in END_COLUMNS),
)
OPEN_COLUMNS = tuple(
    f"open__{name}"
    for name in (
        *("id", *PRICE_COLUMNS, "context_min", "context_max", "seen_at"),
        *("source__title", "source__url"),
    )
)


def subjects(artifacts: Sequence[Artifact], places: Mapping[int, Position]) -> tuple[Subject, ...]:
    """Facts of artifacts that `lookup.shown_artifacts` gave, in their order, in four queries."""
    ids = [artifact.pk for artifact in artifacts]
    citations = _citations(Q(artifact__in=ids))
    capabilities = _capabilities(ids, citations)
    offerings = _offerings(ids)
    ranks = explain_many([score for a in artifacts if (score := score_of(a))])
    return tuple(
        _subject(
            artifact,
            capabilities=capabilities[artifact.pk],
            offerings=tuple(offerings[artifact.pk]),
            citations=tuple(citations[artifact.pk, None]),
            rank=ranks.get(artifact.pk),
            position=places.get(artifact.pk),
        )
        for artifact in artifacts
    )


def relations_between(artifacts: Sequence[Artifact]) -> tuple[RelationFact, ...]:
    """Relations from one of the artifacts to another of them."""
    ids = [artifact.pk for artifact in artifacts]
    return _relations(Q(from_artifact__in=ids) & Q(to_artifact__in=ids))


def relations_of(artifact: Artifact, most: int = 100) -> tuple[RelationFact, ...]:
    """Relations of one artifact with published others, either way."""
    mine = Q(from_artifact=artifact) | Q(to_artifact=artifact)
    return _relations(mine, most)


def _relations(which: Q, most: int = 100) -> tuple[RelationFact, ...]:
    rows = (
        Relation.objects.filter(which)
        .filter(from_artifact__state="published", to_artifact__state="published")
        .order_by("-status", "kind", "id")
        .values(*RELATION_COLUMNS)[:most]
    )
    return tuple(
        RelationFact(
            subject=_end(row, "from_artifact"),
            words=str(RelationKind(row["kind"]).label),
            object=_end(row, "to_artifact"),
            confirmed=row["status"] == "confirmed",
            source=_mention(row, "source"),
            read_on=row["read_on"],
            note=row["note"],
        )
        for row in rows
    )


def _end(row: Mapping[str, Any], side: str) -> Neighbour:
    return Neighbour(*(row[f"{side}__{name}"] for name in END_COLUMNS))


def capability_facts(rows: Sequence[ArtifactCapability]) -> tuple[CapabilityFact, ...]:
    """Of rows with their capability joined, in their order, with what sources say; one query."""
    citations = _citations(Q(artifact_capability__in=[row.pk for row in rows]))
    return tuple(
        _capability(row, tuple(citations.get((row.artifact_id, row.pk), ()))) for row in rows
    )


def mention(source: Source | None) -> Mention | None:
    return Mention(source.title, source.url) if source else None


def neighbour(artifact: Artifact) -> Neighbour:
    return Neighbour(artifact.slug, artifact.name, artifact.type.name)


def _subject(artifact: Artifact, **loaded: Any) -> Subject:
    return Subject(
        id=artifact.pk,
        slug=artifact.slug,
        name=artifact.name,
        type=TypeFact(
            artifact.type.key, artifact.type.name, artifact.type.plural, artifact.type.group
        ),
        publisher=artifact.publisher.name if artifact.publisher else "",
        publisher_slug=artifact.publisher.slug if artifact.publisher else "",
        summary=artifact.summary,
        pricing_model=artifact.pricing_model,
        pricing_label=artifact.get_pricing_model_display(),
        licence=_licence(artifact),
        lifecycle=artifact.lifecycle,
        lifecycle_label=artifact.get_lifecycle_display(),
        released_on=artifact.released_on,
        released_precision=artifact.released_precision,
        source=mention(artifact.source),
        announced_on=artifact.announced_on,
        deprecated_on=artifact.deprecated_on,
        retired_on=artifact.retired_on,
        successor=_successor(artifact),
        specs=specs_of(artifact),
        inapplicable=_inapplicable(artifact),
        **loaded,
    )


def _licence(artifact: Artifact) -> Licence | None:
    text = artifact.licence_spdx or artifact.licence_name
    return Licence(text, artifact.licence_url) if text else None


def _successor(artifact: Artifact) -> Neighbour | None:
    """What takes its place, where that is published. The row is joined by `lookup`."""
    after = artifact.successor
    return neighbour(after) if after and after.state == EditorialState.PUBLISHED else None


def specs_of(artifact: Artifact) -> tuple[Spec, ...]:
    definitions: list[dict[str, Any]] = getattr(artifact, "definitions", None) or []
    return tuple(Spec(**one, value=artifact.specs.get(one["key"])) for one in definitions)


def _inapplicable(artifact: Artifact) -> tuple[Inapplicable, ...]:
    rows: list[dict[str, str]] = getattr(artifact, "inapplicable", None) or []
    return tuple(Inapplicable(**one, label=str(Metric(one["metric"]).label)) for one in rows)


def _citations(which: Q) -> dict[tuple[int, int | None], list[CitationFact]]:
    """By artifact and, where a citation speaks of a capability, that row's id."""
    by_owner: dict[tuple[int, int | None], list[CitationFact]] = defaultdict(list)
    for row in Citation.objects.filter(which).values(*CITATION_COLUMNS):
        fact = CitationFact(
            field=row["field"],
            claim=row["claim"],
            supports=row["stance"] == "supports",
            source=Mention(row["source__title"], row["source__url"]),
            read_on=row["read_on"],
            note=row["note"],
        )
        by_owner[row["artifact_id"], row["artifact_capability_id"]].append(fact)
    return by_owner


def _capabilities(
    ids: Iterable[int], citations: Mapping[tuple[int, int | None], list[CitationFact]]
) -> dict[int, tuple[CapabilityFact, ...]]:
    by_artifact: dict[int, list[CapabilityFact]] = defaultdict(list)
    rows = ArtifactCapability.objects.filter(artifact__in=ids).select_related("capability")
    for row in rows.order_by("artifact", "position", "id"):
        cited = citations.get((row.artifact_id, row.pk), [])
        by_artifact[row.artifact_id].append(_capability(row, tuple(cited)))
    return {pk: tuple(by_artifact[pk]) for pk in ids}


def _capability(row: ArtifactCapability, cited: tuple[CitationFact, ...]) -> CapabilityFact:
    return CapabilityFact(
        key=row.capability.key,
        vocabulary_name=row.capability.name,
        name=row.name,
        support=row.support,
        support_label=row.get_support_display(),
        description=row.description,
        unique=row.unique_aspect,
        versus=row.versus_alternatives,
        intents=tuple(row.intents),
        best_for=tuple(row.best_for),
        limitations=tuple(row.limitations),
        requires=tuple(row.requires),
        inputs=tuple(row.input_types),
        outputs=tuple(row.output_types),
        review_state=row.review_state,
        review_label=row.get_review_state_display(),
        citations=cited,
    )


def _offerings(ids: Iterable[int]) -> dict[int, list[OfferingFact]]:
    """Offerings with their open prices, by artifact: one row per price, one without any."""
    rows = (
        Offering.objects.filter(artifact__in=ids)
        .annotate(open=FilteredRelation("prices", condition=Q(prices__valid_to__isnull=True)))
        .order_by("provider__name", "external_id", "id", "open__component", "open__context_min")
        .values(*OFFERING_COLUMNS, *OPEN_COLUMNS)
    )
    lines: dict[int, list[Price]] = defaultdict(list)
    heads: dict[int, dict[str, Any]] = {}
    for row in rows:
        heads.setdefault(row["id"], row)
        if row["open__id"]:
            lines[row["id"]].append(_price(row))
    by_artifact: dict[int, list[OfferingFact]] = defaultdict(list)
    for pk, head in heads.items():
        by_artifact[head["artifact_id"]].append(_offering(head, tuple(_in_order(lines[pk]))))
    return by_artifact


def _offering(row: Mapping[str, Any], lines: tuple[Price, ...]) -> OfferingFact:
    return OfferingFact(
        provider=row["provider__name"],
        channel=row["channel"],
        external_id=row["external_id"],
        region=row["region"],
        context_tokens=row["context_tokens"],
        max_output_tokens=row["max_output_tokens"],
        status=row["status"],
        status_label=OfferingStatus(row["status"]).label,
        url=row["url"],
        seen_on=row["seen_on"],
        source=_mention(row, "source"),
        prices=lines,
        provider_slug=row["provider__slug"],
    )


def _price(row: Mapping[str, Any]) -> Price:
    return Price(
        provider=row["provider__name"],
        component_label=str(PriceComponent(row["open__component"]).label),
        mode_label=str(PriceMode(row["open__mode"]).label),
        context_min=row["open__context_min"],
        context_max=row["open__context_max"],
        seen_on=row["open__seen_at"].date(),
        source=_mention(row, "open__source") or _mention(row, "source"),
        **{name: row[f"open__{name}"] for name in PRICE_COLUMNS},
    )


def _in_order(lines: Iterable[Price]) -> list[Price]:
    """As a price list reads: input, output, then the rest; plain mode before others."""
    order = {value: place for place, value in enumerate(PriceComponent.values)}
    return sorted(
        lines, key=lambda p: (p.mode != "standard", p.mode, order[p.component], p.context_min)
    )


def _mention(row: Mapping[str, Any], prefix: str) -> Mention | None:
    title = row[f"{prefix}__title"]
    return Mention(title, row[f"{prefix}__url"]) if title else None
