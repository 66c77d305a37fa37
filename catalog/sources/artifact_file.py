"""One artifact file of our own format, read strictly."""

import re
from decimal import Decimal
from typing import Any

from catalog.enums import (
    AliasKind,
    Lifecycle,
    LinkKind,
    Metric,
    OfferingStatus,
    PriceComponent,
    PriceKind,
    PriceMode,
    PriceUnit,
    PricingModel,
    RelationKind,
    RelationStatus,
    ReleaseKind,
    ReviewState,
    Stance,
    Support,
    TierMode,
)
from catalog.sources.curated import (
    CapabilityRow,
    CitationRow,
    CuratedArtifact,
    CuratedObservation,
    CuratedOffering,
    CuratedRelation,
    CuratedRelease,
    DatedPrice,
)
from catalog.sources.rows import AliasRow, LicenceRow, PriceRow
from catalog.sources.tables import Table
from catalog.units import UnstorableAmount, storable

SLUG = re.compile(r"^(?!.*(?:^|-)vs(?:-|$))[a-z0-9]+(-[a-z0-9]+)*$")
DATES = ("announced_on", "released_on", "deprecated_on", "retired_on")
# The columns of a capability by their shorter names in the file.
TEXT_LISTS = {
    "intents": "intents",
    "best_for": "best_for",
    "limitations": "limitations",
    "requires": "requires",
    "inputs": "input_types",
    "outputs": "output_types",
}


def read_artifact(table: Table) -> CuratedArtifact:
    """The artifact; raises Misfit with the key path of the first thing that does not fit."""
    slug = table.text("slug", 120)
    if not SLUG.match(slug):
        raise table.misfit("slug", "is no slug: lower-case words and single hyphens, never “vs”")
    row = CuratedArtifact(
        place=table.file,
        slug=slug,
        name=table.text("name", 200),
        type=table.text("type", 20),
        publisher=table.text("publisher", 100),
        source=table.text("source", 100),
        summary=table.text("summary", 300),
        description=table.text("description", 50_000, ""),
        pricing_model=table.choice("pricing_model", PricingModel.values, "unknown"),
        lifecycle=table.choice("lifecycle", Lifecycle.values, "active"),
        published=table.choice("state", ("draft", "published"), "published") == "published",
        successor=table.text("successor", 120, ""),
        licence=_licence(table.table("licence")),
        dates={key: found for key in DATES if (found := table.date(key))},
        specs=table.table("specs").rest(),
        categories=tuple(table.texts("categories", 80)),
        tags=tuple(table.texts("tags", 80)),
        links=_links(table.table("links")),
        aliases=tuple(_alias(row) for row in table.tables("aliases")),
        releases=tuple(_release(row) for row in table.tables("releases")),
        capabilities=tuple(
            _capability(row, position)
            for position, row in enumerate(table.tables("capabilities"), 1)
        ),
        offerings=tuple(_offering(row) for row in table.tables("offerings")),
        observations=tuple(_observation(row) for row in table.tables("observations")),
        relations=tuple(_relation(row) for row in table.tables("relations")),
        citations=tuple(_citation(row) for row in table.tables("citations")),
        not_applicable=tuple(_not_applicable(row) for row in table.tables("not_applicable")),
    )
    table.close()
    return row


def _licence(table: Table) -> LicenceRow:
    row = LicenceRow(table.text("spdx", 100, ""), table.text("name", 200, ""), _url(table, "url"))
    table.close()
    if row.spdx and row.name:
        raise table.misfit("name", "stands beside spdx: give one of them")
    if row.name and not row.url:
        raise table.misfit("url", "is missing: a licence given by name needs its link")
    return row


def _url(table: Table, key: str) -> str:
    url = table.text(key, 1000, "")
    if url and not url.startswith(("https://", "http://")):
        raise table.misfit(key, "is not a web address")
    return url


def _links(table: Table) -> tuple[tuple[str, str], ...]:
    links = []
    for kind in list(table.values):
        if kind not in LinkKind.values:
            raise table.misfit(kind, f"is not one of {', '.join(sorted(LinkKind.values))}")
        links.append((kind, _url(table, kind)))
    return tuple(links)


