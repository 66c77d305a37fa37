"""Rows of prices as the facts that pages put into words."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from catalog.enums import PriceComponent, PriceMode
from comparisons.prices import Price
from comparisons.sources import Mention

COLUMNS = (
    *("component", "unit", "mode", "kind", "amount", "currency", "context_min", "context_max"),
    *("seen_at", "source__title", "source__url"),
)


def price_fact(row: Mapping[str, Any], provider: str) -> Price:
    """From `COLUMNS` as the database gives them, or as it puts them into JSON."""
    seen, amount = row["seen_at"], row["amount"]
    return Price(
        provider=provider,
        component=row["component"],
        component_label=str(PriceComponent(row["component"]).label),
        unit=row["unit"],
        mode=row["mode"],
        mode_label=str(PriceMode(row["mode"]).label),
        kind=row["kind"],
        amount=None if amount is None else Decimal(amount),
        currency=row["currency"],
        seen_on=(datetime.fromisoformat(seen) if isinstance(seen, str) else seen).date(),
        source=mention(row),
        context_min=row["context_min"],
        context_max=row["context_max"],
    )


def mention(row: Mapping[str, Any]) -> Mention | None:
    return Mention(row["source__title"], row["source__url"]) if row["source__title"] else None
