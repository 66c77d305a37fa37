"""Scores with their explanation, and how they came about."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RelatedDropdownFilter

from catalog.admin.desk import DeskAdmin, ViewOnly
from catalog.admin.paging import DeskPaginator
from ranking.admin.explained import explained_tables
from ranking.models import Score, ScoreHistory
from ranking.services import explain


@admin.register(Score)
class ScoreAdmin(ViewOnly, DeskAdmin):
    """The rank as stored. It follows from the facts: to change it, change them."""

    paginator = DeskPaginator
    list_display = ["artifact", "type", "points", "covered", "provisional", "is_listed", "as_of"]
    list_select_related = ["artifact", "type"]
    list_filter = [
        ("artifact", AutocompleteSelectFilter),
        ("type", RelatedDropdownFilter),
        "provisional",
        "is_listed",
    ]
    search_fields = ["artifact__slug__startswith"]
    ordering = ["-total"]
    sortable_by: ClassVar[list[str]] = []
    fields = (
        *("artifact", "type", ("points", "range"), ("covered", "provisional")),
        *(("formula", "epoch"), ("as_of", "revision")),
    )
    readonly_fields = ("points", "range", "covered")
    change_form_template = "admin/ranking/change_form_tables.html"

    class Media:
        css = {"all": ["desk/ranking.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Score]:
        rows = super().get_queryset(request)
        return rows.select_related("artifact", "type", "breakdown", "formula", "epoch")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        if score := kw.get("obj"):
            context["tables"] = list(explained_tables(explain(score)))
        return super().render_change_form(request, context, *args, **kw)

    @admin.display(description="rank")
    def points(self, score: Score) -> str:
        return f"{score.tenths / 10:.1f}"

    @admin.display(description="range")
    def range(self, score: Score) -> str:
        return f"{score.lo / 10**8:.1f} to {score.hi / 10**8:.1f}"

    @admin.display(description="coverage")
    def covered(self, score: Score) -> str:
        return f"{score.coverage // 10_000} %"


@admin.register(ScoreHistory)
class ScoreHistoryAdmin(ViewOnly, DeskAdmin):
    paginator = DeskPaginator
    list_display = ["artifact", "as_of", "points", "own", "by_epoch", "by_formula", "recorded_at"]
    list_select_related = ["artifact"]
    list_filter = [("artifact", AutocompleteSelectFilter)]
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []

    @admin.display(description="rank")
    def points(self, entry: ScoreHistory) -> str:
        return f"{entry.tenths / 10:.1f}"
