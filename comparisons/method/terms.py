"""What the present epoch froze for each type: weights, half-lives, quartiles, and what sleeps."""

from collections.abc import Sequence

from comparisons.method.rule_shapes import Left
from comparisons.method.shapes import (
    ComponentWeight,
    HalfLife,
    MatchState,
    Quartiles,
    TypeMethod,
)
from comparisons.method.signals import Terms
from comparisons.method.together import together
from ranking.formula import COMPONENTS, LABELS
from ranking.freshness import decayed
from ranking.models import TypeTerms
from ranking.models.scores import COMPONENT_KEYS

AGES = (30, 90, 180, 365, 730)
EVERY_COMPONENT = 31


def types_of(terms: Terms) -> tuple[TypeMethod, ...]:
    return tuple(
        TypeMethod(
            key=one.key,
            label=one.plural,
            weights=_weights(row),
            half_life=len(row.decay),
            match_sleeps=row.match_sleeps,
            usual=row.match_mean,
        )
        for one, row in terms
    )


def match_states(terms: Terms) -> tuple[MatchState, ...]:
    told = together((one.plural, (row.match_sleeps, row.match_mean)) for one, row in terms)
    return tuple(MatchState(types, sleeps, usual) for (sleeps, usual), types in told)


def half_lives(terms: Terms) -> tuple[HalfLife, ...]:
    """The shortest first."""
    told = together((one.plural, tuple(row.decay)) for one, row in terms)
    return tuple(
        HalfLife(types, len(table), tuple(Left(age, decayed(age, table)) for age in AGES))
        for table, types in sorted(told, key=lambda pair: len(pair[0]))
    )


def quartiles(terms: Terms) -> tuple[Quartiles, ...]:
    """Of each component those that were fitted first, then the shipped ones."""
    told = [
        Quartiles(key, LABELS[key], types, *frozen)
        for key in COMPONENTS
        for frozen, types in together((one.plural, _frozen(row, key)) for one, row in terms)
    ]
    order = {key: place for place, key in enumerate(COMPONENTS)}
    return tuple(sorted(told, key=lambda one: (order[one.component], not one.fitted_to)))


def _weights(row: TypeTerms) -> tuple[ComponentWeight, ...]:
    """As the formula declares them, and as they count where every component applies."""
    counting = _of_set(row, EVERY_COMPONENT)
    return tuple(
        ComponentWeight(key, LABELS[key], row.profile[at], counting[at])
        for key in COMPONENTS
        for at in [COMPONENT_KEYS.index(key)]
    )


def _of_set(row: TypeTerms, number: int) -> Sequence[int]:
    size = len(COMPONENT_KEYS)
    return row.weights[size * number : size * (number + 1)]


def _frozen(row: TypeTerms, key: str) -> tuple[int, int, int, int, int]:
    q05, q10, q25, q95 = getattr(row, f"{key}_quantiles")
    return q05, q10, q25, q95, row.fitted_to[COMPONENT_KEYS.index(key)]
