"""The shared words: organizations, types, categories, tags, capabilities, sources, specs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from import_export.admin import ImportExportModelAdmin
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RelatedDropdownFilter,
)
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from catalog.admin.desk import DeskAdmin
from catalog.admin.paging import DeskPaginator
from catalog.admin.spreadsheets import (
    CapabilityResource,
    CategoryResource,
    OrganizationResource,
    TagResource,
)
from catalog.models import (
    ArtifactType,
    Capability,
    Category,
    Organization,
    Source,
    SpecDefinition,
    Tag,
)
from catalog.signals import notify_changed


class SpreadsheetAdmin(DeskAdmin, ImportExportModelAdmin):  # type: ignore[misc] # untyped base
    """Import with a preview of every row before anything is written, and export."""

    import_form_class = ImportForm
    export_form_class = ExportForm
    skip_import_confirm = False
    skip_export_form = False

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Who may import may change and add: the library itself lets everybody in."""
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def process_result(self, result: Any, request: HttpRequest) -> Any:
        notify_changed()
        return super().process_result(result, request)


@admin.register(ArtifactType)
class ArtifactTypeAdmin(DeskAdmin):
    """Types are wired into the ranking: their words can change, they themselves cannot."""

    list_display = ["name", "key", "group", "schema_org_type", "position"]
    search_fields = ["name", "key"]
    readonly_fields = ["key", "group", "schema_org_type"]
    fields = ["key", "group", "schema_org_type", "name", "plural", "description", "position"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Organization)
class OrganizationAdmin(SpreadsheetAdmin):
    resource_classes = [OrganizationResource]
    paginator = DeskPaginator
    list_display = ["name", "slug", "website"]
    search_fields = ["name", "slug__startswith"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "website", "description"]


@admin.register(Category)
class CategoryAdmin(SpreadsheetAdmin):
    resource_classes = [CategoryResource]
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description"]


@admin.register(Tag)
class TagAdmin(SpreadsheetAdmin):
    resource_classes = [TagResource]
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug"]


@admin.register(Capability)
class CapabilityAdmin(SpreadsheetAdmin):
    resource_classes = [CapabilityResource]
    list_display = ["key", "name", "parent"]
    list_select_related = ["parent"]
    list_filter = [("parent", AutocompleteSelectFilter)]
    search_fields = ["key", "name"]
    autocomplete_fields = ["parent"]
    fields = ["key", "name", "parent", "description"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("parent")


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    paginator = DeskPaginator
    list_display = ["title", "kind", "publisher", "url", "last_read_at"]
    list_filter = [("kind", ChoicesDropdownFilter)]
    search_fields = ["title", "slug", "url"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["last_read_at"]
    fields = ["title", "slug", "kind", "url", "publisher", "licence", "last_read_at"]


@admin.register(SpecDefinition)
class SpecDefinitionAdmin(DeskAdmin):
    list_display = ["label", "key", "type", "kind", "unit", "better", "position"]
    list_select_related = ["type"]
    list_filter = [("type", RelatedDropdownFilter), ("kind", ChoicesDropdownFilter)]
    search_fields = ["label", "key"]
    fields = ["type", "key", "label", "unit", "kind", "better", "help", "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Values are stored under the key in the kind's form: neither changes afterwards."""
        return ["type", "key", "kind"] if obj else []
