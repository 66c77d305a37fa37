"""Lists across artifacts of what is edited on an artifact's own page: to look, not to change."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from catalog.admin.desk import DeskAdmin, ViewOnly
from catalog.admin.filters import StaleFilter
from catalog.admin.paging import DeskPaginator
from catalog.admin.prices import price_text, range_text
from catalog.enums import ObservationState
from catalog.models import Observation, Offering, Price
from catalog.signals import notify_changed


@admin.register(Offering)
class OfferingAdmin(ViewOnly, DeskAdmin):
    paginator = DeskPaginator
    list_display = ["artifact", "provider", "channel", "external_id", "status", "seen_on"]
    list_select_related = ["artifact", "provider"]
    list_filter = [
        ("artifact", AutocompleteSelectFilter),
        ("provider", AutocompleteSelectFilter),
        ("status", ChoicesDropdownFilter),
    ]
    search_fields = ["external_id__startswith"]
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []


@admin.register(Price)
class PriceAdmin(ViewOnly, DeskAdmin):
    """Every price there ever was. New ones are entered with their offering."""

    paginator = DeskPaginator
    list_display = [
        "offering",
        "component",
        "mode",
        "range",
        "costs",
        "valid_from",
        "valid_to",
        "entered_by",
    ]
    list_select_related = ["offering", "entered_by"]
    list_filter = [
        ("offering__artifact", AutocompleteSelectFilter),
        ("offering", AutocompleteSelectFilter),
        ("component", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        StaleFilter,
    ]
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []

    @admin.display(description="prompt length")
    def range(self, price: Price) -> str:
        return range_text(price)

    @admin.display(description="price")
    def costs(self, price: Price) -> str:
        return price_text(price)


@admin.register(Observation)
class ObservationAdmin(ViewOnly, DeskAdmin):
    """What sources measured. A wrong figure is marked suspect and left standing."""

    paginator = DeskPaginator
    list_display = ["artifact", "metric", "subject", "value", "observed_at", "source", "state"]
    list_select_related = ["artifact", "source"]
    list_filter = [
        ("artifact", AutocompleteSelectFilter),
        ("metric", ChoicesDropdownFilter),
        ("state", ChoicesDropdownFilter),
    ]
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []
    actions = ["mark_suspect", "mark_observed"]

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalog.change_observation")

    @admin.action(description="Mark as suspect: it no longer counts", permissions=["judge"])
    def mark_suspect(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._mark(request, queryset, ObservationState.SUSPECT)

    @admin.action(description="Mark as sound: it counts again", permissions=["judge"])
    def mark_observed(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._mark(request, queryset, ObservationState.OBSERVED)

    def _mark(self, request: HttpRequest, queryset: QuerySet[Any], state: ObservationState) -> None:
        ids = list(queryset.order_by().values_list("pk", flat=True))
        count = Observation.objects.filter(pk__in=ids).update(state=state)
        notify_changed()
        messages.success(request, f"{count} figures marked as {state.label.lower()}.")
