"""What artifacts come to under a reader's own weights, beside their ranks. Never stored.

Inside a group of types they are added up over the components that all of them have, so that one
figure may be set against another. An adjustment by hand is no part of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from comparisons.facts import Subject
from comparisons.own_weights import OwnWeights
from ranking.explanation import Explanation, Standing
from ranking.formula import COMPONENTS
from ranking.scoring import effective_weights
from ranking.verdict import Verdict
from ranking.weighing import counting, weigh


@dataclass(frozen=True)
class OwnTotal:
    """`total` 0 to 10^10, `coverage` ppm; `weights` are basis points, `shown` tenths that sum to
    `tenths`, both by component. Provisional where the rank is, or where a weighty part is unknown.
    """

    total: int
    tenths: int
    coverage: int
    provisional: bool
    weights: Mapping[str, int]
    shown: Mapping[str, int]


@dataclass(frozen=True)
class OwnGroup:
    """The subjects of one group of types by their places in the comparison, highest total first,
    provisional ones last. `left_out` are components that count for some of them alone."""

    group: str
    order: tuple[int, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class OwnStandings:
    """`weights` as an address spells them, `basis_points` by component. A total is None where
    there is no rank, or where nothing that was given weight counts. `verdict` is for pairs."""

    weights: str
    basis_points: Mapping[str, int]
    totals: tuple[OwnTotal | None, ...]
    groups: tuple[OwnGroup, ...]
    verdict: Verdict | None


def standings(
    subjects: Sequence[Subject], own: OwnWeights, verdict: Verdict | None
) -> OwnStandings:
    names = dict.fromkeys(subject.type.group for subject in subjects)
    common = {name: _common(_ranks(subjects, name)) for name in names}
    totals = tuple(own_total(s.rank, own, common[s.type.group]) for s in subjects)
    return OwnStandings(
        weights=own.text,
        basis_points=own.basis_points,
        totals=totals,
        groups=tuple(_group(subjects, totals, name, common[name]) for name in names),
        verdict=verdict,
    )


def own_total(rank: Explanation | None, own: OwnWeights, among: frozenset[str]) -> OwnTotal | None:
    """The rank added up anew over the components `among`."""
    if rank is None:
        return None
    weights = effective_weights(own.basis_points, among)
    if not any(weights.values()):
        return None
    anew = weigh(rank, weights)
    return OwnTotal(
        total=anew.total,
        tenths=anew.tenths,
        coverage=anew.coverage,
        provisional=anew.provisional or rank.state is Standing.PROVISIONAL,
        weights=weights,
        shown=anew.shown,
    )


def _ranks(subjects: Sequence[Subject], group: str) -> Iterator[Explanation]:
    return (s.rank for s in subjects if s.rank and s.type.group == group)


def _common(ranks: Iterator[Explanation]) -> frozenset[str]:
    have = [counting(rank) for rank in ranks]
    return reduce(frozenset.intersection, have) if have else frozenset()


def _group(
    subjects: Sequence[Subject],
    totals: Sequence[OwnTotal | None],
    name: str,
    common: frozenset[str],
) -> OwnGroup:
    members = [place for place, subject in enumerate(subjects) if subject.type.group == name]
    some = frozenset().union(*map(counting, _ranks(subjects, name)))
    return OwnGroup(
        group=name,
        order=tuple(sorted(members, key=lambda place: (*_place(totals[place]), place))),
        left_out=tuple(key for key in COMPONENTS if key in some - common),
    )


def _place(total: OwnTotal | None) -> tuple[bool, bool, int, int]:
    if total is None:
        return True, True, 0, 0
    return False, total.provisional, -total.total, -total.coverage
