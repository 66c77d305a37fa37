"""What the API's lists can be narrowed by, beyond what the browse page offers."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from catalog.enums import (
    OfferingStatus,
    PriceComponent,
    PriceMode,
    PriceUnit,
    RelationKind,
    RelationStatus,
)
from catalog.models import Artifact, ArtifactType, Capability, Organization
from comparisons.api import visible
from comparisons.filters import ArtifactFilter

LARGEST_ID = 2**63 - 1
YES_OR_NO = (("true", "true"), ("false", "false"))


def published(request: Any = None) -> "QuerySet[Artifact]":
    return Artifact.objects.published()


def organizations(request: Any = None) -> "QuerySet[Organization]":
    return visible.organizations()


def yes_or_no(help_text: str, **options: Any) -> django_filters.TypedChoiceFilter:
    return django_filters.TypedChoiceFilter(
        choices=YES_OR_NO, coerce=lambda text: text == "true", help_text=help_text, **options
    )


def artifact_slug(help_text: str, **options: Any) -> django_filters.ModelMultipleChoiceFilter:
    return django_filters.ModelMultipleChoiceFilter(
        queryset=published, to_field_name="slug", distinct=False, help_text=help_text, **options
    )


class WholeNumberFilter(django_filters.NumberFilter):  # type: ignore[misc]
    field_class = forms.IntegerField


class ArtifactListFilter(ArtifactFilter):
    updated_since = django_filters.IsoDateTimeFilter(
        field_name="updated_at",
        lookup_expr="gte",
        help_text="Changed at that time or later, for example 2026-06-01T00:00:00Z.",
    )


class NameFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", max_length=200, help_text="Part of the name."
    )


class CapabilityFilter(NameFilter):
    parent = django_filters.ModelChoiceFilter(
        field_name="parent",
        queryset=Capability.objects.all(),
        to_field_name="key",
        help_text="Key of the parent.",
    )


class OfferingFilter(django_filters.FilterSet):  # type: ignore[misc]
    artifact = artifact_slug("Slug of an artifact.", field_name="artifact__slug")
    provider = django_filters.ModelMultipleChoiceFilter(
        queryset=organizations,
        to_field_name="slug",
        field_name="provider__slug",
        distinct=False,
        help_text="Slug of a provider.",
    )
    channel = django_filters.CharFilter(max_length=40, help_text="For example api.")
    status = django_filters.MultipleChoiceFilter(
        choices=OfferingStatus.choices, distinct=False, help_text="Whether it is served."
    )


class PriceFilter(django_filters.FilterSet):  # type: ignore[misc]
    artifact = artifact_slug("Slug of an artifact.", field_name="offering__artifact__slug")
    provider = django_filters.ModelMultipleChoiceFilter(
        queryset=organizations,
        to_field_name="slug",
        field_name="offering__provider__slug",
        distinct=False,
        help_text="Slug of a provider.",
    )
    offering = WholeNumberFilter(
        field_name="offering_id", min_value=1, max_value=LARGEST_ID, help_text="Id of an offering."
    )
    component = django_filters.MultipleChoiceFilter(
        choices=PriceComponent.choices, distinct=False, help_text="What is paid for."
    )
    unit = django_filters.MultipleChoiceFilter(
        choices=PriceUnit.choices, distinct=False, help_text="What it is counted in."
    )
    mode = django_filters.MultipleChoiceFilter(
        choices=PriceMode.choices, distinct=False, help_text="How it is served."
    )
    as_of = django_filters.DateFilter(
        method="on_date",
        input_formats=["%Y-%m-%d"],
        help_text="Prices that held at the end of that day (UTC), for example 2026-06-01.",
    )
    open = yes_or_no(
        "true: only prices that hold now; false: only closed ones.",
        field_name="valid_to",
        lookup_expr="isnull",
    )

    def on_date(self, prices: "QuerySet[Any]", name: str, day: Any) -> Any:
        still = Q(valid_to__isnull=True) | Q(valid_to__date__gt=day)
        return prices.filter(still, valid_from__date__lte=day)


class RelationFilter(django_filters.FilterSet):  # type: ignore[misc]
    artifact = artifact_slug("Slug of an artifact at either end.", method="at_either_end")
    from_artifact = artifact_slug(
        "Slug of the artifact it starts from.", field_name="from_artifact__slug"
    )
    to_artifact = artifact_slug("Slug of the artifact it leads to.", field_name="to_artifact__slug")
    kind = django_filters.MultipleChoiceFilter(
        choices=RelationKind.choices, distinct=False, help_text="How they are related."
    )
    status = django_filters.MultipleChoiceFilter(
        choices=RelationStatus.choices, distinct=False, help_text="How sure that is."
    )

    def at_either_end(
        self, relations: "QuerySet[Any]", name: str, artifacts: "QuerySet[Artifact]"
    ) -> Any:
        if not artifacts:
            return relations
        return relations.filter(Q(from_artifact__in=artifacts) | Q(to_artifact__in=artifacts))


class ScoreFilter(django_filters.FilterSet):  # type: ignore[misc]
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=ArtifactType.objects.all(),
        to_field_name="key",
        distinct=False,
        help_text="Key of a type.",
    )
    provisional = yes_or_no("true: only those with too little known to place them.")
