"""Points by hand: entered with a reason and an end, and ended early at most."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import DateField, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from unfold.contrib.filters.admin import AutocompleteSelectFilter, DropdownFilter

from catalog.admin.desk import DeskAdmin, action, display
from catalog.admin.dialogs import dialog, go_to
from catalog.admin.paging import DeskPaginator
from ranking.admin.refusals import REFUSALS, RefusalsTold, row_or_404, words_of
from ranking.forms.adjustments import AdjustmentForm
from ranking.forms.dialogs import ReasonDialog, today
from ranking.models import Adjustment
from ranking.services.adjusting import adjust, counting_day, end_adjustment

STATES = {"counting": "success", "coming": "info", "over": ""}


class CountingFilter(DropdownFilter):  # type: ignore[misc] # the theme has no types
    title = "counting"
    parameter_name = "counting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", "Counting now"), ("coming", "Still to start"), ("over", "Over")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        day = counting_day(today())
        kept = {
            "now": queryset.filter(starts_on__lte=day, ends_on__gt=day),
            "coming": queryset.filter(starts_on__gt=day, ends_on__gt=day),
            "over": queryset.filter(ends_on__lte=day),
        }
        return kept.get(self.value(), queryset)


@admin.register(Adjustment)
class AdjustmentAdmin(DeskAdmin):
    """What was entered is never changed: end it, and enter another."""

    form = AdjustmentForm
    paginator = DeskPaginator
    list_display = ["artifact", "points", "reason", "starts_on", "ends_on", "made_by", "counting"]
    list_select_related = ["artifact", "made_by"]
    list_filter = [("artifact", AutocompleteSelectFilter), CountingFilter]
    search_fields = ["artifact__slug__startswith", "reason"]
    search_help_text = "The beginning of a slug, or words of the reason."
    sortable_by: ClassVar[list[str]] = []
    autocomplete_fields = ["artifact"]
    fields = ["artifact", "tenths", "reason", "starts_on", "ends_on"]
    actions_detail = ["end"]

    @admin.display(description="points")
    def points(self, adjustment: Adjustment) -> str:
        return f"{adjustment.tenths / 10:+.1f}"

    @display(description="counting now", label=STATES)
    def counting(self, adjustment: Adjustment) -> tuple[str, str]:
        day: date = adjustment.shown_day  # type: ignore[attr-defined] # see get_queryset
        if adjustment.counts_on(day):
            return "counting", "Yes"
        return ("over", "No, over") if adjustment.ends_on <= day else ("coming", "Not yet")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the day that shown ranks stand at, so that it is asked for once."""
        day = Value(counting_day(today()), output_field=DateField())
        rows: QuerySet[Any] = super().get_queryset(request).annotate(shown_day=day)
        return rows.select_related("artifact", "made_by")

    @admin.display(description="counting now")
    def counts_now(self, adjustment: Adjustment) -> str:
        return self.counting(adjustment)[1]

    # --- What may be done -----------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_end_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("ranking.change_adjustment")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        allowed = super().get_actions_detail(request, object_id)
        lasting = Adjustment.objects.filter(pk=object_id, ends_on__gt=today())
        return allowed if allowed and lasting.exists() else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fields
        return [
            "artifact",
            ("points", "counts_now"),
            "reason",
            ("starts_on", "ends_on"),
            ("made_by", "made_at"),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["points", "counts_now", "made_by", "made_at"] if obj else []

    # --- Acts -----------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Adjustment, form: Any, change: bool) -> None:
        given: dict[str, Any] = form.cleaned_data
        obj.pk = adjust(**given, by=request.user.pk, at=timezone.now()).pk

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().add_view(request, form_url, extra_context)
        except REFUSALS as refusal:
            messages.error(request, words_of(refusal))
            return HttpResponseRedirect(request.get_full_path())

    @action(
        description="End it now",
        icon="event_busy",
        permissions=["end"],
        dialog=dialog(
            "End it now",
            "From today it no longer counts. It stays in the list and in history.",
            ReasonDialog,
            submit="End it",
        ),
    )
    def end(self, request: HttpRequest, form: ReasonDialog, object_id: str) -> HttpResponse:
        adjustment: Adjustment = row_or_404(self, request, object_id)
        with RefusalsTold(request):
            ended = end_adjustment(adjustment=adjustment, at=timezone.now())
            self.log_change(request, ended, f"Ended. {form.cleaned_data['reason']}".strip())
            messages.success(request, "It counts no longer.")
        return go_to(reverse("admin:ranking_adjustment_change", args=[object_id]))
