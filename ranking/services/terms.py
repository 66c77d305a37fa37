"""Lays out what an epoch freezes for one type, for the statement that computes scores."""

from collections.abc import Collection, Mapping, Sequence

from ranking.formula import DORMANT, FALLBACK_TYPE, TYPES
from ranking.freshness import decay_table
from ranking.models import (
    Epoch,
    NormaliserTable,
    QualityCriterion,
    SignalDefinition,
    TypeTerms,
    WeightProfile,
)
from ranking.models.scores import COMPONENT_KEYS
from ranking.normaliser import Table
from ranking.scoring import Quantiles, effective_weights

SLOTS = 3
EMPTY = Table((0,), (0,))


def lay_out(
    epoch: Epoch,
    type_key: str,
    *,
    profile: WeightProfile,
    signals: Sequence[SignalDefinition],
    criteria: Sequence[QualityCriterion],
    curves: Mapping[str, NormaliserTable],
) -> TypeTerms:
    """Unsaved terms. Signals and criteria are sorted by key; at most three signals have a slot."""
    used = [*signals[:SLOTS], *[None] * (SLOTS - len(signals))]
    tables = [curves[signal.signal].table if signal else EMPTY for signal in used]
    return TypeTerms(
        epoch=epoch,
        type_key=type_key,
        metrics=[signal.signal if signal else "" for signal in used],
        metric_weights=[signal.weight if signal else 0 for signal in used],
        points=[_points(criterion, type_key) for criterion in criteria if criterion.points],
        profile=[getattr(profile, key) for key in COMPONENT_KEYS],
        weights=weight_sets(profile),
        decay=list(decay_table(profile.half_life)),
        adoption_quantiles=_frozen(Quantiles()),
        quality_quantiles=_frozen(Quantiles()),
        freshness_quantiles=_frozen(Quantiles()),
        **{f"xs{i}": list(table.xs) for i, table in enumerate(tables, start=1)},
        **{f"ss{i}": list(table.ss) for i, table in enumerate(tables, start=1)},
    )


def weight_sets(profile: WeightProfile) -> list[int]:
    """Effective weights for each of the 32 sets of components that count, five numbers a set."""
    weights = {key: getattr(profile, key) for key in COMPONENT_KEYS}
    sets = (effective_weights(weights, _counting(number)) for number in range(32))
    return [effective[key] for effective in sets for key in COMPONENT_KEYS]


def _counting(number: int) -> Collection[str]:
    chosen = {key for bit, key in enumerate(COMPONENT_KEYS) if number >> bit & 1}
    return chosen - set(DORMANT)


def _points(criterion: QualityCriterion, type_key: str) -> int:
    known = type_key if type_key in TYPES else FALLBACK_TYPE
    return criterion.points if known in criterion.applies_to else 0


def _frozen(quantiles: Quantiles) -> list[int]:
    return [quantiles.q05, quantiles.q10, quantiles.q25, quantiles.q95]
