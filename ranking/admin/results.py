"""Results of outside checks, which an editor may also enter by hand."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RelatedDropdownFilter,
)

from catalog.admin.desk import DeskAdmin
from catalog.admin.paging import DeskPaginator
from ranking.formula.criteria import CHECKED
from ranking.models import QualityCriterion, QualityResult


@admin.register(QualityResult)
class QualityResultAdmin(DeskAdmin):
    """Thousandths of a criterion's points, or that it does not apply to this artifact."""

    paginator = DeskPaginator
    list_display = ["artifact", "criterion", "state", "permille", "checked_at", "evidence"]
    list_select_related = ["artifact", "criterion"]
    list_filter = [
        ("artifact", AutocompleteSelectFilter),
        ("criterion", RelatedDropdownFilter),
        ("state", ChoicesDropdownFilter),
    ]
    autocomplete_fields = ["artifact"]
    search_fields = ["artifact__slug__startswith"]
    ordering = ["-pk"]
    sortable_by: ClassVar[list[str]] = []

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
