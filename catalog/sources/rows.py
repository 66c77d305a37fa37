"""What every reader gives: frozen rows in the catalog's words, apart from any source's shape."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from catalog.normalise import Identity


class SourceFileError(Exception):
    """The whole file is refused; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row left out: where it stands in the file, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    slug: str
    name: str
    website: str = ""


@dataclass(frozen=True, slots=True, order=True)
class AliasRow:
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class LicenceRow:
    spdx: str = ""
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class DateRow:
    on: date
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class PriceRow:
    """`amount` is in `currency` per one `unit`; None where `kind` is not an amount."""

    component: str
    unit: str
    amount: Decimal | None
    kind: str = "amount"
    mode: str = "standard"
    context_min: int = 0
    context_max: int | None = None
    tier_mode: str = "whole_request"
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class OfferingRow:
    provider: OrganizationRow
    external_id: str
    channel: str = "api"
    region: str = ""
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    status: str = "active"
    url: str = ""
    prices: tuple[PriceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ObservationRow:
    metric: str
    value: int
    window_days: int | None = None
    state: str = "observed"
    note: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation to whatever artifact the alias names, if the catalog knows it."""

    kind: str
    target: AliasRow


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    kind: str
    on: date
    version: str = ""


@dataclass(frozen=True, slots=True)
class ArtifactRow:
    """One row of a source: an artifact as that source, or one provider in it, tells of it.

    `own` ids decide which artifact this is once the catalog knows them, the first one first, and
    are kept as aliases. `claims` are ids of other catalogs that help to find it and are not kept.
    `told` is the identity its display name tells of, where that is a second witness.
    `first_hand` marks the publisher's own word: it wins over what resellers say. `repository`
    marks a hub's repository: a thing of its own, that joins another artifact only by exact name
    and known publisher, and never one that has a repository already.
    """

    place: str
    type: str
    name: str
    identity: Identity
    own: tuple[AliasRow, ...]
    claims: tuple[AliasRow, ...] = ()
    told: Identity | None = None
    publisher: OrganizationRow | None = None
    first_hand: bool = False
    repository: bool = False
    lifecycle: str = "active"
    licence: LicenceRow | None = None
    released: DateRow | None = None
    specs: dict[str, object] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    releases: tuple[ReleaseRow, ...] = ()
    offerings: tuple[OfferingRow, ...] = ()
    observations: tuple[ObservationRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What could be read, and what could not."""

    rows: tuple[ArtifactRow, ...]
    rejected: tuple[Rejected, ...] = ()
