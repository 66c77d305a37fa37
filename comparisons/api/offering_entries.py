"""Offerings with their prices, price rows and relations, as the API shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from catalog.enums import RelationKind
from catalog.models import Price
from comparisons.api import entries, visible
from comparisons.api.entries import REFERRED, SOURCE, Row, under
from comparisons.api.links import Links
from comparisons.api.shapes.offerings import (
    OfferingEntry,
    OfferingLine,
    PriceEntry,
    PriceLine,
    RelationEntry,
)

ORGANIZATION = ("slug", "name")
OFFERING = (
    *("id", "channel", "external_id", "region", "context_tokens", "max_output_tokens", "status"),
    *("url", "seen_on"),
    *under("provider", ORGANIZATION),
    *under("source", SOURCE),
)
OFFERING_ENTRY = (*OFFERING, *under("artifact", REFERRED))
PRICE = (
    *("id", "offering_id", "component", "unit", "mode", "tier_mode", "context_min", "context_max"),
    *("kind", "amount", "currency", "valid_from", "valid_to", "seen_at"),
    *under("source", SOURCE),
)
PRICE_ENTRY = (
    *PRICE,
    *under("offering__artifact", REFERRED),
    *under("offering__provider", ORGANIZATION),
)
RELATION = (
    *("id", "kind", "status", "read_on", "note"),
    *under("from_artifact", REFERRED),
    *under("to_artifact", REFERRED),
    *under("source", SOURCE),
)


def of_artifact(pk: int, links: Links) -> list[OfferingLine]:
    """All offerings of one artifact, in two queries."""
    offerings = (
        visible.offerings().filter(artifact=pk).order_by("provider__name", "external_id", "id")
    )
    rows = list(offerings.values(*OFFERING))
    prices = open_prices(row["id"] for row in rows)
    return [line(row, prices, links) for row in rows]


def open_prices(offerings: Iterable[int]) -> Mapping[int, list[PriceLine]]:
    """Prices that hold now, by offering, in one query."""
    rows = (
        Price.objects.open()
        .filter(offering__in=list(offerings))
        .order_by("component", "unit", "mode", "context_min", "id")
        .values(*PRICE)
    )
    found: dict[int, list[PriceLine]] = defaultdict(list)
    for row in rows:
        found[row["offering_id"]].append(price_line(row))
    return found


def line(row: Row, prices: Mapping[int, list[PriceLine]], links: Links) -> OfferingLine:
    return {
        "id": row["id"],
        "provider": provider(row, links, "provider"),
        "channel": row["channel"],
        "external_id": row["external_id"] or None,
        "region": row["region"] or None,
        "context_tokens": row["context_tokens"],
        "max_output_tokens": row["max_output_tokens"],
        "status": row["status"],
        "external_url": row["url"] or None,
        "seen_on": row["seen_on"],
        "source": entries.source(row),
        "prices": prices.get(row["id"], []),
        "prices_url": links.listing("api:prices", offering=str(row["id"])),
    }


def offering(row: Row, prices: Mapping[int, list[PriceLine]], links: Links) -> OfferingEntry:
    return {
        **line(row, prices, links),
        "artifact": entries.artifact(row, links, "artifact__"),
    }


def price_line(row: Row) -> PriceLine:
    return {
        "id": row["id"],
        "component": row["component"],
        "unit": row["unit"],
        "mode": row["mode"],
        "tier_mode": row["tier_mode"],
        "context_min": row["context_min"],
        "context_max": row["context_max"],
        "kind": row["kind"],
        "amount": entries.exact(row["amount"]),
        "currency": row["currency"],
        "valid_from": row["valid_from"],
        "valid_to": row["valid_to"],
        "seen_at": row["seen_at"],
        "source": entries.source(row),
    }


def price(row: Row, links: Links) -> PriceEntry:
    return {
        **price_line(row),
        "offering": row["offering_id"],
        "artifact": entries.artifact(row, links, "offering__artifact__"),
        "provider": provider(row, links, "offering__provider"),
    }


def provider(row: Row, links: Links, prefix: str) -> Any:
    """An offering always has its provider: the column is not null."""
    return entries.organization(row, links, prefix)


def relations_of(pk: int, links: Links) -> list[RelationEntry]:
    """Relations of one artifact with published others, either way."""
    either = Q(from_artifact=pk) | Q(to_artifact=pk)
    rows = visible.relations().filter(either).order_by("kind", "id").values(*RELATION)
    return [relation(row, links) for row in rows]


def relation(row: Row, links: Links) -> RelationEntry:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "words": RelationKind(row["kind"]).label,
        "status": row["status"],
        "from_artifact": entries.artifact(row, links, "from_artifact__"),
        "to_artifact": entries.artifact(row, links, "to_artifact__"),
        "source": entries.source(row),
        "read_on": row["read_on"],
        "note": row["note"] or None,
    }
