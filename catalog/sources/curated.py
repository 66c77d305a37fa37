"""The rows of our own file format: an editor's full record of an artifact, and the vocabulary."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.sources.rows import AliasRow, DateRow, LicenceRow, PriceRow


@dataclass(frozen=True, slots=True)
class VocabularyRow:
    """One row of a vocabulary table: where it stands, its key, and its columns."""

    place: str
    key: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CitationRow:
    source: str
    read_on: date | None
    claim: str = ""
    field: str = ""
    stance: str = "supports"
    note: str = ""


@dataclass(frozen=True, slots=True)
class CapabilityRow:
    """What the artifact can do; `values` holds the columns of `ArtifactCapability`."""

    capability: str
    values: dict[str, Any]
    citations: tuple[CitationRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedPrice:
    price: PriceRow
    seen_on: date


@dataclass(frozen=True, slots=True)
class CuratedOffering:
    provider: str
    source: str
    values: dict[str, Any]
    prices: tuple[DatedPrice, ...] = ()


@dataclass(frozen=True, slots=True)
class CuratedObservation:
    metric: str
    value: int
    observed_on: date
    source: str
    subject: str = ""
    window_days: int | None = None


@dataclass(frozen=True, slots=True)
class CuratedRelation:
    kind: str
    target: str
    status: str
    source: str
    read_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CuratedRelease:
    kind: str
    version: str
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class CuratedArtifact:
    """A whole record; references are slugs and keys. `place` names the file it stands in."""

    place: str
    slug: str
    name: str
    type: str
    publisher: str
    source: str
    summary: str
    description: str
    pricing_model: str
    lifecycle: str
    published: bool
    licence: LicenceRow
    dates: dict[str, DateRow]
    specs: dict[str, Any]
    successor: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    aliases: tuple[AliasRow, ...] = ()
    releases: tuple[CuratedRelease, ...] = ()
    capabilities: tuple[CapabilityRow, ...] = ()
    offerings: tuple[CuratedOffering, ...] = ()
    observations: tuple[CuratedObservation, ...] = ()
    relations: tuple[CuratedRelation, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    not_applicable: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogFile:
    """Everything a folder or file of our format holds."""

    organizations: tuple[VocabularyRow, ...] = ()
    sources: tuple[VocabularyRow, ...] = ()
    categories: tuple[VocabularyRow, ...] = ()
    capabilities: tuple[VocabularyRow, ...] = ()
    specs: tuple[VocabularyRow, ...] = ()
    artifacts: tuple[CuratedArtifact, ...] = ()
