from collections.abc import Sequence
from typing import Any

from comparisons.api import offering_entries, visible
from comparisons.api.base import ListView, both_ways
from comparisons.api.filters import OfferingFilter, PriceFilter, RelationFilter
from comparisons.api.keyset import Key
from comparisons.api.shapes.offerings import OfferingEntry, PriceEntry, RelationEntry

OLDEST_FIRST = {"id": [Key("id")], "-id": [Key("id", descending=True)]}


class OfferingList(ListView):
    """List offerings: artifacts served by providers, with their open prices."""

    operation = "list_offerings"
    tag = "offerings"
    shape = OfferingEntry
    filterset_class = OfferingFilter
    columns = offering_entries.OFFERING_ENTRY
    orderings = {**OLDEST_FIRST, **both_ways("seen_on", Key("seen_on"), last="id")}

    def get_queryset(self) -> Any:
        return visible.offerings()

    def build(self, rows: list[dict[str, Any]]) -> Sequence[OfferingEntry]:
        links = self.links
        prices = offering_entries.open_prices(row["id"] for row in rows)
        return [offering_entries.offering(row, prices, links) for row in rows]


class PriceList(ListView):
    """List prices, past ones too.

    A price never changes: a newer one closes it. `as_of` gives those of one day, `open=true`
    those of now.
    """

    operation = "list_prices"
    tag = "offerings"
    shape = PriceEntry
    filterset_class = PriceFilter
    columns = offering_entries.PRICE_ENTRY
    orderings = {**OLDEST_FIRST, **both_ways("valid_from", Key("valid_from"), last="id")}

    def get_queryset(self) -> Any:
        return visible.prices()

    def build(self, rows: list[dict[str, Any]]) -> Sequence[PriceEntry]:
        links = self.links
        return [offering_entries.price(row, links) for row in rows]


class RelationList(ListView):
    """List relations between artifacts."""

    operation = "list_relations"
    tag = "relations"
    shape = RelationEntry
    filterset_class = RelationFilter
    columns = offering_entries.RELATION
    orderings = OLDEST_FIRST

    def get_queryset(self) -> Any:
        return visible.relations()

    def build(self, rows: list[dict[str, Any]]) -> Sequence[RelationEntry]:
        links = self.links
        return [offering_entries.relation(row, links) for row in rows]
