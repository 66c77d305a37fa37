"""Intents on the desk: what is searched for, what of it in vain, and what editors make of that."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from pghistory.models import Events
from unfold.contrib.filters.admin import DropdownFilter

from catalog.admin.desk import DeskAdmin, ViewOnly, display
from catalog.admin.history import MOST, told
from matchgraph.admin.acts import IntentActs
from matchgraph.counting import (
    PUBLIC_DAYS,
    PUBLIC_PREFIXES,
    PUBLIC_VISITOR_DAYS,
    is_public,
)
from matchgraph.models import Intent, IntentCapability
from matchgraph.services.publishing import window_since

UNTOLD = "Fewer than three visitors of different networks used one wording of it on one day."
COLOURS = {"yes": "success", "no": "info"}


class ShownFilter(DropdownFilter):  # type: ignore[misc] # the theme has no types
    """Without a choice, those with a name: of the others there is nothing to read."""

    title = "which"
    parameter_name = "show"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("vain", "Searched in vain"),
            ("public", "Published"),
            ("untold", "Not yet to be told"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        since, has_name = window_since(timezone.now().date()), ~Q(label="")
        chosen = self.value()
        if chosen == "vain":
            return queryset.in_vain(since)
        if chosen == "public":
            return queryset.published(since)
        return queryset.filter(has_name if chosen != "untold" else ~has_name).with_figures(since)


@admin.register(Intent)
class IntentAdmin(ViewOnly, IntentActs, DeskAdmin):
    """Rows of the list come with their figures of 90 days; see `IntentQuerySet.with_figures`."""

    list_display = [
        "name",
        "vain",
        "visitor_days",
        "active_days",
        "networks",
        "asks_for",
        "published",
    ]
    list_filter = [ShownFilter]
    search_fields = ["label"]
    search_help_text = "Words of the name."
    sortable_by: ClassVar[list[str]] = []
    object_history_template = "admin/catalog/artifact/object_history.html"
    fields = [
        "name",
        "figures",
        "published",
        "links_shown",
        ("wordings", "merged_here"),
        ("answered_on", "created_at"),
    ]
    readonly_fields = [
        "name",
        "figures",
        "published",
        "links_shown",
        "wordings",
        "merged_here",
        "answered_on",
        "created_at",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        links = IntentCapability.objects.select_related("capability").order_by("capability__key")
        rows: Any = super().get_queryset(request)
        return rows.settled().prefetch_related(Prefetch("links", links))  # type: ignore[no-any-return]

    def get_ordering(self, request: HttpRequest) -> Any:
        """Of the list, once its filter has counted."""
        match = request.resolver_match
        if match is None or not (match.url_name or "").endswith("_changelist"):
            return ["pk"]
        first = "weak" if request.GET.get("show") == "vain" else "visitor_days"
        return [F(first).desc(), "pk"]

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """With its figures, which a row of the list has from the filter."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            return None
        since = window_since(timezone.now().date())
        counted = Intent.objects.with_figures(since).get(pk=found.pk)
        for name in ("visitor_days", "active_days", "prefixes", "weak"):
            setattr(found, name, getattr(counted, name))
        return found

    # --- What is shown --------------------------------------------------------------------

    @admin.display(description="name")
    def name(self, intent: Intent) -> str:
        return str(intent) if intent.label else f"{intent}: not to be told yet"

    @admin.display(description="searched in vain")
    def vain(self, intent: Intent) -> int:
        return intent.weak

    @admin.display(description="visitor-days")
    def visitor_days(self, intent: Intent) -> int:
        return intent.visitor_days

    @admin.display(description="days")
    def active_days(self, intent: Intent) -> int:
        return intent.active_days

    @admin.display(description="networks on one day")
    def networks(self, intent: Intent) -> int:
        return intent.prefixes

    @admin.display(description="asks for")
    def asks_for(self, intent: Intent) -> str:
        return ", ".join(link.capability.name for link in intent.links.all() if link.holds) or "–"

    @display(description="published", label=COLOURS)
    def published(self, intent: Intent) -> tuple[str, str]:
        enough = intent.label and is_public(
            visitor_days=intent.visitor_days, days=intent.active_days, prefixes=intent.prefixes
        )
        return ("yes", "Yes") if enough else ("no", "No")

    @admin.display(description="of the last 90 days")
    def figures(self, intent: Intent) -> str:
        rows = [
            ("Visitors, once a day each", f"{intent.visitor_days} of {PUBLIC_VISITOR_DAYS}"),
            ("Days somebody searched on", f"{intent.active_days} of {PUBLIC_DAYS}"),
            ("Networks on one day, at most", f"{intent.prefixes} of {PUBLIC_PREFIXES}"),
            ("Visitors who found nothing or little, unanswered", str(intent.weak)),
        ]
        heads = ["", "Counted, and what publication takes"]
        return _table(rows if intent.label else [*rows, ("Wording", UNTOLD)], heads)

    @admin.display(description="asks for")
    def links_shown(self, intent: Intent) -> str:
        rows = [
            (link.capability.key, f"{'' if link.holds else 'Not. '}{link.get_origin_display()}")
            for link in intent.links.all()
        ]
        return _table(rows, ["Capability", "Who says so"])

    @admin.display(description="wordings")
    def wordings(self, intent: Intent) -> int:
        return intent.forms.count()

    @admin.display(description="intents merged into it")
    def merged_here(self, intent: Intent) -> int:
        return intent.merged.filter(merged_by_hand=True).count()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        intent = self.get_object(request, object_id)
        own = _events_of(intent) if intent else []
        return super().history_view(
            request, object_id, {**(extra_context or {}), "changes": told(own)}
        )


def _events_of(intent: Intent) -> Any:
    """What editors did; the rows as they were before are there to be compared with."""
    tracked: tuple[Any, ...] = (Intent, IntentCapability)
    models = [model.pgh_event_model for model in tracked]
    events = Events.objects.across(*models).references(intent).exclude(pgh_label="before")
    return events.order_by("-pgh_created_at")[:MOST]


def _table(rows: list[tuple[str, str]], heads: list[str]) -> str:
    return render_to_string("admin/catalog/facts_table.html", {"rows": rows, "heads": heads})
