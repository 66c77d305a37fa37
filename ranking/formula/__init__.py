"""The formula as data: which signals, criteria, weights and half-lives score each type.

This is what a fresh database starts from; the rows made of it are what editors read and what an
epoch freezes.
"""

from ranking.formula.criteria import CRITERIA, FLAGS, Criterion
from ranking.formula.definition import FIRST_VERSION, definition, digest
from ranking.formula.signals import LAST_RELEASE, METRICS, SIGNALS, Metric, signals_of
from ranking.formula.types import FALLBACK_TYPE, GROUPS, TYPES, group_of
from ranking.formula.weights import (
    COMPONENTS,
    DORMANT,
    HALF_LIVES,
    LABELS,
    WEIGHTS,
    half_life_of,
    weights_of,
)

__all__ = [
    "COMPONENTS",
    "CRITERIA",
    "DORMANT",
    "FALLBACK_TYPE",
    "FIRST_VERSION",
    "FLAGS",
    "GROUPS",
    "HALF_LIVES",
    "LABELS",
    "LAST_RELEASE",
    "METRICS",
    "SIGNALS",
    "TYPES",
    "WEIGHTS",
    "Criterion",
    "Metric",
    "definition",
    "digest",
    "group_of",
    "half_life_of",
    "signals_of",
    "weights_of",
]
