"""What two ranks say about each other. Integers only; a pure function of two explanations.

Sides are compared in the unit of totals: one point of the rank is 10^8. Across type groups there
is no order at all; inside one, a lead counts only where the uncertainty does not cover it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from ranking.explanation import Explanation, Standing
from ranking.formula import COMPONENTS, LABELS, WEIGHTS, group_of
from ranking.preference import CapabilityEvidence, CapabilityFinding, findings
from ranking.scoring import FULL, tenths_of
from ranking.sensitivity import Flip, dominates, flips, in_basis_points, share_of_weightings
from ranking.weighing import Basis, Profiles, Scale, counting, scale_for, weigh

__all__ = [
    "Basis",
    "CapabilityEvidence",
    "CapabilityFinding",
    "Flip",
    "Outcome",
    "Side",
    "TradeOff",
    "Verdict",
    "verdict",
]

POINT = 10**8
SMALLEST_LEAD = 2 * POINT
SMALLEST_TRADE_OFF = POINT
# Squares of 0.674 and 1.645, the normal quantiles of 75 % and 95 %, in millionths.
CLOSE_SQUARED = 454_276
SURE_SQUARED = 2_706_025
MILLION = 10**6
# Ahead on fewer of all weightings than this, a side leads by the weights that were chosen.
ROBUST_SHARE = Fraction(60, 100)


class Outcome(StrEnum):
    CROSS_TYPE = "cross_type"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    TOO_CLOSE = "too_close"
    LEANS = "leans"
    LEADS = "leads"


@dataclass(frozen=True)
class Side:
    """One artifact of a pair: its type, its rank (None while it has none) and what searches
    showed, by capability."""

    type_key: str
    rank: Explanation | None
    evidence: Mapping[str, CapabilityEvidence] = field(default_factory=dict)


@dataclass(frozen=True)
class TradeOff:
    """A component that speaks for the side `favours`, by `tenths` of a point of the rank."""

    key: str
    label: str
    tenths: int
    favours: int


@dataclass(frozen=True)
class Verdict:
    """Sides are 0 and 1; `first` is the one ahead, None where there is none.

    `basis` says under which `weights` (basis points) the two were weighed, None where they were
    not. `difference` is total of side 0 minus total of side 1, `variance` the sum of their squared
    deviations, `tenths` the totals that were weighed. `adjusted`: an adjustment by hand is in a
    total, so nothing is said of other weights.

    `dominant`: no weights reverse the order. `shares`: of all weightings, those on which each side
    is ahead, in basis points that sum to 10,000.
    """

    outcome: Outcome
    basis: Basis | None = None
    weights: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    first: int | None = None
    difference: int = 0
    variance: int = 0
    tenths: tuple[int, int] = (0, 0)
    adjusted: bool = False
    trade_offs: tuple[TradeOff, ...] = ()
    dominant: bool = False
    flips: tuple[Flip, ...] = ()
    shares: tuple[int, int] | None = None
    depends_on_values: bool = False
    findings: tuple[CapabilityFinding, ...] = ()

    @property
    def rebased(self) -> bool:
        """Weighed by other weights than those of the ranks."""
        return self.basis not in {None, Basis.RANKED}


@dataclass(frozen=True)
class _Weighed:
    total: int
    tenths: int
    sd: int
    low_tenths: int
    high_tenths: int
    settled: bool


def verdict(
    a: Side, b: Side, *, profiles: Profiles = WEIGHTS, own: Mapping[str, int] | None = None
) -> Verdict:
    """Weigh two artifacts. `verdict(b, a)` is the same with the places swapped.

    `profiles` are the weights by type, `own` those of a reader, in basis points by component.
    """
    if group_of(a.type_key) != group_of(b.type_key):
        return Verdict(Outcome.CROSS_TYPE)
    found = findings(a.evidence, b.evidence)
    if not (a.rank and b.rank) or Standing.PROVISIONAL in {a.rank.state, b.rank.state}:
        return Verdict(Outcome.INSUFFICIENT_EVIDENCE, findings=found)
    scale = scale_for((a.rank, b.rank), (a.type_key, b.type_key), profiles, own)
    return replace(_weighed_up(a.rank, b.rank, scale), findings=found)


def _weighed_up(a: Explanation, b: Explanation, scale: Scale) -> Verdict:
    one, other = _weighed(a, scale), _weighed(b, scale)
    outcome = _outcome(one, other)
    told = Verdict(outcome, scale.basis, scale.weights, scale.left_out)
    if outcome is Outcome.INSUFFICIENT_EVIDENCE:
        return told
    difference, differences = one.total - other.total, _differences(a, b)
    first = None if outcome is Outcome.TOO_CLOSE else int(difference < 0)
    decided = replace(
        told,
        first=first,
        difference=difference,
        variance=one.sd**2 + other.sd**2,
        tenths=(one.tenths, other.tenths),
        adjusted=scale.basis is not Basis.OWN_WEIGHTS and bool(a.adjustment or b.adjustment),
        trade_offs=_trade_offs(differences, scale.weights, first),
    )
    return decided if decided.adjusted else _with_other_weights(decided, differences)


def _weighed(rank: Explanation, scale: Scale) -> _Weighed:
    if scale.basis is Basis.RANKED:
        return _Weighed(
            rank.total, rank.tenths, rank.sd, rank.low_tenths, rank.high_tenths, settled=True
        )
    anew = weigh(rank, scale.weights)
    by_hand = 0 if scale.basis is Basis.OWN_WEIGHTS else rank.adjustment
    total, low, high = (
        min(max(0, figure + by_hand), FULL) for figure in (anew.total, anew.low, anew.high)
    )
    return _Weighed(
        total, tenths_of(total), anew.sd, tenths_of(low), tenths_of(high), not anew.provisional
    )


def _outcome(one: _Weighed, other: _Weighed) -> Outcome:
    if not (one.settled and other.settled):
        return Outcome.INSUFFICIENT_EVIDENCE
    difference, variance = one.total - other.total, one.sd**2 + other.sd**2
    certainty = difference**2 * MILLION
    if abs(difference) < SMALLEST_LEAD or certainty < CLOSE_SQUARED * variance:
        return Outcome.TOO_CLOSE
    ahead, behind = (one, other) if difference > 0 else (other, one)
    if certainty >= SURE_SQUARED * variance and ahead.low_tenths > behind.high_tenths:
        return Outcome.LEADS
    return Outcome.LEANS


def _differences(a: Explanation, b: Explanation) -> dict[str, int]:
    """Value of `a` minus value of `b`, in ppm, of every component that counts for both."""
    both = counting(a) & counting(b)
    values = [{c.key: c.value or 0 for c in rank.components} for rank in (a, b)]
    return {key: values[0][key] - values[1][key] for key in COMPONENTS if key in both}


def _trade_offs(
    differences: Mapping[str, int], weights: Mapping[str, int], first: int | None
) -> tuple[TradeOff, ...]:
    """Components worth a point or more to the side behind, or to either where none is ahead."""
    gains = {key: weights[key] * d for key, d in differences.items()}
    found = [
        TradeOff(key, LABELS[key], tenths_of(abs(gain)), int(gain < 0))
        for key, gain in gains.items()
        if abs(gain) >= SMALLEST_TRADE_OFF and int(gain < 0) != first
    ]
    return tuple(sorted(found, key=lambda trade_off: (-trade_off.tenths, trade_off.key)))


def _with_other_weights(told: Verdict, differences: Mapping[str, int]) -> Verdict:
    """The verdict with what other weights would make of it."""
    share = share_of_weightings(list(differences.values()))
    shares = (share, 1 - share)
    leading = max(shares) if told.first is None else shares[told.first]
    told = replace(
        told,
        shares=in_basis_points(share),
        depends_on_values=any(differences.values()) and leading < ROBUST_SHARE,
    )
    if told.first is None:
        return told
    own = {key: -d if told.first else d for key, d in differences.items()}
    return replace(told, dominant=dominates(own), flips=flips(told.weights, own))
