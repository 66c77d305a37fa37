"""Results of outside checks, which an editor may also enter by hand."""

from typing import ClassVar

from django.contrib import admin, messages
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RelatedDropdownFilter,
)

from catalog.admin.desk import DeskAdmin, display
from catalog.admin.paging import DeskPaginator
from catalog.signals import notify_changed
from ranking.formula.criteria import CHECKED
from ranking.models import QualityCriterion, QualityResult, ResultOrigin
from ranking.services.taking_back import take_back

COLOURS = {ResultOrigin.CHECK: "info", ResultOrigin.EDITOR: "warning"}


@admin.register(QualityResult)
class QualityResultAdmin(DeskAdmin):
    """Thousandths of a criterion's points, or that it does not apply to this artifact.

    Whatever is saved here is an editor's word: automatic checks leave it alone.
    """

    paginator = DeskPaginator
    list_display = [
        "artifact",
        "criterion",
        "state",
        "permille",
        "shown_origin",
        "checked_at",
        "evidence",
    ]
    list_select_related = ["artifact", "criterion"]
    list_filter = [
        ("artifact", AutocompleteSelectFilter),
        ("criterion", RelatedDropdownFilter),
        ("state", ChoicesDropdownFilter),
        ("origin", ChoicesDropdownFilter),
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("artifact", "criterion"),
                    ("state", "permille"),
                    "evidence",
                    ("checked_at", "shown_origin"),
                ],
                "description": "What you save stands: automatic checks no longer change it, until"
                " it is taken back in the list.",
            },
        )
    ]
    readonly_fields = ["shown_origin"]
    actions = ["take_back_selected"]
    autocomplete_fields = ["artifact"]
    search_fields = ["artifact__slug__startswith"]
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []

    def has_take_back_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("ranking.change_qualityresult")

    @display(description="said by", label=COLOURS)
    def shown_origin(self, result: QualityResult) -> tuple[str, str]:
        return result.origin, result.get_origin_display()

    def save_model(
        self, request: HttpRequest, obj: QualityResult, form: object, change: bool
    ) -> None:
        obj.origin = ResultOrigin.EDITOR
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: QualityResult) -> None:
        take_back(result_ids=[obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[QualityResult]) -> None:
        take_back(result_ids=_ids(queryset))

    @admin.action(
        description="Take back: let the automatic checks decide", permissions=["take_back"]
    )
    def take_back_selected(self, request: HttpRequest, queryset: QuerySet[QualityResult]) -> None:
        count = take_back(result_ids=_ids(queryset.filter(origin=ResultOrigin.EDITOR)))
        notify_changed()
        messages.success(request, f"{count} taken back; what checks found stands there instead.")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[object, object]", request: HttpRequest, **kwargs: object
    ) -> "ModelChoiceField[QualityCriterion] | None":
        """Criteria read off the catalog take no figure by hand, only the word that none applies."""
        field: ModelChoiceField[QualityCriterion] | None = super().formfield_for_foreignkey(
            db_field, request, **kwargs
        )
        if field and db_field.name == "criterion":
            field.help_text = f"Figures count for those marked “{CHECKED}”."
        return field


def _ids(results: QuerySet[QualityResult]) -> list[int]:
    return list(results.order_by().values_list("pk", flat=True))
