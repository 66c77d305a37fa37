"""Filters of the artifacts' list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.contrib.filters.admin import DropdownFilter

from catalog.enums import AliasKind
from catalog.models import ArtifactAlias, ArtifactCapability, Offering, Price

Rows = QuerySet[Any]
OURS = [AliasKind.SLUG, AliasKind.NAME]
STALE_AFTER = timedelta(days=90)


def _without(related: Any) -> Callable[[Rows], Rows]:
    return lambda rows: rows.filter(~Exists(related.filter(artifact=OuterRef("pk"))))


LACKING: dict[str, tuple[str, Callable[[Rows], Rows]]] = {
    "source": ("No source", lambda rows: rows.filter(source=None)),
    "publisher": ("No publisher", lambda rows: rows.filter(publisher=None)),
    "summary": ("No summary", lambda rows: rows.filter(summary="")),
    "licence": ("No licence", lambda rows: rows.filter(licence_spdx="", licence_name="")),
    "release": ("No release date", lambda rows: rows.filter(released_on=None)),
    "capability": ("No capability", _without(ArtifactCapability.objects.all())),
    "offering": ("No offering", _without(Offering.objects.all())),
}


class LackingFilter(DropdownFilter):  # type: ignore[misc] # the theme has no types
    """What a record still needs."""

    title = "what is missing"
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in LACKING.items()]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        chosen = LACKING.get(self.value())
        return chosen[1](queryset) if chosen else queryset


class OriginFilter(DropdownFilter):  # type: ignore[misc] # the theme has no types
    """Whether importers keep the record up to date, and whether an editor holds part of it."""

    title = "who keeps it"
    parameter_name = "kept"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("imports", "Imports know it"),
            ("editors", "Editors alone"),
            ("held", "An editor holds fields"),
        ]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        outside = Exists(
            ArtifactAlias.objects.filter(artifact=OuterRef("pk")).exclude(kind__in=OURS)
        )
        kept = {
            "imports": queryset.filter(outside),
            "editors": queryset.filter(~outside),
            "held": queryset.exclude(held_fields=[]),
        }
        return kept.get(self.value(), queryset)


class PricedFilter(DropdownFilter):  # type: ignore[misc] # the theme has no types
    title = "prices"
    parameter_name = "priced"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Has an open price"), ("no", "Has no open price")]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        priced = Exists(Price.objects.open().filter(offering__artifact=OuterRef("pk")))
        kept = {"yes": queryset.filter(priced), "no": queryset.filter(~priced)}
        return kept.get(self.value(), queryset)


class StaleFilter(DropdownFilter):  # type: ignore[misc] # the theme has no types
    """Open prices that no source has confirmed for STALE_AFTER."""

    title = "age"
    parameter_name = "stale"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", f"Not seen for {STALE_AFTER.days} days")]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return stale(queryset) if self.value() == "yes" else queryset


def stale(prices: Rows) -> Rows:
    return prices.filter(valid_to=None, seen_at__lt=timezone.now() - STALE_AFTER)
