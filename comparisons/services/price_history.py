"""The prices of one artifact over time, as its page and its files show them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from catalog.enums import PriceComponent, PriceMode
from catalog.models import Artifact, Price
from comparisons import prices
from comparisons.price_history import PriceRecord
from comparisons.sources import Mention

MOST_READ = 5_000
PLAIN = ("component", "unit", "mode", "kind", "amount", "currency", "tier_mode")
CONTEXT = ("context_min", "context_max")
COLUMNS = (
    *(*PLAIN, *CONTEXT, "offering_id", "valid_from", "valid_to", "seen_at"),
    *("source__title", "source__url", "offering__source__title", "offering__source__url"),
    *("offering__provider__name", "offering__external_id", "offering__channel"),
    "offering__region",
)


def records_of(artifact: Artifact) -> tuple[PriceRecord, ...]:
    """The newest prices, at most `MOST_READ`, in one query."""
    return tuple(_record(row) for row in _rows(artifact).order_by("-valid_from", "-pk")[:MOST_READ])


def records_on(artifact: Artifact, day: date) -> tuple[PriceRecord, ...]:
    """Prices that held at the end of a day (UTC), in one query."""
    still = Q(valid_to__isnull=True) | Q(valid_to__date__gt=day)
    rows = _rows(artifact).filter(still, valid_from__date__lte=day)
    return tuple(_record(row) for row in rows.order_by("mode", "component", "context_min", "pk"))


def all_records(artifact: Artifact) -> Iterator[PriceRecord]:
    """Every price there ever was, the oldest first, a part of them in memory at a time."""
    rows = _rows(artifact).order_by("valid_from", "pk").iterator(chunk_size=2_000)
    return map(_record, rows)


def _rows(artifact: Artifact) -> "QuerySet[Price, dict[str, Any]]":
    """Without those that were taken back: they never held."""
    held = Price.objects.filter(offering__artifact=artifact).exclude(valid_to=F("valid_from"))
    rows: QuerySet[Price, dict[str, Any]] = held.values(*COLUMNS)
    return rows


def _record(row: Mapping[str, Any]) -> PriceRecord:
    provider = row["offering__provider__name"]
    price = prices.Price(
        provider=provider,
        component_label=str(PriceComponent(row["component"]).label),
        mode_label=str(PriceMode(row["mode"]).label),
        seen_on=row["seen_at"].date(),
        source=_mention(row, "source") or _mention(row, "offering__source"),
        **{name: row[name] for name in (*PLAIN, *CONTEXT)},
    )
    served_as = row["offering__external_id"] or row["offering__channel"]
    named = ", ".join(part for part in (served_as, row["offering__region"]) if part)
    return PriceRecord(
        offering=row["offering_id"],
        plan=f"{provider} ({named})",
        price=price,
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


def _mention(row: Mapping[str, Any], prefix: str) -> Mention | None:
    title = row[f"{prefix}__title"]
    return Mention(title, row[f"{prefix}__url"]) if title else None
