"""A rank under other weights than its own: the same components, added up anew.

Two ranks are set against each other only on components that both have, under the same weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ranking.explanation import Component, ComponentState, Explanation
from ranking.formula import COMPONENTS, FALLBACK_TYPE, weights_of
from ranking.scoring import Aggregate, Total, combine, effective_weights

# Basis points by component, by type.
Profiles = Mapping[str, Mapping[str, int]]
COUNTING = {ComponentState.LIVE, ComponentState.UNKNOWN}


class Basis(StrEnum):
    """Under whose weights two ranks are compared.

    `ranked`: both as they are ranked. `common`: their types' one profile, over the components that
    count for both. `default_profile`: the types are weighed differently. `own_weights`: a reader's.
    """

    RANKED = "ranked"
    COMMON = "common"
    DEFAULT_PROFILE = "default_profile"
    OWN_WEIGHTS = "own_weights"


@dataclass(frozen=True)
class Scale:
    """Effective weights in basis points; `left_out` counts for one of the two alone."""

    basis: Basis
    weights: Mapping[str, int]
    left_out: tuple[str, ...] = ()


def counting(rank: Explanation) -> frozenset[str]:
    """Keys of the components that have a value and count."""
    return frozenset(c.key for c in rank.components if c.value is not None and c.state in COUNTING)


def weigh(rank: Explanation, weights: Mapping[str, int]) -> Total:
    """The rank under effective weights, without what was added to it by hand."""
    counts = counting(rank)
    return combine(
        {c.key: _aggregate(c) if c.key in counts else None for c in rank.components}, weights
    )


def scale_for(
    ranks: tuple[Explanation, Explanation],
    type_keys: tuple[str, str],
    profiles: Profiles,
    own: Mapping[str, int] | None = None,
) -> Scale:
    """What to weigh the two by. A reader's own weights stand before everything else."""
    as_ranked = [{c.key: c.weight_bp for c in rank.components} for rank in ranks]
    if own is None and as_ranked[0] == as_ranked[1]:
        return Scale(Basis.RANKED, as_ranked[0])
    have = [counting(rank) for rank in ranks]
    left_out = tuple(key for key in COMPONENTS if key in have[0] ^ have[1])
    basis, profile = _profile_for(type_keys, profiles) if own is None else (Basis.OWN_WEIGHTS, own)
    return Scale(basis, effective_weights(profile, have[0] & have[1]), left_out)


def _profile_for(type_keys: tuple[str, str], profiles: Profiles) -> tuple[Basis, Mapping[str, int]]:
    one, other = (profiles.get(key) or weights_of(key) for key in type_keys)
    if one == other:
        return Basis.COMMON, one
    return Basis.DEFAULT_PROFILE, profiles.get(FALLBACK_TYPE) or weights_of(FALLBACK_TYPE)


def _aggregate(component: Component) -> Aggregate:
    return Aggregate(
        value=component.value or 0,
        coverage=component.coverage,
        sd=component.sd,
        low=component.low,
        high=component.high,
        parts={},
        gains={},
    )
