"""The orders a list of artifacts can stand in, as data: a bad `?order=` falls back to the first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F


@dataclass(frozen=True)
class Order:
    """Every order ends in the slug, so that no two artifacts change places between pages.

    `by` names columns; the order by rank has none of its own, it is read from the ranks. Neither
    has the order under a reader's own weights, which is there only where some are given.
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


BY_OWN = Order("own", "Your weights", ())


def orders(*, weighed: bool) -> tuple[Order, ...]:
    """The orders there are, the usual one first."""
    return (BY_OWN, *ORDERS) if weighed else ORDERS


def order_of(key: str | None, *, weighed: bool = False) -> Order:
    found = orders(weighed=weighed)
    return next((order for order in found if order.key == key), found[0])
