"""What two ranks say about each other. Integers only; a pure function of two explanations.

Sides are compared in the unit of totals: one point of the rank is 10^8. Across type groups there
is no order at all; inside one, a lead counts only where the uncertainty does not cover it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ranking.explanation import ComponentState, Explanation, Standing
from ranking.formula import COMPONENTS, group_of, weights_of
from ranking.formula.types import FALLBACK_TYPE
from ranking.scoring import effective_weights, tenths_of

POINT = 10**8
SMALLEST_LEAD = 2 * POINT
# Squares of 0.674 and 1.645, the normal quantiles of 75 % and 95 %, in millionths.
CLOSE_SQUARED = 454_276
SURE_SQUARED = 2_706_025
MILLION = 10**6


class Outcome(StrEnum):
    CROSS_TYPE = "cross_type"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    TOO_CLOSE = "too_close"
    LEANS = "leans"
    LEADS = "leads"


@dataclass(frozen=True)
class Side:
    """One artifact of a pair: its type and its rank, None while it has none."""

    type_key: str
    rank: Explanation | None


@dataclass(frozen=True)
class TradeOff:
    """A component that speaks for the one behind, by `tenths` of a point of the rank."""

    key: str
    label: str
    tenths: int


@dataclass(frozen=True)
class Verdict:
    """`first` is 0 or 1, the place of the side ahead, where there is one.

    `difference` is total of side 0 minus total of side 1 and `variance` the sum of their squared
    deviations; both 0 where the sides are not weighed. `tenths` are the totals that were weighed:
    under the default weights where `reweighted`.
    """

    outcome: Outcome
    first: int | None = None
    difference: int = 0
    variance: int = 0
    tenths: tuple[int, int] = (0, 0)
    reweighted: bool = False
    trade_offs: tuple[TradeOff, ...] = ()

    @property
    def margin_tenths(self) -> int:
        """The lead as a reader of the two shown totals works it out."""
        return abs(self.tenths[0] - self.tenths[1])


@dataclass(frozen=True)
class _Weighed:
    total: int
    low_tenths: int
    high_tenths: int
    sd: int
    weights: Mapping[str, int]


def verdict(a: Side, b: Side) -> Verdict:
    """Weigh two artifacts. `verdict(b, a)` is the same with the places swapped."""
    if group_of(a.type_key) != group_of(b.type_key):
        return Verdict(Outcome.CROSS_TYPE)
    if not (a.rank and b.rank) or Standing.PROVISIONAL in {a.rank.state, b.rank.state}:
        return Verdict(Outcome.INSUFFICIENT_EVIDENCE)
    reweighted = weights_of(a.type_key) != weights_of(b.type_key)
    weigh = _by_default_weights if reweighted else _as_ranked
    one, other = weigh(a.rank), weigh(b.rank)
    difference = one.total - other.total
    variance = one.sd**2 + other.sd**2
    outcome = _outcome(one, other, variance)
    first = None if outcome is Outcome.TOO_CLOSE else int(difference < 0)
    return Verdict(
        outcome=outcome,
        first=first,
        difference=difference,
        variance=variance,
        tenths=(tenths_of(one.total), tenths_of(other.total)),
        reweighted=reweighted,
        trade_offs=_trade_offs(a.rank, b.rank, (one.weights, other.weights), first),
    )


def _outcome(one: _Weighed, other: _Weighed, variance: int) -> Outcome:
    difference = one.total - other.total
    certainty = difference**2 * MILLION
    if abs(difference) < SMALLEST_LEAD or certainty < CLOSE_SQUARED * variance:
        return Outcome.TOO_CLOSE
    ahead, behind = (one, other) if difference > 0 else (other, one)
    if certainty >= SURE_SQUARED * variance and ahead.low_tenths > behind.high_tenths:
        return Outcome.LEADS
    return Outcome.LEANS


def _as_ranked(rank: Explanation) -> _Weighed:
    weights = {component.key: component.weight_bp for component in rank.components}
    return _Weighed(rank.total, rank.low_tenths, rank.high_tenths, rank.sd, weights)


def _by_default_weights(rank: Explanation) -> _Weighed:
    """The total under the default profile; range and deviation stay as wide as they were."""
    values = {c.key: c.value for c in rank.components if c.value is not None}
    counting = {c.key for c in rank.components if c.key in values and _counts(c.state)}
    weights = effective_weights(weights_of(FALLBACK_TYPE), counting)
    total = sum(weights[key] * values[key] for key in counting)
    moved = tenths_of(total) - rank.tenths
    return _Weighed(
        total=total,
        low_tenths=max(0, rank.low_tenths + moved),
        high_tenths=min(1000, rank.high_tenths + moved),
        sd=rank.sd,
        weights=weights,
    )


def _counts(state: ComponentState) -> bool:
    return state in {ComponentState.LIVE, ComponentState.UNKNOWN}


def _trade_offs(
    a: Explanation, b: Explanation, weights: tuple[Mapping[str, int], ...], first: int | None
) -> tuple[TradeOff, ...]:
    """Components worth a point or more for the side that is behind, the heaviest first."""
    if first is None:
        return ()
    sign = -1 if first == 0 else 1
    parts = [_parts(rank, by_key) for rank, by_key in zip((a, b), weights, strict=True)]
    labels = {component.key: component.label for component in a.components}
    found = [
        TradeOff(key, labels.get(key, key), tenths_of(gain))
        for key in COMPONENTS
        if (gain := sign * (parts[0].get(key, 0) - parts[1].get(key, 0))) >= POINT
    ]
    return tuple(sorted(found, key=lambda trade_off: (-trade_off.tenths, trade_off.key)))


def _parts(rank: Explanation, weights: Mapping[str, int]) -> dict[str, int]:
    return {c.key: weights.get(c.key, 0) * (c.value or 0) for c in rank.components}
