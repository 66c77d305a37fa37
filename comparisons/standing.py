"""Three artifacts or more in their order, group of types by group, with how sure each step is.

Every step is a verdict on two neighbours. All of a group are weighed alike: as ranked where their
ranks have the same weights, else under one profile over the components that all of them have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from comparisons.facts import Subject
from ranking.explanation import Explanation, Standing
from ranking.formula import FALLBACK_TYPE, weights_of
from ranking.scoring import effective_weights
from ranking.verdict import Outcome, Side, verdict
from ranking.weighing import Profiles, counting, weigh

Weights = Mapping[str, int]


@dataclass(frozen=True)
class GroupStanding:
    """Places of the subjects of one group of types, highest first, with their tenths of a point.

    `steps` has one outcome for each two neighbours. `unplaced` are those of which too little is
    known. `weights` are basis points where the ranks' own could not be used, else None.
    """

    group: str
    order: tuple[int, ...]
    tenths: tuple[int, ...]
    steps: tuple[Outcome, ...]
    unplaced: tuple[int, ...]
    weights: Weights | None

    @property
    def members(self) -> tuple[int, ...]:
        return (*self.order, *self.unplaced)


@dataclass(frozen=True)
class _Placed:
    place: int
    side: Side
    total: int
    tenths: int


def group_standings(subjects: Sequence[Subject], profiles: Profiles) -> tuple[GroupStanding, ...]:
    names = dict.fromkeys(subject.type.group for subject in subjects)
    return tuple(_standing(name, subjects, profiles) for name in names)


def _standing(name: str, subjects: Sequence[Subject], profiles: Profiles) -> GroupStanding:
    members = [place for place, subject in enumerate(subjects) if subject.type.group == name]
    settled = {
        place: rank
        for place in members
        if (rank := subjects[place].rank) and rank.state is not Standing.PROVISIONAL
    }
    types = [subjects[place].type.key for place in settled]
    weights = _weights(list(settled.values()), types, profiles)
    placed = [
        one
        for place, rank in settled.items()
        if (one := _placed(place, Side(subjects[place].type.key, rank), rank, weights))
    ]
    placed.sort(key=lambda one: (-one.total, one.place))
    order = tuple(one.place for one in placed)
    return GroupStanding(
        group=name,
        order=order,
        tenths=tuple(one.tenths for one in placed),
        steps=tuple(
            verdict(one.side, other.side, profiles=profiles, own=weights).outcome
            for one, other in pairwise(placed)
        ),
        unplaced=tuple(place for place in members if place not in order),
        weights=weights,
    )


def _weights(
    ranks: Sequence[Explanation], types: Sequence[str], profiles: Profiles
) -> Weights | None:
    """None where the ranks are weighed alike and stand as they are."""
    if len({tuple((c.key, c.weight_bp) for c in rank.components) for rank in ranks}) < 2:
        return None
    found = [profiles.get(key) or weights_of(key) for key in types]
    same = all(one == found[0] for one in found)
    profile = found[0] if same else profiles.get(FALLBACK_TYPE) or weights_of(FALLBACK_TYPE)
    have = [counting(rank) for rank in ranks]
    return effective_weights(profile, have[0].intersection(*have[1:]))


def _placed(place: int, side: Side, rank: Explanation, weights: Weights | None) -> _Placed | None:
    if weights is None:
        return _Placed(place, side, rank.total, rank.tenths)
    anew = weigh(rank, weights)
    if anew.provisional or not any(weights.values()):
        return None
    return _Placed(place, side, anew.total, anew.tenths)
