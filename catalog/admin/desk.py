"""What every class of the editors' desk shares: the theme's base classes, typed, and joins kept.

The theme is django-unfold, which carries no types; under a type checker its classes are Django's.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog.forms.fields import (
    DeskModelForm,
    KnownAutocompleteSelect,
    LinesField,
    PlainAutocompleteSelectMultiple,
    inner_widget,
)
from catalog.signals import notify_changed

if TYPE_CHECKING:

    class ModelAdmin(admin.ModelAdmin[Any]):
        list_filter_submit: bool
        list_fullwidth: bool
        warn_unsaved_form: bool
        actions_detail: ClassVar[list[Any]]

        def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]: ...

    F = TypeVar("F", bound=Callable[..., Any])

    def action(**kwargs: Any) -> Callable[[F], F]: ...

    def display(**kwargs: Any) -> Callable[[F], F]: ...

    class StackedInline(admin.StackedInline[Any, Any]): ...

    class TabularInline(admin.TabularInline[Any, Any]): ...

    class InlineFormSet(BaseInlineFormSet[Any, Any, Any]): ...

else:
    from unfold.admin import ModelAdmin, StackedInline, TabularInline
    from unfold.decorators import action, display
    from unfold.forms import PaginationInlineFormSet as InlineFormSet

__all__ = [
    "DeskAdmin",
    "InlineFormSet",
    "StackedDesk",
    "TabularDesk",
    "ViewOnly",
    "action",
    "display",
]

LISTS = {
    ArrayField: {"form_class": LinesField, "widget": UnfoldAdminTextareaWidget({"rows": 3})},
    models.TextField: {"widget": UnfoldAdminTextareaWidget({"rows": 4})},
}


class KnownChoices:
    """Autocomplete fields that show the chosen row from the join already made."""

    admin_site: admin.AdminSite

    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = KnownAutocompleteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = PlainAutocompleteSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class DeskAdmin(KnownChoices, ModelAdmin):
    """A class of the desk. Whatever it saves tells the rooms above."""

    form = DeskModelForm
    formfield_overrides = LISTS
    list_filter_submit = True
    list_fullwidth = True
    list_per_page = 50
    show_full_result_count = False
    warn_unsaved_form = True

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        notify_changed()
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        notify_changed()
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        notify_changed()
        return super().log_deletions(request, queryset)


class ViewOnly:
    """Nobody changes these rows here, whatever their role."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StackedDesk(KnownChoices, StackedInline):
    form = DeskModelForm
    formset = InlineFormSet
    formfield_overrides = LISTS
    extra = 0
    tab = True
    collapsible = True
    show_change_link = False


class TabularDesk(KnownChoices, TabularInline):
    """A table: its column heads name the fields to the eye, their labels to everybody else."""

    form = DeskModelForm
    formset = InlineFormSet
    formfield_overrides = LISTS
    extra = 0
    tab = True
    hide_title = True
    show_change_link = False

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            inner_widget(field.widget).attrs["aria-label"] = capfirst(str(field.label))
        return field
