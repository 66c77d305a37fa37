"""What the catalog says of one artifact, as plain values: the input of the oracle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ranking.formula.criteria import CHECK_DAYS

DEEP = 100


@dataclass(frozen=True)
class Reading:
    """The latest figure of a metric. `value` is None if all that was read is held back."""

    value: int | None
    observed_on: date | None = None
    source: int | None = None


@dataclass(frozen=True)
class Result:
    """What a check found, in thousandths; None if it found nothing."""

    permille: int | None
    checked_on: date | None = None
    is_na: bool = False


@dataclass(frozen=True)
class CapabilityFacts:
    description: str = ""
    has_limits: bool = False
    has_requirements: bool = False
    has_inputs: bool = False
    has_outputs: bool = False
    compares: bool = False
    is_cited: bool = False


@dataclass(frozen=True)
class ReleaseFacts:
    day: date
    source: int | None = None


@dataclass(frozen=True)
class RelationFacts:
    """A relation that speaks for the artifact: from whom, and of what kind.

    `giver` is the artifact at the other end, published, and of the publisher `owner`.
    """

    giver: int
    owner: int
    type_key: str
    kind: str
    is_confirmed: bool = False
    read_on: date | None = None
    source: int | None = None


@dataclass(frozen=True)
class EvidenceFacts:
    """A week of evidence for one capability; sums in thousandths."""

    capability: int
    week: date
    visitor_days: int
    examinations: int
    outcomes: int


@dataclass(frozen=True)
class AdjustmentFacts:
    """Tenths of a point by hand, from `starts_on` until before `ends_on`."""

    tenths: int
    reason: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class ArtifactFacts:
    """`releases` come latest first. `capabilities` leaves out those it does not have.

    `relations` are those of other publishers' artifacts alone, `demand` is visitor-days by week.
    """

    type_key: str = "model"
    is_published: bool = True
    description: str = ""
    publisher: int | None = None
    source: int | None = None
    licence_spdx: str = ""
    licence_name: str = ""
    licence_url: str = ""
    pricing_model: str = "unknown"
    released_on: date | None = None
    links: frozenset[str] = frozenset()
    has_outside_id: bool = False
    price_seen_on: date | None = None
    readings: Mapping[str, Reading] = field(default_factory=dict)
    providers: Reading | None = None
    data_uses: Reading | None = None
    not_applicable: frozenset[str] = frozenset()
    capabilities: Sequence[CapabilityFacts] = ()
    releases: Sequence[ReleaseFacts] = ()
    results: Mapping[str, Result] = field(default_factory=dict)
    relations: Sequence[RelationFacts] = ()
    evidence: Sequence[EvidenceFacts] = ()
    demand: Sequence[tuple[date, int]] = ()
    adjustments: Sequence[AdjustmentFacts] = ()

    def by_metric(self) -> dict[str, Reading]:
        derived = {"providers": self.providers, "data_uses": self.data_uses}
        return {**self.readings, **{key: found for key, found in derived.items() if found}}

    def last_release(self) -> tuple[date | None, int | None]:
        """The day and source of the latest upstream event; the artifact's own release is one."""
        latest = self.releases[0] if self.releases else None
        if latest and (self.released_on is None or latest.day >= self.released_on):
            return latest.day, latest.source
        return self.released_on, self.source if self.released_on else None

    def checked(self, code: str) -> int | None:
        result = self.results.get(code)
        return None if result is None or result.permille is None else result.permille * 1000

    def checked_lately(self, code: str, as_of: date) -> int | None:
        """What a check found; None once that is too long ago to be known."""
        result = self.results.get(code)
        if result is None or result.checked_on is None:
            return None
        return self.checked(code) if (as_of - result.checked_on).days <= CHECK_DAYS else None

    def flag(self, code: str) -> bool:
        return bool(self.checked(code))

    def deep_capabilities(self) -> int:
        return sum(len(c.description) >= DEEP for c in self.capabilities)

    def limited_capabilities(self) -> int:
        return sum(c.has_limits or c.has_requirements for c in self.capabilities)

    def comparisons(self) -> int:
        return sum(c.compares for c in self.capabilities)

    def sourced_comparisons(self) -> int:
        return sum(c.compares and c.is_cited for c in self.capabilities)

    def specifics(self) -> int:
        """How many of inputs, outputs and limits any capability names."""
        of = self.capabilities
        named = (
            any(c.has_inputs for c in of),
            any(c.has_outputs for c in of),
            any(c.has_limits for c in of),
        )
        return sum(named)
