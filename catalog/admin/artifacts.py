"""The artifact's list and page: everything about it is edited here, in place."""

from collections.abc import Callable
from typing import Any, ClassVar

import pghistory
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RelatedDropdownFilter,
)

from catalog.admin import artifact_inlines as rows
from catalog.admin.desk import DeskAdmin, display
from catalog.admin.editorial import EditorialActions, user_of
from catalog.admin.filters import LackingFilter, OriginFilter, PricedFilter
from catalog.admin.history import changes_of
from catalog.admin.paging import DeskPaginator
from catalog.admin.prices import PriceFormSet
from catalog.admin.search import matching
from catalog.enums import EditorialState
from catalog.forms.artifact import ArtifactForm, form_with_specs
from catalog.forms.specs import field_name
from catalog.models import Artifact, Price, SpecDefinition
from catalog.services.pricing import PriceRefused

STATE_COLOURS = {
    EditorialState.DRAFT: "info",
    EditorialState.SUBMITTED: "warning",
    EditorialState.PUBLISHED: "success",
}
UPKEEP = ["state", "published_at", "revision", "created_at", "updated_at"]
FACTS: list[tuple[str | None, dict[str, Any]]] = [
    (None, {"fields": ["name", "slug", "type", "publisher", "summary", "description"]}),
    ("Licence and price", {
        "fields": [("licence_spdx", "licence_name"), ("licence_url", "pricing_model")],
    }),
    ("Lifecycle", {
        "fields": [
            ("lifecycle", "announced_on"),
            ("released_on", "released_precision"),
            ("deprecated_on", "retired_on"),
            "successor",
        ],
    }),
    ("Where it stands and where it is from", {"fields": ["categories", "tags", "source"]}),
]  # fmt: skip


@admin.register(Artifact)
class ArtifactAdmin(EditorialActions, DeskAdmin):
    """`derived` is the place for rooms above: append a display method of an artifact
    (`short_description` names it) and the page shows it, read-only, in a section of its own.
    """

    derived: ClassVar[list[Callable[[Artifact], Any]]] = []

    form = ArtifactForm
    paginator = DeskPaginator
    list_display = ["name", "type", "publisher", "lifecycle", "shown_state", "updated_at"]
    sortable_by = ["name"]
    list_filter = [
        ("type", RelatedDropdownFilter),
        ("state", ChoicesDropdownFilter),
        ("lifecycle", ChoicesDropdownFilter),
        ("pricing_model", ChoicesDropdownFilter),
        ("publisher", AutocompleteSelectFilter),
        LackingFilter,
        OriginFilter,
        PricedFilter,
    ]
    search_fields = ["name", "slug"]
    search_help_text = "Words of the name, the beginning of a slug or of an outside id."
    autocomplete_fields = ["publisher", "successor", "source", "categories", "tags"]
    readonly_fields = UPKEEP
    prepopulated_fields = {"slug": ["name"]}
    inlines = [
        rows.CapabilityInline,
        rows.OfferingInline,
        rows.RelationInline,
        rows.CitationInline,
        rows.LinkInline,
        rows.AliasInline,
        rows.ReleaseInline,
        rows.ObservationInline,
        rows.NotApplicableInline,
    ]

    @display(description="state", label=STATE_COLOURS)
    def shown_state(self, artifact: Artifact) -> tuple[str, str]:
        return artifact.state, artifact.get_state_display()

    def view_on_site(self, artifact: Artifact) -> str | None:
        return artifact.get_absolute_url() if artifact.is_published else None

    # --- What may be done -----------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors change drafts; what is submitted, published or archived, reviewers change."""
        may = super().has_change_permission(request, obj)
        is_draft = obj is None or obj.state == EditorialState.DRAFT
        return may and (is_draft or self.has_publish_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft without prices goes; everything else is archived."""
        if obj is None or not super().has_delete_permission(request, obj):
            return False
        return (
            obj.state == EditorialState.DRAFT
            and not Price.objects.filter(offering__artifact=obj).exists()
        )

    # --- The form -------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [*FACTS, ("This change", {"fields": ["reason"]})]
        specs = [field_name(row.key) for row in self._definitions(request, obj)]
        sections = list(FACTS)
        if specs:
            sections.insert(1, ("Specifications", {"fields": specs}))
        if self.derived:
            sections.append(("Derived from the facts", {"fields": [*self.derived]}))
        record = ["keep_held", ("state", "revision"), ("published_at", "updated_at"), "created_at"]
        guard = ["reason", "overwrite", "opened_revision"]
        return [
            *sections,
            ("Record", {"fields": record}),
            ("This change", {"fields": guard}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*UPKEEP, *self.derived]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A new record is saved once before its parts are added."""
        return self.inlines if obj else []

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        if obj is not None:
            kw["form"] = form_with_specs(self._definitions(request, obj))
        return super().get_form(request, obj, change, **kw)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        joined = ["type", "publisher", "successor", "source"]
        return super().get_queryset(request).select_related(*joined)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return matching(queryset, search_term), False

    def _definitions(self, request: HttpRequest, obj: Artifact) -> list[SpecDefinition]:
        """The specifications of the artifact's type, read once for a request."""
        kept: dict[str, list[SpecDefinition]] = request.__dict__.setdefault("spec_definitions", {})
        if obj.type_id not in kept:
            kept[obj.type_id] = list(SpecDefinition.objects.filter(type=obj.type_id))
        return kept[obj.type_id]

    # --- Saving ---------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PriceRefused as refusal:
            messages.error(request, f"Nothing was saved. A price could not be recorded: {refusal}")
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Artifact, form: Any, change: bool) -> None:
        if reason := form.cleaned_data.get("reason"):
            pghistory.context(reason=reason)
        if not change:
            super().save_model(request, obj, form, change)
            return
        form.hold()
        own = {field.name for field in Artifact._meta.concrete_fields}
        obj.save(
            update_fields=[*(own & set(form.changed_data)), "specs", "held_fields", "updated_at"]
        )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if isinstance(formset, PriceFormSet):
            formset.entered_by = user_of(request)
            formset.at = timezone.now()
        super().save_formset(request, form, formset, change)

    def response_add(
        self, request: HttpRequest, obj: Artifact, post_url_continue: str | None = None
    ) -> HttpResponse:
        """After the first save the page goes on, now with the parts of the record."""
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, f"{obj.name} is a draft now. Add what it can do and costs.")
        return HttpResponseRedirect(reverse("admin:catalog_artifact_change", args=[obj.pk]))

    # --- History --------------------------------------------------------------------------

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        artifact = self.get_object(request, object_id)
        changes = changes_of(artifact) if artifact else []
        return super().history_view(
            request, object_id, {**(extra_context or {}), "changes": changes}
        )
