from datetime import date, datetime
from typing import Annotated, Any, TypedDict

from catalog.enums import (
    AliasKind,
    DatePrecision,
    Lifecycle,
    LinkKind,
    PricingModel,
    ReleaseKind,
    ReviewState,
    SpecKind,
    Support,
)
from comparisons.api.shapes.offerings import OfferingLine, RelationEntry
from comparisons.api.shapes.vocabulary import (
    ArtifactReference,
    CitationEntry,
    Reference,
    SourceReference,
)


class LicenceTerms(TypedDict):
    """By SPDX id, or by name where there is none."""

    spdx: str | None
    name: str | None
    url: str | None


class ScoreSummary(TypedDict):
    """The rank in short; `url` leads to the explanation."""

    rank: Annotated[int, "Points out of 100, rounded."]
    tenths: Annotated[int, "Tenths of a point, 0 to 1000."]
    total: Annotated[int, "The exact total, 0 to 10,000,000,000."]
    sd: Annotated[int, "Standard deviation, in the unit of `total`."]
    low: Annotated[int, "The lowest total that is likely, in the unit of `total`."]
    high: Annotated[int, "The highest total that is likely, in the unit of `total`."]
    coverage: Annotated[int, "How much of its inputs is known, in parts per million."]
    provisional: Annotated[bool, "True where too little is known to place it among others."]
    as_of: date
    url: str


class ArtifactSummary(TypedDict):
    slug: str
    name: str
    type: Reference
    publisher: Reference | None
    summary: str
    categories: list[Reference]
    pricing_model: PricingModel
    lifecycle: Lifecycle
    licence: LicenceTerms | None
    released_on: date | None
    released_precision: Annotated[
        DatePrecision | None, "How much of `released_on` is known; the rest of it is filled up."
    ]
    score: Annotated[ScoreSummary | None, "null until it has been computed."]
    revision: Annotated[int, "Rises with every change of what is shown of the artifact."]
    published_at: datetime
    updated_at: datetime
    url: str
    html_url: str


class OwnScore(TypedDict):
    """What the artifact comes to under a reader's own weights, beside its rank. Never stored."""

    weights: Annotated[str, "The weights in their one spelling."]
    tenths: Annotated[int, "Tenths of a point, 0 to 1000."]
    total: Annotated[int, "The exact total, 0 to 10,000,000,000."]
    coverage: Annotated[int, "How much of what counts is known, in parts per million."]
    provisional: Annotated[bool, "True where the rank is, or where a weighty part is unknown."]


class ArtifactEntry(ArtifactSummary):
    own: Annotated[
        OwnScore | None, "null without `weights`, and where nothing that was given weight counts."
    ]


class LinkEntry(TypedDict):
    kind: LinkKind
    url: str


class AliasEntry(TypedDict):
    """An earlier slug, or what others call it."""

    kind: AliasKind
    value: str


class ReleaseEntry(TypedDict):
    kind: ReleaseKind
    version: str | None
    released_on: date


class SpecEntry(TypedDict):
    key: str
    label: str
    unit: str | None
    kind: SpecKind
    value: Annotated[Any, "As `kind` says; null where unknown."]


class CapabilityClaim(TypedDict):
    """What the artifact does for one capability of the shared vocabulary."""

    capability: Reference
    support: Support
    name: str
    description: str | None
    unique_aspect: str | None
    versus_alternatives: str | None
    intents: list[str]
    best_for: list[str]
    limitations: list[str]
    requires: list[str]
    input_types: list[str]
    output_types: list[str]
    review_state: ReviewState
    citations: list[CitationEntry]


class ArtifactDetail(ArtifactSummary):
    description: Annotated[str | None, "Markdown."]
    announced_on: date | None
    deprecated_on: date | None
    retired_on: date | None
    successor: ArtifactReference | None
    source: SourceReference | None
    tags: list[str]
    links: list[LinkEntry]
    aliases: list[AliasEntry]
    releases: list[ReleaseEntry]
    specs: list[SpecEntry]
    capabilities: list[CapabilityClaim]
    offerings: list[OfferingLine]
    relations: list[RelationEntry]
    citations: Annotated[list[CitationEntry], "Those of the record; capabilities have their own."]
