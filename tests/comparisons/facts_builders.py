"""Plain facts for tests of the pure modules; no database."""

from datetime import date
from typing import Any

from comparisons.facts import CapabilityFact, Subject, TypeFact
from ranking.explanation import (
    Component,
    ComponentState,
    Explanation,
    Signal,
    SignalState,
    SourceMention,
    Standing,
)

MODEL = TypeFact("model", "Model", "Models", "model")
DATASET = TypeFact("dataset", "Dataset", "Datasets", "dataset")
AS_OF = date(2026, 6, 1)


def capability(key: str = "code.completion", **fields: Any) -> CapabilityFact:
    values: dict[str, Any] = {
        "key": key,
        "vocabulary_name": key.rpartition(".")[2].capitalize(),
        "name": f"Own name of {key}",
        "support": "yes",
        "support_label": "Yes",
        "description": "How it works here.",
        "unique": "",
        "versus": "",
        **dict.fromkeys(("intents", "best_for", "limitations", "requires"), ()),
        **dict.fromkeys(("inputs", "outputs", "citations"), ()),
        "review_state": "unreviewed",
        "review_label": "Not yet reviewed",
    }
    return CapabilityFact(**values | fields)


def signal(**fields: Any) -> Signal:
    values: dict[str, Any] = {
        "key": "hub_likes",
        "label": "Hub likes",
        "weight": 25,
        "state": SignalState.OBSERVED,
        "raw": 545,
        "normalised": 700_000,
        "part": 700_000,
        "observed_at": date(2026, 5, 4),
        "source": SourceMention(1, "The hub", "https://hub.example/"),
        "note": "",
    }
    return Signal(**values | fields)


def component(key: str = "adoption", **fields: Any) -> Component:
    values: dict[str, Any] = {
        "key": key,
        "label": key.capitalize(),
        "value": 711_374,
        "weight_bp": 3750,
        "contribution": 2_667_652_500,
        "shown_tenths": 267,
        "coverage": 800_000,
        "state": ComponentState.LIVE,
        "note": "",
        "signals": (signal(),),
    }
    return Component(**values | fields)


def explanation(**fields: Any) -> Explanation:
    """A rank of 67.4 that only its adoption carries, unless told otherwise."""
    values: dict[str, Any] = {
        "total": 6_736_158_750,
        "tenths": 674,
        "headline": 67,
        "sd": 100_000_000,
        "low_tenths": 660,
        "high_tenths": 690,
        "coverage": 900_000,
        "state": Standing.RANKED,
        "formula": "1.0.0",
        "epoch": 1,
        "as_of": AS_OF,
        "components": (component(),),
        "improve": (),
    }
    return Explanation(**values | fields)


def subject(slug: str = "alpha", **fields: Any) -> Subject:
    values: dict[str, Any] = {
        "id": 1,
        "slug": slug,
        "name": slug.capitalize(),
        "type": MODEL,
        "publisher": "Publisher",
        "publisher_slug": "publisher",
        "summary": "Does something.",
        "pricing_model": "unknown",
        "pricing_label": "Unknown",
        "licence": None,
        "lifecycle": "active",
        "lifecycle_label": "Active",
        "released_on": None,
        "released_precision": "day",
        "source": None,
        "specs": (),
        "capabilities": (),
        "offerings": (),
        "citations": (),
        "rank": None,
        "position": None,
    }
    return Subject(**values | fields)
