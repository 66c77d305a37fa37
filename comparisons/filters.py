"""What lists of artifacts can be narrowed by: the same for the browse page and the API."""

from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Q, QuerySet

from catalog.enums import Lifecycle, PricingModel, Support
from catalog.models import (
    Artifact,
    ArtifactCapability,
    ArtifactType,
    Capability,
    Category,
    Organization,
)

HELD = (Support.YES, Support.PARTIAL)
MODALITY_SPECS = ("modalities_in", "modalities_out", "modalities")
# The same expression as the index `artifact_text`, or it would not be used.
ARTIFACT_TEXT = SearchVector("name", weight="A", config="english") + SearchVector(
    "summary", weight="B", config="english"
)


def publishers(request: Any = None) -> "QuerySet[Organization]":
    """Organizations that publish something a visitor may see."""
    shown = Artifact.objects.published().filter(publisher=OuterRef("pk"))
    return Organization.objects.filter(Exists(shown))


class ArtifactFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Repeating a parameter widens the list, except for capabilities: those must all be there."""

    q = django_filters.CharFilter(
        method="matching", max_length=200, help_text="Words of the name or the summary."
    )
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=ArtifactType.objects.all(),
        to_field_name="key",
        distinct=False,
        help_text="Key of a type.",
    )
    category = django_filters.ModelMultipleChoiceFilter(
        queryset=Category.objects.all(),
        to_field_name="slug",
        method="in_category",
        help_text="Slug of a category.",
    )
    publisher = django_filters.ModelMultipleChoiceFilter(
        queryset=publishers,
        field_name="publisher__slug",
        to_field_name="slug",
        distinct=False,
        help_text="Slug of the publishing organization.",
    )
    capability = django_filters.ModelMultipleChoiceFilter(
        queryset=Capability.objects.all(),
        to_field_name="key",
        method="with_capabilities",
        help_text="Key of a capability it has, wholly or in part. Repeated: all of them.",
    )
    pricing_model = django_filters.MultipleChoiceFilter(
        choices=PricingModel.choices, distinct=False, help_text="How it is paid for."
    )
    lifecycle = django_filters.MultipleChoiceFilter(
        choices=Lifecycle.choices, distinct=False, help_text="Where it stands in its life."
    )
    licence = django_filters.CharFilter(
        field_name="licence_spdx",
        lookup_expr="iexact",
        max_length=100,
        help_text="SPDX id of the licence, for example Apache-2.0.",
    )
    modality = django_filters.CharFilter(
        method="with_modality", max_length=40, help_text="A kind of input or output, as image."
    )
    ranked = django_filters.BooleanFilter(
        method="with_rank", help_text="True leaves out provisional ranks and those without one."
    )

    class Meta:
        model = Artifact
        fields: list[str] = []

    def matching(self, artifacts: "QuerySet[Artifact]", name: str, words: str) -> Any:
        query = SearchQuery(words, search_type="websearch", config="english")
        return artifacts.alias(text=ARTIFACT_TEXT).filter(text=query)

    def in_category(
        self, artifacts: "QuerySet[Artifact]", name: str, categories: "QuerySet[Category]"
    ) -> Any:
        if not categories:
            return artifacts
        member = Artifact.categories.through.objects.filter(
            artifact=OuterRef("pk"), category__in=categories
        )
        return artifacts.filter(Exists(member))

    def with_modality(self, artifacts: "QuerySet[Artifact]", name: str, modality: str) -> Any:
        kinds = (Q(**{f"specs__{key}__contains": [modality]}) for key in MODALITY_SPECS)
        return artifacts.filter(reduce(or_, kinds))

    def with_rank(self, artifacts: "QuerySet[Artifact]", name: str, ranked: bool) -> Any:
        return artifacts.filter(score__provisional=False) if ranked else artifacts

    def with_capabilities(
        self, artifacts: "QuerySet[Artifact]", name: str, capabilities: "QuerySet[Capability]"
    ) -> Any:
        for capability in capabilities:
            held = ArtifactCapability.objects.filter(
                artifact=OuterRef("pk"), capability=capability, support__in=HELD
            )
            artifacts = artifacts.filter(Exists(held))
        return artifacts


class SearchFilter(ArtifactFilter):
    """What a search is narrowed by: all of it but the browse page's own words."""

    q = None
