"""What belongs to an artifact, edited in place on its page: one tab each."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminSelectWidget

from catalog.admin.desk import InlineFormSet, StackedDesk, TabularDesk
from catalog.admin.prices import NewPriceInline, OpenPriceInline
from catalog.forms.capabilities import ArtifactCapabilityForm
from catalog.forms.offerings import OfferingForm
from catalog.models import (
    ArtifactAlias,
    ArtifactCapability,
    ArtifactLink,
    Citation,
    NotApplicable,
    Observation,
    Offering,
    Price,
    Relation,
    Release,
)


class CapabilityInline(StackedDesk):
    model = ArtifactCapability
    form = ArtifactCapabilityForm
    fieldsets = [
        (
            None,
            {"fields": [("capability", "support"), ("name", "review_state"), "description"]},
        ),
        (
            "What sets it apart",
            {"fields": [("unique_aspect", "versus_alternatives"), ("intents", "best_for")]},
        ),
        (
            "Conditions",
            {
                "fields": [
                    ("limitations", "requires"),
                    ("input_types", "output_types"),
                    "position",
                ]
            },
        ),
    ]
    autocomplete_fields = ["capability"]
    ordering_field = "position"
    hide_ordering_field = True
    per_page = 30
    verbose_name = "capability"
    verbose_name_plural = "capabilities"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("capability")


class OfferingFormSet(InlineFormSet):
    """Prices outlive nothing: an offering that has any is retired, not deleted."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and form.instance.has_prices:
                raise ValidationError(
                    f"{form.instance.external_id or form.instance.channel} has prices, which are"
                    " kept for good. Set its status to retired instead of deleting it."
                )


class OfferingInline(StackedDesk):
    model = Offering
    form = OfferingForm
    formset = OfferingFormSet
    inlines = [OpenPriceInline, NewPriceInline]
    fields = [
        ("provider", "channel"),
        ("external_id", "region"),
        ("context_tokens", "max_output_tokens"),
        ("status", "seen_on"),
        ("source", "url"),
        "keep_held",
        "earlier_prices",
    ]
    readonly_fields = ["earlier_prices"]
    autocomplete_fields = ["provider", "source"]
    per_page = 10
    verbose_name_plural = "offerings and prices"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        prices = Price.objects.open().select_related("source", "entered_by")
        has_prices = Exists(Price.objects.filter(offering=OuterRef("pk")))
        rows: QuerySet[Any] = super().get_queryset(request).annotate(has_prices=has_prices)
        return rows.select_related("provider", "source").prefetch_related(
            Prefetch("prices", prices, to_attr="open_prices")
        )

    @admin.display(description="all prices")
    def earlier_prices(self, offering: Offering) -> str:
        if not offering.pk:
            return "None yet."
        address = reverse("admin:catalog_price_changelist")
        return format_html(
            '<a class="text-link" href="{}?offering__id__exact={}">Earlier and open prices</a>',
            address,
            offering.pk,
        )


class RelationInline(TabularDesk):
    model = Relation
    fk_name = "from_artifact"
    fields = ["kind", "to_artifact", "status", "source", "read_on", "note"]
    autocomplete_fields = ["to_artifact", "source"]
    per_page = 30
    verbose_name_plural = "relations"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("to_artifact", "source")


class CitationInline(TabularDesk):
    model = Citation
    fields = ["source", "artifact_capability", "field", "claim", "stance", "read_on", "note"]
    autocomplete_fields = ["source"]
    per_page = 30

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("source", "artifact_capability")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The capabilities to choose from are this artifact's, read once for all rows."""
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("artifact_capability")
        if isinstance(field, ModelChoiceField):
            owned = ArtifactCapability.objects.filter(artifact=obj)
            field.queryset = owned
            field.widget = UnfoldAdminSelectWidget({"aria-label": "What it speaks of"})
            field.choices = [("", "the record"), *((str(row.pk), row.name) for row in owned)]
        return formset


class LinkInline(TabularDesk):
    model = ArtifactLink
    fields = ["kind", "url"]
    verbose_name = "link"
    verbose_name_plural = "links"


class AliasInline(TabularDesk):
    model = ArtifactAlias
    fields = ["kind", "value"]
    verbose_name = "alias"
    verbose_name_plural = "aliases"


class ReleaseInline(TabularDesk):
    model = Release
    fields = ["kind", "version", "released_on", "source"]
    autocomplete_fields = ["source"]
    per_page = 30

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("source")


class ObservationInline(TabularDesk):
    """What sources measured. Rows stand as they are; a newer figure is a row of its own."""

    model = Observation
    fields = ["metric", "value", "window_days", "subject", "observed_at", "source", "state", "note"]
    readonly_fields = ["state"]
    ordering = ["-observed_at", "metric"]
    autocomplete_fields = ["source"]
    per_page = 20
    verbose_name_plural = "observed figures"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("source")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NotApplicableInline(TabularDesk):
    model = NotApplicable
    fields = ["metric", "reason"]
    verbose_name_plural = "not applicable"
