"""How likely places of a list are looked at: figures to read, and to supersede."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from catalog.admin.desk import DeskAdmin
from matchgraph.forms.bias import PositionBiasForm
from matchgraph.models import PositionBias


@admin.register(PositionBias)
class PositionBiasAdmin(DeskAdmin):
    """A row holds until a later one of the same place. None is changed: days that were counted by
    it can be counted again."""

    form = PositionBiasForm
    list_display = ["surface", "position", "permille", "from_day", "note"]
    list_filter = [("surface", ChoicesDropdownFilter)]
    ordering = ["surface", "position", "-from_day"]
    sortable_by: ClassVar[list[str]] = []
    fields = [("surface", "position"), ("permille", "from_day"), "note"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
