from datetime import date, datetime
from typing import Annotated, TypedDict

from catalog.enums import (
    OfferingStatus,
    PriceComponent,
    PriceKind,
    PriceMode,
    PriceUnit,
    RelationKind,
    RelationStatus,
    TierMode,
)
from comparisons.api.shapes.vocabulary import ArtifactReference, Reference, SourceReference

Amount = Annotated[
    str | None,
    "Exact decimal in `currency` per one `unit`; 0 is free; null where `kind` is no amount.",
]


class PriceLine(TypedDict):
    """What one unit of one component costs at one provider."""

    id: int
    component: PriceComponent
    unit: PriceUnit
    mode: PriceMode
    tier_mode: TierMode
    context_min: Annotated[int, "The smallest prompt in tokens it holds for."]
    context_max: Annotated[int | None, "The largest prompt in tokens; null for no limit."]
    kind: PriceKind
    amount: Amount
    currency: str
    valid_from: datetime
    valid_to: Annotated[datetime | None, "null while it holds."]
    seen_at: Annotated[datetime, "When the source was read."]
    source: SourceReference | None


class PriceEntry(PriceLine):
    offering: Annotated[int, "Id of the offering."]
    artifact: ArtifactReference
    provider: Reference


class OfferingLine(TypedDict):
    """An artifact at one provider."""

    id: int
    provider: Reference
    channel: str
    external_id: Annotated[str | None, "What the provider calls it."]
    region: str | None
    context_tokens: int | None
    max_output_tokens: int | None
    status: OfferingStatus
    external_url: Annotated[str | None, "The provider's own page."]
    seen_on: Annotated[date, "The last day a source listed it."]
    source: SourceReference | None
    prices: Annotated[list[PriceLine], "Open prices."]
    prices_url: Annotated[str, "All prices, closed ones too."]


class OfferingEntry(OfferingLine):
    artifact: ArtifactReference


class RelationEntry(TypedDict):
    """`from` stands in the relation to `to`."""

    id: int
    kind: RelationKind
    words: Annotated[str, "The kind as words between the two names."]
    status: RelationStatus
    from_artifact: ArtifactReference
    to_artifact: ArtifactReference
    source: SourceReference | None
    read_on: Annotated[date | None, "The day the source was read for this record."]
    note: str | None
