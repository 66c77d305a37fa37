"""The formula in one record, whose hash tells one version from another.

Its method is what the program does; its weights and half-lives are what an administrator may
change, as a version of its own.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from matchgraph.evidence import TRUSTED_VISITORS
from ranking import freshness, normaliser, scoring
from ranking.formula.criteria import CRITERIA, FLAGS, Criterion
from ranking.formula.relations import BACKINGS
from ranking.formula.signals import CAPS, ECOSYSTEM, MATCH, SIGNALS
from ranking.formula.weights import AWAKE_FROM, COMPONENTS, HALF_LIVES, WEIGHTS

FIRST_VERSION = "2.0.0"


def method() -> dict[str, Any]:
    """Everything a score follows from, apart from facts, weights and what an epoch freezes."""
    return {
        "components": list(COMPONENTS),
        "adoption": SIGNALS,
        "ecosystem": ECOSYSTEM,
        "match": MATCH,
        "caps": CAPS,
        "backings": {kind: [b.claimed, b.confirmed, b.for_origin] for kind, b in BACKINGS.items()},
        "criteria": [_criterion(criterion) for criterion in (*CRITERIA, *FLAGS)],
        "anchors": [list(anchor) for anchor in normaliser.ANCHORS],
        "smallest_reference_set": normaliser.SMALLEST_SET,
        "awake_from": AWAKE_FROM,
        "demand_known_from": TRUSTED_VISITORS,
        "unknown_spread": scoring.UNKNOWN_SPREAD,
        "ranked_coverage": scoring.RANKED_COVERAGE,
        "heavy_weight": scoring.HEAVY_WEIGHT,
        "finished_floor": freshness.FINISHED_FLOOR,
    }


def definition(
    weights: Mapping[str, Mapping[str, int]] = WEIGHTS,
    half_lives: Mapping[str, int] = HALF_LIVES,
) -> dict[str, Any]:
    """The whole record: the method with weights by type (basis points) and half-lives (days)."""
    return {
        "method": method(),
        "weights": {key: dict(one) for key, one in weights.items()},
        "half_lives": dict(half_lives),
    }


def digest(record: Mapping[str, Any]) -> str:
    """sha256 of the record, whatever the order of its keys."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def next_version(version: str) -> str:
    """The version that changed weights make: 2.0.0 leads to 3.0.0."""
    return f"{int(version.split('.', maxsplit=1)[0]) + 1}.0.0"


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "points": criterion.points,
        "evaluator": criterion.evaluator,
        "applies_to": list(criterion.applies_to),
        "parameters": dict(criterion.parameters),
    }
