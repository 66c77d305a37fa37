"""The formula as editors read it: versions, weights, signals, the checklist, epochs."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from catalog.admin.desk import DeskAdmin, ViewOnly
from ranking.models import (
    Epoch,
    Formula,
    NormaliserTable,
    QualityCriterion,
)


@admin.register(Formula)
class FormulaAdmin(ViewOnly, DeskAdmin):
    """A version never changes; a change is a new version."""

    list_display = ["version", "state", "sha256", "created_at"]
    list_filter = [("state", ChoicesDropdownFilter)]
    search_fields = ["version"]


@admin.register(QualityCriterion)
class QualityCriterionAdmin(ViewOnly, DeskAdmin):
    """The checklist. Points belong to the formula: they change with its version."""

    list_display = ["label", "code", "points", "evaluator", "help"]
    search_fields = ["code", "label"]
    sortable_by: ClassVar[list[str]] = []


@admin.register(Epoch)
class EpochAdmin(ViewOnly, DeskAdmin):
    list_display = ["__str__", "formula", "as_of", "state", "opened_at", "fitted", "note"]
    list_select_related = ["formula"]
    sortable_by: ClassVar[list[str]] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Epoch]:
        epochs: QuerySet[Epoch] = super().get_queryset(request)
        return epochs.annotate(curve_count=Count("normalisers"))

    @admin.display(description="curves")
    def fitted(self, epoch: Epoch) -> int:
        return int(getattr(epoch, "curve_count", 0))


@admin.register(NormaliserTable)
class NormaliserTableAdmin(ViewOnly, DeskAdmin):
    list_display = ["epoch", "type_key", "signal", "n", "basis"]
    list_select_related = ["epoch"]
    search_fields = ["type_key", "signal"]
    sortable_by: ClassVar[list[str]] = []