def _alias(row: Table) -> AliasRow:
    return AliasRow(row.choice("kind", AliasKind.values), row.text("value", 300))


def _release(row: Table) -> CuratedRelease:
    return CuratedRelease(
        kind=row.choice("kind", ReleaseKind.values, "release"),
        version=row.text("version", 100, ""),
        on=row.day("on").on,
        source=row.text("source", 100, ""),
    )


def _capability(row: Table, position: int) -> CapabilityRow:
    values: dict[str, Any] = {
        "support": row.choice("support", Support.values),
        "name": row.text("name", 150),
        "description": row.text("description", 5000, ""),
        "unique_aspect": row.text("unique", 5000, ""),
        "versus_alternatives": row.text("versus", 5000, ""),
        "review_state": row.choice("review_state", ReviewState.values, "unreviewed"),
        "position": position,
    }
    values |= {column: row.texts(key) for key, column in TEXT_LISTS.items()}
    citations = tuple(_citation(citation) for citation in row.tables("citations"))
    return CapabilityRow(row.text("capability", 100), values, citations)


def _citation(row: Table) -> CitationRow:
    return CitationRow(
        source=row.text("source", 100),
        read_on=row.day("read_on").on if "read_on" in row.values else None,
        claim=row.text("claim", 500, ""),
        field=row.text("field", 100, ""),
        stance=row.choice("stance", Stance.values, "supports"),
        note=row.text("note", 500, ""),
    )


def _offering(row: Table) -> CuratedOffering:
    values = {
        "channel": row.text("channel", 40, "api"),
        "external_id": row.text("external_id", 300, ""),
        "region": row.text("region", 40, ""),
        "context_tokens": row.whole("context_tokens"),
        "max_output_tokens": row.whole("max_output_tokens"),
        "status": row.choice("status", OfferingStatus.values, "active"),
        "url": _url(row, "url"),
        "seen_on": row.day("seen_on").on,
    }
    prices = tuple(_price(price) for price in row.tables("prices"))
    return CuratedOffering(row.text("provider", 100), row.text("source", 100), values, prices)


def _price(row: Table) -> DatedPrice:
    kind = row.choice("kind", [*PriceKind.values, "free"], "amount")
    amount = row.amount("amount")
    if kind == "free":
        kind, amount = "amount", Decimal(0)
    if (amount is None) == (kind == "amount"):
        raise row.misfit("amount", f"does not go with the kind {kind!r}")
    try:
        amount = None if amount is None else storable(amount)
    except UnstorableAmount as error:
        raise row.misfit("amount", str(error)) from error
    price = PriceRow(
        component=row.choice("component", PriceComponent.values),
        unit=row.choice("unit", PriceUnit.values),
        amount=amount,
        kind=kind,
        mode=row.choice("mode", PriceMode.values, "standard"),
        context_min=row.whole("context_min") or 0,
        context_max=row.whole("context_max"),
        tier_mode=row.choice("tier_mode", TierMode.values, "whole_request"),
        currency=row.text("currency", 3, "USD"),
    )
    return DatedPrice(price, row.day("seen_on").on)


def _observation(row: Table) -> CuratedObservation:
    value = row.whole("value", 10**12)
    if value is None:
        raise row.misfit("value", "is missing")
    return CuratedObservation(
        metric=row.choice("metric", Metric.values),
        value=value,
        observed_on=row.day("observed_on").on,
        source=row.text("source", 100),
        subject=row.text("subject", 200, ""),
        window_days=row.whole("window_days", 10_000),
    )


def _relation(row: Table) -> CuratedRelation:
    return CuratedRelation(
        kind=row.choice("kind", RelationKind.values),
        target=row.text("target", 120),
        status=row.choice("status", RelationStatus.values, "claimed"),
        source=row.text("source", 100, ""),
        read_on=row.day("read_on").on if "read_on" in row.values else None,
        note=row.text("note", 300, ""),
    )


def _not_applicable(row: Table) -> tuple[str, str]:
    return row.choice("metric", Metric.values), row.text("reason", 300)
