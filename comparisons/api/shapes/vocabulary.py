from datetime import date
from typing import Annotated, TypedDict

from catalog.enums import SourceKind, TypeGroup


class Reference(TypedDict):
    """Something with a stable slug or key and an address of its own."""

    key: Annotated[str, "Its slug or key."]
    name: str
    url: str


class ArtifactReference(TypedDict):
    slug: str
    name: str
    type: str
    url: str
    html_url: str


class SourceReference(TypedDict):
    """Where a fact comes from."""

    slug: str
    title: str
    url: Annotated[str | None, "The address of the source itself."]
    kind: SourceKind
    publisher: str | None
    licence: str | None


class ArtifactTypeEntry(TypedDict):
    key: str
    name: str
    plural: str
    group: TypeGroup
    schema_org_type: str
    description: str | None
    artifacts_count: Annotated[int, "Published artifacts."]
    artifacts_url: str
    url: str
    html_url: str


class SpecDefinitionEntry(TypedDict):
    key: str
    label: str
    unit: str | None
    kind: str
    better: str
    help: str | None


class ArtifactTypeDetail(ArtifactTypeEntry):
    specs: Annotated[list[SpecDefinitionEntry], "What artifacts of this type may specify."]


class CategoryEntry(TypedDict):
    slug: str
    name: str
    description: str | None
    artifacts_count: Annotated[int, "Published artifacts."]
    artifacts_url: str
    url: str
    html_url: str


class OrganizationEntry(TypedDict):
    slug: str
    name: str
    website: str | None
    description: str | None
    artifacts_count: Annotated[int, "Published artifacts it publishes."]
    offerings_count: Annotated[int, "Published artifacts' offerings it serves."]
    artifacts_url: str
    offerings_url: str
    url: str
    html_url: str


class CapabilityEntry(TypedDict):
    key: str
    name: str
    description: str | None
    parent: Reference | None
    artifacts_count: Annotated[int, "Published artifacts that have it, wholly or in part."]
    artifacts_url: str
    url: str
    html_url: str


class CapabilityHolder(TypedDict):
    """One artifact that has the capability, and how far."""

    artifact: ArtifactReference
    support: str
    name: Annotated[str, "What the artifact calls it."]
    description: str | None
    unique_aspect: str | None
    review_state: str
    rank: Annotated[int | None, "The artifact's rank in points."]


class CapabilityDetail(CapabilityEntry):
    children: list[Reference]
    artifacts: Annotated[
        list[CapabilityHolder], "The 50 of highest rank; `artifacts_url` leads to all."
    ]


class CitationEntry(TypedDict):
    """What a source says about one fact."""

    field: Annotated[str | None, "The fact it speaks of; null for the record as a whole."]
    claim: str | None
    stance: str
    source: SourceReference
    read_on: Annotated[date | None, "Null: named, but not read for this record."]
    note: str | None
