"""The orders a list of artifacts can stand in, as data: a bad `?order=` falls back to the first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F


@dataclass(frozen=True)
class Order:
    """Every order ends in the slug, so that no two artifacts change places between pages.

    `by` names columns; the order by rank has none of its own, it is read from the ranks.
    """

    key: str
    label: str
    by: tuple[Any, ...]


BY_RANK = Order("rank", "Rank", ())
ORDERS = (
    BY_RANK,
    Order("name", "Name", ("name", "slug")),
    Order("released", "Newest release", (F("released_on").desc(nulls_last=True), "slug")),
    Order("updated", "Last changed", ("-updated_at", "slug")),
)


def order_of(key: str | None) -> Order:
    return next((order for order in ORDERS if order.key == key), BY_RANK)
