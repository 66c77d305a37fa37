"""The formula in one record, whose hash tells one version from another."""

import hashlib
import json
from typing import Any

from ranking import freshness, normaliser, scoring
from ranking.formula.criteria import CRITERIA, FLAGS, Criterion
from ranking.formula.signals import SIGNALS
from ranking.formula.weights import COMPONENTS, HALF_LIVES, WEIGHTS

FIRST_VERSION = "1.0.0"


def definition() -> dict[str, Any]:
    """Everything a score follows from, apart from the facts and what an epoch freezes."""
    return {
        "components": list(COMPONENTS),
        "signals": SIGNALS,
        "criteria": [_criterion(criterion) for criterion in (*CRITERIA, *FLAGS)],
        "weights": WEIGHTS,
        "half_lives": HALF_LIVES,
        "anchors": [list(anchor) for anchor in normaliser.ANCHORS],
        "smallest_reference_set": normaliser.SMALLEST_SET,
        "unknown_spread": scoring.UNKNOWN_SPREAD,
        "ranked_coverage": scoring.RANKED_COVERAGE,
        "heavy_weight": scoring.HEAVY_WEIGHT,
        "finished_floor": freshness.FINISHED_FLOOR,
    }


def digest(record: dict[str, Any]) -> str:
    """sha256 of the record, whatever the order of its keys."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "points": criterion.points,
        "evaluator": criterion.evaluator,
        "applies_to": list(criterion.applies_to),
        "parameters": dict(criterion.parameters),
    }
