"""What the catalog says of one artifact, as plain values: the input of the oracle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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
class ArtifactFacts:
    """`releases` come latest first. `capabilities` leaves out those it does not have."""

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
