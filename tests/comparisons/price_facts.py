"""Offerings and prices as plain facts, callable without arguments; no database."""

from datetime import date
from decimal import Decimal
from typing import Any

from comparisons.facts import OfferingFact
from comparisons.prices import Price
from comparisons.sources import Mention

SEEN = date(2026, 5, 15)
LABELS = {"cache_read": "Cache read", "cache_write": "Cache write", "flat": "Flat fee"}


def price(component: str = "input", per_million: str | None = "0.22", **fields: Any) -> Price:
    """$0.22 per million input tokens; of another unit, the amount of one unit."""
    values: dict[str, Any] = {
        "provider": "OpenRouter",
        "component": component,
        "component_label": LABELS.get(component, component.capitalize()),
        "unit": "token",
        "mode": "standard",
        "mode_label": fields.get("mode", "standard").capitalize(),
        "kind": "amount" if per_million is not None else "varies",
        "currency": "USD",
        "seen_on": SEEN,
        "source": Mention("Price list", "https://prices.example/"),
    }
    values |= fields
    power = -6 if values["unit"] == "token" else 0
    amount = None if per_million is None else Decimal(per_million).scaleb(power)
    return Price(amount=amount, **values)


def offering(*prices: Price, **fields: Any) -> OfferingFact:
    values: dict[str, Any] = {
        "provider": "OpenRouter",
        "provider_slug": "openrouter",
        "channel": "api",
        "external_id": "maker/model",
        "region": "",
        "context_tokens": None,
        "max_output_tokens": None,
        "status": "active",
        "status_label": "Active",
        "url": "",
        "seen_on": SEEN,
        "source": None,
    }
    return OfferingFact(prices=prices, **values | fields)
