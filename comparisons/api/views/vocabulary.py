from collections.abc import Sequence
from typing import Any

from django.db.models import F
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.models import ArtifactType, Capability, Category, SpecDefinition
from comparisons.api import entries, visible, vocabulary_entries
from comparisons.api.base import ListView, ReadView, both_ways
from comparisons.api.entries import REFERRED, under
from comparisons.api.filters import CapabilityFilter, NameFilter
from comparisons.api.keyset import Key
from comparisons.api.parameters import Parameter
from comparisons.api.problems import Problem
from comparisons.api.shapes.vocabulary import (
    ArtifactTypeDetail,
    ArtifactTypeEntry,
    CapabilityDetail,
    CapabilityEntry,
    CapabilityHolder,
    CategoryEntry,
    OrganizationEntry,
    Reference,
    SpecDefinitionEntry,
)
from comparisons.filters import HELD

SLUG_SCHEMA = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
KEY_SCHEMA = {"type": "string", "pattern": "^[a-z0-9]+([.-][a-z0-9]+)*$"}
MOST_HOLDERS = 50
HOLDER = ("support", "name", "description", "unique_aspect", "review_state")
SPEC = ("key", "label", "unit", "kind", "better", "help")


def one(rows: Any, columns: Sequence[str], what: str, **key: str) -> dict[str, Any]:
    """The row of that key, or the problem that there is none."""
    row: dict[str, Any] | None = rows.filter(**key).values(*columns).first()
    if row is None:
        raise Problem("not-found", f"No {what} has the key “{next(iter(key.values()))}”.")
    return row


class TypeList(ListView):
    """List the types of artifacts."""

    operation = "list_types"
    tag = "vocabulary"
    shape = ArtifactTypeEntry
    columns = vocabulary_entries.TYPE
    orderings = both_ways("position", Key("position"), last="key")

    def get_queryset(self) -> Any:
        return vocabulary_entries.counted(ArtifactType.objects.all(), "type")

    def build(self, rows: list[dict[str, Any]]) -> Sequence[ArtifactTypeEntry]:
        links = self.links
        return [vocabulary_entries.type_entry(row, links) for row in rows]


class TypeView(ReadView):
    """Read one type with the specifications its artifacts may carry."""

    operation = "read_type"
    tag = "vocabulary"
    shape = ArtifactTypeDetail
    path_parameters = [Parameter("key", "Key of the type.", SLUG_SCHEMA)]

    def get(self, request: Request, key: str) -> Response:
        types = vocabulary_entries.counted(ArtifactType.objects.all(), "type")
        row = one(types, vocabulary_entries.TYPE, "type", key=key)
        return Response({**vocabulary_entries.type_entry(row, self.links), "specs": _specs(key)})


def _specs(type_key: str) -> list[SpecDefinitionEntry]:
    rows = SpecDefinition.objects.filter(type=type_key).order_by("position", "key").values(*SPEC)
    return [
        {
            "key": row["key"],
            "label": row["label"],
            "unit": row["unit"] or None,
            "kind": row["kind"],
            "better": row["better"],
            "help": row["help"] or None,
        }
        for row in rows
    ]


class CategoryList(ListView):
    """List the categories."""

    operation = "list_categories"
    tag = "vocabulary"
    shape = CategoryEntry
    columns = vocabulary_entries.CATEGORY
    orderings = both_ways("name", Key("name"))

    def get_queryset(self) -> Any:
        return vocabulary_entries.counted(Category.objects.all(), "categories")

    def build(self, rows: list[dict[str, Any]]) -> Sequence[CategoryEntry]:
        links = self.links
        return [vocabulary_entries.category(row, links) for row in rows]


class CategoryView(ReadView):
    """Read one category."""

    operation = "read_category"
    tag = "vocabulary"
    shape = CategoryEntry
    path_parameters = [Parameter("slug", "Slug of the category.", SLUG_SCHEMA)]

    def get(self, request: Request, slug: str) -> Response:
        categories = vocabulary_entries.counted(Category.objects.all(), "categories")
        row = one(categories, vocabulary_entries.CATEGORY, "category", slug=slug)
        return Response(vocabulary_entries.category(row, self.links))


class OrganizationList(ListView):
    """List organizations that publish or serve artifacts."""

    operation = "list_organizations"
    tag = "organizations"
    shape = OrganizationEntry
    filterset_class = NameFilter
    columns = vocabulary_entries.ORGANIZATION
    orderings = both_ways("name", Key("name"))

    def get_queryset(self) -> Any:
        return vocabulary_entries.with_offerings(visible.organizations())

    def build(self, rows: list[dict[str, Any]]) -> Sequence[OrganizationEntry]:
        links = self.links
        return [vocabulary_entries.organization(row, links) for row in rows]


class OrganizationView(ReadView):
    """Read one organization."""

    operation = "read_organization"
    tag = "organizations"
    shape = OrganizationEntry
    path_parameters = [Parameter("slug", "Slug of the organization.", SLUG_SCHEMA)]

    def get(self, request: Request, slug: str) -> Response:
        organizations = vocabulary_entries.with_offerings(visible.organizations())
        row = one(organizations, vocabulary_entries.ORGANIZATION, "organization", slug=slug)
        return Response(vocabulary_entries.organization(row, self.links))


class CapabilityList(ListView):
    """List the capabilities: the shared words for what artifacts can do."""

    operation = "list_capabilities"
    tag = "capabilities"
    shape = CapabilityEntry
    filterset_class = CapabilityFilter
    columns = vocabulary_entries.CAPABILITY
    orderings = both_ways("key", last="key")

    def get_queryset(self) -> Any:
        return Capability.objects.all()

    def build(self, rows: list[dict[str, Any]]) -> Sequence[CapabilityEntry]:
        links, counts = self.links, vocabulary_entries.holders(row["id"] for row in rows)
        return [vocabulary_entries.capability(row, counts, links) for row in rows]


class CapabilityView(ReadView):
    """Read one capability with the artifacts that have it."""

    operation = "read_capability"
    tag = "capabilities"
    shape = CapabilityDetail
    path_parameters = [Parameter("key", "Key of the capability.", KEY_SCHEMA)]

    def get(self, request: Request, key: str) -> Response:
        columns = vocabulary_entries.CAPABILITY
        row = one(Capability.objects.all(), columns, "capability", key=key)
        counts = vocabulary_entries.holders([row["id"]])
        return Response(
            {
                **vocabulary_entries.capability(row, counts, self.links),
                "children": self._children(key),
                "artifacts": self._holders(key),
            }
        )

    def _children(self, key: str) -> list[Reference]:
        links = self.links
        rows = Capability.objects.filter(parent__key=key).order_by("key").values("key", "name")
        return [{**row, "url": links.capability(row["key"])} for row in rows]

    def _holders(self, key: str) -> list[CapabilityHolder]:
        links = self.links
        rows = (
            visible.artifact_capabilities()
            .filter(capability__key=key, support__in=HELD)
            .order_by(F("artifact__score__total").desc(nulls_last=True), "artifact__slug")
            .values(*HOLDER, *under("artifact", (*REFERRED, "score__headline")))[:MOST_HOLDERS]
        )
        return [
            {
                "artifact": entries.artifact(row, links, "artifact__"),
                "support": row["support"],
                "name": row["name"],
                "description": row["description"] or None,
                "unique_aspect": row["unique_aspect"] or None,
                "review_state": row["review_state"],
                "rank": row["artifact__score__headline"],
            }
            for row in rows
        ]
