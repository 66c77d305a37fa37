"""What a page shows of one artifact, as plain values: no query stands behind any of them."""

from dataclasses import dataclass
from datetime import date

from comparisons.prices import Price
from comparisons.sources import CitationFact, Mention
from ranking.explanation import Explanation, Position


@dataclass(frozen=True)
class TypeFact:
    key: str
    name: str
    plural: str
    group: str


@dataclass(frozen=True)
class Spec:
    """A typed value. `value` is None where the type has it and we do not know it."""

    key: str
    label: str
    unit: str
    kind: str
    better: str
    help: str
    value: object


@dataclass(frozen=True)
class CapabilityFact:
    """What the artifact says of one capability of the shared vocabulary."""

    key: str
    vocabulary_name: str
    name: str
    support: str
    support_label: str
    description: str
    unique: str
    versus: str
    intents: tuple[str, ...]
    best_for: tuple[str, ...]
    limitations: tuple[str, ...]
    requires: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    review_state: str
    review_label: str
    citations: tuple[CitationFact, ...]


@dataclass(frozen=True)
class OfferingFact:
    """The artifact at one provider, with the open lines of its price list."""

    provider: str
    channel: str
    external_id: str
    region: str
    context_tokens: int | None
    max_output_tokens: int | None
    status: str
    status_label: str
    url: str
    seen_on: date
    source: Mention | None
    prices: tuple[Price, ...]
    provider_slug: str

    @property
    def is_served(self) -> bool:
        return self.status in {"active", "preview"}


@dataclass(frozen=True)
class Neighbour:
    """Another artifact, as far as a link to it needs."""

    slug: str
    name: str
    type_name: str


@dataclass(frozen=True)
class RelationFact:
    """`subject` stands in the relation to `object`, as `words` say."""

    subject: Neighbour
    words: str
    object: Neighbour
    confirmed: bool
    source: Mention | None
    note: str
    read_on: date | None = None


@dataclass(frozen=True)
class Inapplicable:
    """An editor's word that a figure does not apply, and why."""

    metric: str
    label: str
    reason: str


@dataclass(frozen=True)
class Licence:
    text: str
    url: str


@dataclass(frozen=True)
class Subject:
    """One artifact. `rank` is None until it has been computed for the first time."""

    id: int
    slug: str
    name: str
    type: TypeFact
    publisher: str
    publisher_slug: str
    summary: str
    pricing_model: str
    pricing_label: str
    licence: Licence | None
    lifecycle: str
    lifecycle_label: str
    released_on: date | None
    released_precision: str
    source: Mention | None
    specs: tuple[Spec, ...]
    capabilities: tuple[CapabilityFact, ...]
    offerings: tuple[OfferingFact, ...]
    citations: tuple[CitationFact, ...]
    rank: Explanation | None
    position: Position | None
    inapplicable: tuple[Inapplicable, ...] = ()
    announced_on: date | None = None
    deprecated_on: date | None = None
    retired_on: date | None = None
    successor: Neighbour | None = None

    @property
    def prices(self) -> tuple[Price, ...]:
        """Open prices of every provider that serves it now."""
        return tuple(p for o in self.offerings if o.is_served for p in o.prices)
