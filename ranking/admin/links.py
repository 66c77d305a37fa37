"""What was seen when links were asked: to read, and to have them asked again."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    DropdownFilter,
)

from catalog.admin import dashboard
from catalog.admin.desk import DeskAdmin, ViewOnly, display
from catalog.admin.paging import DeskPaginator
from ranking.models import LinkCheck, LinkCheckQuerySet
from ranking.services.links import ask_again
from ranking.tasks import ask_soon

STANDINGS: dict[str, tuple[str, Callable[[LinkCheckQuerySet], LinkCheckQuerySet]]] = {
    "dead": ("Failing", lambda links: links.dead()),
    "doubtful": ("Failed, not yet for a day", lambda links: links.doubtful()),
    "alive": ("Alive", lambda links: links.alive()),
    "silent": ("Never answered", lambda links: links.filter(answered_at=None)),
    "unasked": ("Not asked yet", lambda links: links.filter(tried_at=None)),
}
COLOURS = {"alive": "success", "failing": "danger", "doubtful": "warning", "unknown": "info"}


class StandingFilter(DropdownFilter):  # type: ignore[misc] # the theme has no types
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in STANDINGS.items()]

    def queryset(self, request: HttpRequest, queryset: LinkCheckQuerySet) -> LinkCheckQuerySet:
        chosen = STANDINGS.get(self.value())
        return chosen[1](queryset) if chosen else queryset


@admin.register(LinkCheck)
class LinkCheckAdmin(ViewOnly, DeskAdmin):
    """Links of published and submitted artifacts. They are edited on the artifact's own page."""

    paginator = DeskPaginator
    list_display = [
        "artifact",
        "kind",
        "reference",
        "standing",
        "found",
        "answered_at",
        "failing_since",
        "due_at",
    ]
    list_select_related = ["artifact"]
    list_filter = [
        StandingFilter,
        ("artifact", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
        ("outcome", ChoicesDropdownFilter),
    ]
    search_fields = ["artifact__slug__startswith", "host__startswith"]
    search_help_text = "The beginning of an artifact's slug or of a host."
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []
    actions = ["check_again"]
    fields = [
        ("artifact", "kind"),
        ("reference", "address"),
        ("standing", "found"),
        ("answered_at", "tried_at", "due_at"),
        ("failing_since", "failed_at", "failures"),
        "led_to",
    ]
    readonly_fields = ["address", "standing", "found"]

    def has_recheck_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("ranking.change_linkcheck")

    @display(description="standing", label=COLOURS)
    def standing(self, link: LinkCheck) -> tuple[str, str]:
        history = link.history
        if history.is_dead:
            return "failing", "Failing"
        if history.failing_since:
            return "doubtful", "Failed, not yet for a day"
        return ("alive", "Alive") if history.is_alive else ("unknown", "Not known")

    @admin.display(description="asked at")
    def address(self, link: LinkCheck) -> str:
        return link.address

    @admin.display(description="latest check")
    def found(self, link: LinkCheck) -> str:
        if not link.outcome:
            return "Not asked yet"
        status = f" ({link.status})" if link.status else ""
        return f"{link.get_outcome_display()}{status}. {link.note}".strip(". ")

    @admin.action(description="Check again now", permissions=["recheck"])
    def check_again(self, request: HttpRequest, queryset: QuerySet[LinkCheck]) -> None:
        if not settings.LINK_CHECKS:
            messages.warning(request, "Link checks are switched off here: see LINK_CHECKS.")
            return
        ids = list(queryset.order_by().values_list("pk", flat=True))
        count = ask_again(link_ids=ids, at=timezone.now())
        transaction.on_commit(ask_soon)
        messages.success(request, f"{count} link{'' if count == 1 else 's'} will be asked next.")


def failing_links(request: HttpRequest) -> dashboard.Card | None:
    if not request.user.has_perm("ranking.view_linkcheck"):
        return None
    address = f"{reverse('admin:ranking_linkcheck_changelist')}?standing=dead"
    note = "No answer for a day or longer."
    return dashboard.card_of("Failing links", LinkCheck.objects.dead(), note, address)


dashboard.FURTHER.append(failing_links)
