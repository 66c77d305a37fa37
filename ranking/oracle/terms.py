"""What the oracle is given beside the facts, and a signal as it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from matchgraph.evidence import SHIPPED_MEAN
from ranking.normaliser import Table
from ranking.scoring import Aggregate, Measure, Quantiles, aggregate

NA, UNKNOWN, SUSPECT, OBSERVED = range(4)
USUAL = Quantiles()


@dataclass(frozen=True)
class Terms:
    """What an epoch froze for one type.

    `signals`: weight and curve by adoption's metric. `curves`: by signal of the other components.
    """

    profile: Mapping[str, int]
    signals: Mapping[str, tuple[int, Table]]
    curves: Mapping[str, Table]
    points: Mapping[str, int]
    half_life: int
    quantiles: Mapping[str, Quantiles] = field(default_factory=dict)
    match_sleeps: bool = True
    match_mean: int = SHIPPED_MEAN
    match_means: Mapping[int, int] = field(default_factory=dict)

    def quantiles_of(self, component: str) -> Quantiles:
        return self.quantiles.get(component, USUAL)


@dataclass(frozen=True)
class Figure:
    """One signal or criterion as it counts."""

    key: str
    weight: int
    state: int
    normalised: int | None = None
    raw: int | None = None
    observed_on: date | None = None
    source: int | None = None
    spread: int = 0

    def measure(self) -> Measure:
        return Measure(self.key, self.weight, self.normalised, self.spread)


def component(figures: Sequence[Figure], frozen: Quantiles) -> Aggregate | None:
    return aggregate([figure.measure() for figure in figures if figure.weight], frozen)


def weeks(day: date | None, as_of: date) -> int:
    return max((as_of - day).days, 0) // 7 if day else 0
