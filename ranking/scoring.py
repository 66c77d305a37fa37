"""The arithmetic of the rank. Integers only, floor division only: SQL gives the same numbers.

Values are parts per million (ppm), weights of components basis points summing to 10,000, weights
of signals any positive integers. A total is `sum(weight x value)`, from 0 to 10^10.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

PPM = 1_000_000
BASIS = 10_000
FULL = PPM * BASIS
TENTH = FULL // 1000
UNKNOWN_SPREAD = 250_000
RANKED_COVERAGE = 600_000
HEAVY_WEIGHT = 2_000


def apportion(total: int, raw: Mapping[str, int]) -> dict[str, int]:
    """Split `total` into integers proportional to `raw` that sum to it exactly.

    Largest remainder; equal remainders go to the smaller key. Raises ValueError if there is
    something to split and nothing to split it by.
    """
    whole = sum(raw.values())
    if not whole:
        if total:
            raise ValueError("nothing to apportion by")
        return dict.fromkeys(raw, 0)
    shares = {key: total * amount // whole for key, amount in raw.items()}
    left = total - sum(shares.values())
    by_remainder = sorted(raw, key=lambda key: (-(total * raw[key] % whole), key))
    for key in by_remainder[:left]:
        shares[key] += 1
    return shares


def tenths_of(total: int) -> int:
    """The total in tenths of a point, 0 to 1000, rounded half up."""
    return (total + 5_000_000) // 10_000_000


def headline_of(tenths: int) -> int:
    return (tenths + 5) // 10


def count_spread(weeks: int) -> int:
    """How far an observed count may be off: it grows with the weeks since it was read."""
    return min(UNKNOWN_SPREAD, 15_000 + 4_000 * weeks)


@dataclass(frozen=True)
class Quantiles:
    """Where a component stands among well-covered artifacts of the type, frozen per epoch."""

    q05: int = 50_000
    q10: int = 100_000
    q25: int = 250_000
    q95: int = 950_000


@dataclass(frozen=True)
class Measure:
    """One applicable signal. `normalised` is None while we have no figure."""

    key: str
    weight: int
    normalised: int | None
    spread: int = 0


@dataclass(frozen=True)
class Aggregate:
    """A component: `parts` sum to `value`; `gains` say what each signal could add at most."""

    value: int
    coverage: int
    sd: int
    low: int
    high: int
    parts: Mapping[str, int]
    gains: Mapping[str, int]


@dataclass(frozen=True)
class _Sums:
    applicable: int
    observed: int
    score: int

    @classmethod
    def of(cls, measures: Sequence[Measure]) -> "_Sums":
        seen = [m for m in measures if m.normalised is not None]
        return cls(
            applicable=sum(m.weight for m in measures),
            observed=sum(m.weight for m in seen),
            score=sum(m.weight * (m.normalised or 0) for m in seen),
        )

    def fill(self, frozen: Quantiles) -> int:
        if not self.observed:
            return frozen.q10
        return min(frozen.q25, self.score // self.observed)

    def value(self, fill: int) -> int:
        return (self.score + (self.applicable - self.observed) * fill) // self.applicable

    def with_full(self, measure: Measure) -> "_Sums":
        """The sums if this signal stood at its best."""
        missing = measure.weight if measure.normalised is None else 0
        gained = measure.weight * (PPM - (measure.normalised or 0))
        return _Sums(self.applicable, self.observed + missing, self.score + gained)


def aggregate(measures: Sequence[Measure], frozen: Quantiles) -> Aggregate | None:
    """One component from its applicable signals, or None where none applies.

    A missing signal counts the type's lower quartile, or what is known if that is less; the tenth
    percentile if nothing is known. So a gap neither punishes like a zero nor pays like silence.
    """
    if not measures:
        return None
    sums = _Sums.of(measures)
    fill = sums.fill(frozen)
    value = sums.value(fill)
    counted = {m.key: m.weight * (fill if m.normalised is None else m.normalised) for m in measures}
    better = {m.key: sums.with_full(m) for m in measures}
    return Aggregate(
        value=value,
        coverage=sums.observed * PPM // sums.applicable,
        sd=isqrt(sum((m.weight * _spread(m)) ** 2 for m in measures)) // sums.applicable,
        low=sums.value(min(frozen.q05, fill)),
        high=sums.value(max(frozen.q95, fill)),
        parts=apportion(value, counted),
        gains={key: best.value(best.fill(frozen)) - value for key, best in better.items()},
    )


def _spread(measure: Measure) -> int:
    return UNKNOWN_SPREAD if measure.normalised is None else measure.spread


def effective_weights(profile: Mapping[str, int], counting: Collection[str]) -> dict[str, int]:
    """The profile over the components that count, apportioned back to 10,000; the rest weigh 0."""
    raw = {key: weight for key, weight in profile.items() if key in counting}
    if not sum(raw.values()):
        return dict.fromkeys(profile, 0)
    return dict.fromkeys(profile, 0) | apportion(BASIS, raw)


@dataclass(frozen=True)
class Total:
    """The rank: `contributions` and `adjustment` sum to `total`; sd is in the total's unit.

    `shown` are the contributions in tenths: without an adjustment they sum to `tenths`.
    """

    total: int
    tenths: int
    headline: int
    sd: int
    low: int
    high: int
    coverage: int
    provisional: bool
    contributions: Mapping[str, int]
    shown: Mapping[str, int]
    adjustment: int = 0


def within_bounds(total: int) -> int:
    return max(0, min(FULL, total))


def combine(
    components: Mapping[str, Aggregate | None], weights: Mapping[str, int], by_hand: int = 0
) -> Total:
    """Sum the components that weigh anything, and what was added by hand as far as it fits in.

    Weights come from `effective_weights`; `by_hand` is in the unit of totals.
    """
    live = {
        key: (weights[key], component)
        for key, component in components.items()
        if component is not None and weights[key]
    }
    contributions = dict.fromkeys(components, 0) | {k: w * c.value for k, (w, c) in live.items()}
    base = sum(contributions.values())
    total = within_bounds(base + by_hand)
    coverage = sum(w * c.coverage for w, c in live.values()) // BASIS
    return Total(
        total=total,
        tenths=tenths_of(total),
        headline=headline_of(tenths_of(total)),
        sd=isqrt(sum((w * c.sd) ** 2 for w, c in live.values())),
        low=within_bounds(sum(w * c.low for w, c in live.values()) + by_hand),
        high=within_bounds(sum(w * c.high for w, c in live.values()) + by_hand),
        coverage=coverage,
        provisional=coverage < RANKED_COVERAGE
        or any(w >= HEAVY_WEIGHT and not c.coverage for w, c in live.values()),
        contributions=contributions,
        shown=apportion(tenths_of(base), contributions),
        adjustment=total - base,
    )
