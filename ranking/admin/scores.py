"""Scores with their explanation, and how they came about."""

from typing import ClassVar

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RelatedDropdownFilter

from catalog.admin import ArtifactAdmin
from catalog.admin.desk import DeskAdmin, ViewOnly
from catalog.admin.paging import DeskPaginator
from catalog.models import Artifact
from ranking.explanation import Component, Explanation, Signal
from ranking.models import Score, ScoreHistory
from ranking.services import explain

COMPONENT = "<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
SIGNAL = "<tr><td>– {}</td><td>{}</td><td>{}</td><td></td><td>{}</td><td>{}</td></tr>"
HEAD = (
    "<tr><th>part</th><th>value</th><th>weight</th><th>points</th><th>state</th><th>note</th></tr>"
)


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
    fields = ("artifact", "type", "points", "range", "covered", "as_of", "revision", "explained")
    readonly_fields = ("points", "range", "covered", "explained")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Score]:
        rows = super().get_queryset(request)
        return rows.select_related("artifact", "type", "breakdown", "formula")

    @admin.display(description="rank")
    def points(self, score: Score) -> str:
        return f"{score.tenths / 10:.1f}"

    @admin.display(description="range")
    def range(self, score: Score) -> str:
        return f"{score.lo / 10**8:.1f} to {score.hi / 10**8:.1f}"

    @admin.display(description="coverage")
    def covered(self, score: Score) -> str:
        return f"{score.coverage // 10_000} %"

    @admin.display(description="why")
    def explained(self, score: Score) -> SafeString:
        return format_html("<table>{}{}</table>", SafeString(HEAD), _rows(explain(score)))


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


@admin.display(description=settings.RANK_NAME)
def current_rank(artifact: Artifact) -> str:
    """The stored rank on the artifact's own page, with the way to its explanation."""
    score: Score | None = getattr(artifact, "score", None)
    if score is None:
        return "Not computed yet"
    return format_html(
        '{} of 100, between {} and {}; {} % of its inputs known. <a href="{}">Why?</a>',
        f"{score.tenths / 10:.1f}",
        f"{score.lo / 10**8:.1f}",
        f"{score.hi / 10**8:.1f}",
        score.coverage // 10_000,
        reverse("admin:ranking_score_change", args=[score.pk]),
    )


ArtifactAdmin.derived.append(current_rank)


def _rows(explanation: Explanation) -> SafeString:
    return format_html_join(
        "",
        "{}{}",
        ((_component(component), _signals(component)) for component in explanation.components),
    )


def _component(component: Component) -> SafeString:
    return format_html(
        COMPONENT,
        component.label,
        _share(component.value),
        f"{component.weight_bp / 100:g} %",
        f"{component.shown_tenths / 10:.1f}",
        component.state,
        component.note,
    )


def _signals(component: Component) -> SafeString:
    return format_html_join("", SIGNAL, (_signal(signal) for signal in component.signals))


def _signal(signal: Signal) -> tuple[str, str, int, str, str]:
    raw = "" if signal.raw is None else f" ({signal.raw:,})"
    return signal.label, _share(signal.normalised) + raw, signal.weight, signal.state, signal.note


def _share(ppm: int | None) -> str:
    return "–" if ppm is None else f"{ppm / 1_000_000:.3f}"
