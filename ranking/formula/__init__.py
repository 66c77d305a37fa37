"""The formula as data: which signals, criteria, weights and half-lives score each type.

This is what a fresh database starts from; the rows made of it are what editors read and what an
epoch freezes.
"""

from ranking.formula.criteria import CRITERIA, FLAGS, Criterion
from ranking.formula.definition import FIRST_VERSION, definition, digest, method, next_version
from ranking.formula.relations import BACKINGS, Backing
from ranking.formula.signals import (
    CAPS,
    ECOSYSTEM,
    LAST_RELEASE,
    MATCH,
    METRICS,
    SIGNALS,
    Metric,
    Unit,
    fitted_signals,
    signals_of,
)
from ranking.formula.types import FALLBACK_TYPE, GROUPS, TYPES, group_of
from ranking.formula.weights import (
    AWAKE_FROM,
    COMPONENTS,
    HALF_LIVES,
    LABELS,
    SLEEPING,
    SLEEPS,
    WEIGHTS,
    half_life_of,
    weights_of,
)

__all__ = [
    "AWAKE_FROM",
    "BACKINGS",
    "CAPS",
    "COMPONENTS",
    "CRITERIA",
    "ECOSYSTEM",
    "FALLBACK_TYPE",
    "FIRST_VERSION",
    "FLAGS",
    "GROUPS",
    "HALF_LIVES",
    "LABELS",
    "LAST_RELEASE",
    "MATCH",
    "METRICS",
    "SIGNALS",
    "SLEEPING",
    "SLEEPS",
    "TYPES",
    "WEIGHTS",
    "Backing",
    "Criterion",
    "Metric",
    "Unit",
    "definition",
    "digest",
    "fitted_signals",
    "group_of",
    "half_life_of",
    "method",
    "next_version",
    "signals_of",
    "weights_of",
]
