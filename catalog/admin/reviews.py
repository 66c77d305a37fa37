"""The review queue, and what each import did."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.enums import ActionVariant

from catalog.admin.desk import DeskAdmin, ViewOnly, action, display
from catalog.admin.dialogs import dialog, go_to
from catalog.admin.editorial import user_of
from catalog.admin.paging import DeskPaginator
from catalog.admin.questions import question_rows
from catalog.enums import ReviewItemState, ReviewKind
from catalog.forms.dialogs import AcceptDialog, ConfirmDialog
from catalog.models import ImportRun, ReviewItem
from catalog.services import reviewing
from catalog.services.pricing import PriceRefused
from catalog.signals import notify_changed

COLOURS = {
    ReviewItemState.OPEN: "warning",
    ReviewItemState.ACCEPTED: "success",
    ReviewItemState.DISMISSED: "info",
}
MOST_REJECTED = 500


@admin.register(ReviewItem)
class ReviewItemAdmin(ViewOnly, DeskAdmin):
    paginator = DeskPaginator
    list_display = ["title", "kind", "shown_state", "artifact", "source", "created_at"]
    list_select_related = ["artifact", "source"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("source", RelatedDropdownFilter),
    ]
    search_fields = ["title"]
    fields = [
        "title",
        "kind",
        "shown_state",
        "artifact",
        "source",
        "question",
        "created_at",
        ("resolved_at", "resolved_by"),
    ]
    readonly_fields = ["shown_state", "question"]
    actions = ["accept_selected", "dismiss_selected"]
    actions_detail = ["accept", "dismiss"]

    def has_judge_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("catalog.change_reviewitem")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("artifact", "source", "resolved_by")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        is_open = ReviewItem.objects.filter(pk=object_id, state=ReviewItemState.OPEN).exists()
        return super().get_actions_detail(request, object_id) if is_open else []

    @display(description="state", label=COLOURS)
    def shown_state(self, item: ReviewItem) -> tuple[str, str]:
        return item.state, item.get_state_display()

    @admin.display(description="what the source says, and what we hold")
    def question(self, item: ReviewItem) -> str:
        return render_to_string("admin/catalog/facts_table.html", {"rows": question_rows(item)})

    @action(
        description="Accept",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["judge"],
        dialog=dialog("Accept", "Do what the source says.", AcceptDialog),
    )
    def accept(self, request: HttpRequest, form: AcceptDialog, object_id: int) -> HttpResponse:
        item = ReviewItem.objects.get(pk=object_id)
        _accept(request, item, form.artifact())
        return go_to(reverse("admin:catalog_reviewitem_change", args=[object_id]))

    @action(
        description="Dismiss",
        icon="close",
        permissions=["judge"],
        dialog=dialog(
            "Dismiss",
            "Leave things as they are. The same question is not asked again.",
            ConfirmDialog,
        ),
    )
    def dismiss(self, request: HttpRequest, form: ConfirmDialog, object_id: int) -> HttpResponse:
        _dismiss(request, ReviewItem.objects.get(pk=object_id))
        return go_to(reverse("admin:catalog_reviewitem_change", args=[object_id]))

    @admin.action(description="Accept: do what the source says", permissions=["judge"])
    def accept_selected(self, request: HttpRequest, queryset: QuerySet[ReviewItem]) -> None:
        done = 0
        for item in queryset:
            if item.kind == ReviewKind.IDENTITY:
                messages.error(request, f"{item.title} Open it and choose the artifact.")
            else:
                done += _accept(request, item, None, quiet=True)
        messages.success(request, f"{done} accepted.")

    @admin.action(description="Dismiss: leave things as they are", permissions=["judge"])
    def dismiss_selected(self, request: HttpRequest, queryset: QuerySet[ReviewItem]) -> None:
        done = sum(_dismiss(request, item, quiet=True) for item in queryset)
        messages.success(request, f"{done} dismissed.")


def _accept(request: HttpRequest, item: ReviewItem, artifact: Any, *, quiet: bool = False) -> bool:
    try:
        reviewing.accept_item(item=item, by=user_of(request), at=timezone.now(), artifact=artifact)
    except (reviewing.ReviewRefused, PriceRefused) as refusal:
        messages.error(request, f"{item.title}: {refusal}")
        return False
    notify_changed()
    if not quiet:
        messages.success(request, "Accepted.")
    return True


def _dismiss(request: HttpRequest, item: ReviewItem, *, quiet: bool = False) -> bool:
    try:
        reviewing.dismiss_item(item=item, by=user_of(request), at=timezone.now())
    except reviewing.ReviewRefused as refusal:
        messages.error(request, f"{item.title}: {refusal}")
        return False
    if not quiet:
        messages.success(request, "Dismissed.")
    return True


@admin.register(ImportRun)
class ImportRunAdmin(ViewOnly, DeskAdmin):
    list_display = ["source", "origin", "as_of", "started_at", "counted", "refused", "user"]
    list_select_related = ["user"]
    search_fields = ["source", "origin"]
    fields = [
        ("source", "as_of"),
        "origin",
        ("started_at", "finished_at"),
        "user",
        "count_table",
        "rejected_table",
    ]
    readonly_fields = ["count_table", "rejected_table"]

    @admin.display(description="counts")
    def counted(self, run: ImportRun) -> str:
        return ", ".join(f"{number:,} {name}" for name, number in _flat(run.counts))

    @admin.display(description="rejected")
    def refused(self, run: ImportRun) -> int:
        return len(run.rejected)

    @admin.display(description="counts")
    def count_table(self, run: ImportRun) -> str:
        return render_to_string("admin/catalog/facts_table.html", {"rows": _flat(run.counts)})

    @admin.display(description="rejected rows")
    def rejected_table(self, run: ImportRun) -> str:
        rows = [(row.get("place", ""), row.get("reason", "")) for row in run.rejected]
        more = max(0, len(rows) - MOST_REJECTED)
        context = {"heads": ["Place", "Why"], "rows": rows[:MOST_REJECTED], "more": more}
        return render_to_string("admin/catalog/facts_table.html", context)


def _flat(counts: dict[str, Any]) -> list[tuple[str, Any]]:
    """Counts by name; nested ones as "offerings: new"."""
    rows: list[tuple[str, Any]] = []
    for name, value in counts.items():
        if isinstance(value, dict):
            rows += [(f"{name}: {inner}", number) for inner, number in value.items()]
        else:
            rows.append((name, value))
    return rows
