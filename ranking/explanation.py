"""Why a rank is what it is, as plain values: what pages and the API show of a score.

Values are parts per million (0 to 1,000,000), weights basis points (0 to 10,000) and
contributions `weight x value`, so that contributions add up to the total. Tenths are tenths of
a point of the rank: shown tenths add up to the total's tenths.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SignalState(StrEnum):
    NA = "na"
    UNKNOWN = "unknown"
    SUSPECT = "suspect"
    OBSERVED = "observed"


class ComponentState(StrEnum):
    LIVE = "live"
    DORMANT = "dormant"
    NA = "na"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    RANKED = "ranked"
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class SourceMention:
    id: int
    title: str
    url: str


@dataclass(frozen=True)
class Signal:
    """One measured figure or one criterion of the checklist; `part` is its share of the value.

    `unit` says how `raw` is kept: a count, thousandths, or a share in parts per million. `gain` is
    what the component would rise by at most if the signal stood at its best.
    """

    key: str
    label: str
    weight: int
    state: SignalState
    raw: int | None
    normalised: int | None
    part: int
    observed_at: date | None
    source: SourceMention | None
    note: str
    unit: str = "count"
    gain: int = 0


@dataclass(frozen=True)
class Component:
    """`sd`, `low` and `high` are in the unit of `value`: how far it may be off, and where it lies
    between while figures are missing."""

    key: str
    label: str
    value: int | None
    weight_bp: int
    contribution: int
    shown_tenths: int
    coverage: int
    state: ComponentState
    note: str
    signals: tuple[Signal, ...]
    sd: int = 0
    low: int = 0
    high: int = 0


@dataclass(frozen=True)
class Improvement:
    """What would raise the rank, and by how many tenths of a point at most."""

    signal: str
    text: str
    max_tenths: int


@dataclass(frozen=True)
class HandMade:
    """Tenths of a point that somebody added or took by hand, why, and the last day they count."""

    tenths: int
    reason: str
    until: date


@dataclass(frozen=True)
class Explanation:
    """`low_tenths` to `high_tenths` is the range the total moves in while figures are missing.

    Contributions and `adjustment`, all in the unit of totals, add up to the total; shown tenths
    and `adjustment_tenths` to its tenths. `by_hand` says what the adjustment consists of; it may
    count less where the total reaches a bound.
    """

    total: int
    tenths: int
    headline: int
    sd: int
    low_tenths: int
    high_tenths: int
    coverage: int
    state: Standing
    formula: str
    epoch: int
    as_of: date
    components: tuple[Component, ...]
    improve: tuple[Improvement, ...]
    adjustment: int = 0
    by_hand: tuple[HandMade, ...] = ()

    @property
    def adjustment_tenths(self) -> int:
        return self.tenths - sum(component.shown_tenths for component in self.components)


@dataclass(frozen=True)
class Position:
    """The interval of places among `of` published, non-provisional artifacts of one type.

    `place` is the place by total alone, which equal totals share. `as_of` is the night it was
    counted, None where that was just now.
    """

    best: int
    worst: int
    of: int
    place: int = 0
    as_of: date | None = None
