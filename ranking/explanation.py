"""Why a rank is what it is, as plain values: what pages and the API show of a score.

Values are parts per million (0 to 1,000,000), weights basis points (0 to 10,000) and
contributions `weight x value`, so that contributions add up to the total. Tenths are tenths of
a point of the rank: shown tenths add up to the total's tenths.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated


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
    """One measured figure or one criterion of the checklist; parts add up to the value."""

    key: str
    label: str
    weight: Annotated[int, "Within its component; 0 where it does not apply."]
    state: SignalState
    raw: Annotated[int | None, "The figure as it was read, in `unit`."]
    normalised: Annotated[int | None, "Where it stands on its curve, in parts per million."]
    part: Annotated[int, "Its share of the component's value."]
    observed_at: date | None
    source: SourceMention | None
    note: Annotated[str, "Why there is no figure, or why it does not count."]
    unit: Annotated[str, "How `raw` is kept: count, thousandths, share (ppm) or days."] = "count"
    gain: Annotated[int, "What the component would rise by at most, were this at its best."] = 0


@dataclass(frozen=True)
class Component:
    """One of the five parts of a rank; a `value` is null where it sleeps or does not apply."""

    key: str
    label: str
    value: Annotated[int | None, "Parts per million."]
    weight_bp: Annotated[int, "Basis points it weighs here; those of all components sum to 10,000."]
    contribution: Annotated[int, "Weight x value, in the unit of totals."]
    shown_tenths: Annotated[int, "Tenths of a point of the rank."]
    coverage: Annotated[int, "How much of it, by weight, is known, in parts per million."]
    state: ComponentState
    note: str
    signals: tuple[Signal, ...]
    sd: Annotated[int, "How far the value may be off: one standard deviation."] = 0
    low: Annotated[int, "The value if what is missing were low for its type."] = 0
    high: Annotated[int, "The value if what is missing were high for its type."] = 0


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
    """Contributions and `adjustment`, all in the unit of totals, add up to the total.

    Shown tenths add up to its tenths, less what was added by hand.
    """

    total: Annotated[int, "0 to 10,000,000,000; 100,000,000 is a point."]
    tenths: Annotated[int, "The total in tenths of a point."]
    headline: Annotated[int, "The total in whole points, as it is shown."]
    sd: Annotated[int, "How far the total may be off: one standard deviation."]
    low_tenths: Annotated[int, "Lower end of the range it moves in while figures are missing."]
    high_tenths: Annotated[int, "Upper end of that range."]
    coverage: Annotated[int, "How much of its inputs, by weight, is known, in parts per million."]
    state: Standing
    formula: str
    epoch: int
    as_of: date
    components: tuple[Component, ...]
    improve: tuple[Improvement, ...]
    adjustment: Annotated[int, "Added or taken by hand, as far as the bounds let it count."] = 0
    by_hand: Annotated[tuple[HandMade, ...], "What the adjustment consists of."] = ()

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
