"""The components put together: every column of a score and of its breakdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ranking.facts import AdjustmentFacts, ArtifactFacts
from ranking.oracle.adoption import adoption, star_guard
from ranking.oracle.ecosystem import ecosystem
from ranking.oracle.freshness import freshness
from ranking.oracle.match import match
from ranking.oracle.quality import quality
from ranking.oracle.terms import Figure, Terms, component
from ranking.scoring import TENTH, Aggregate, combine, effective_weights

KEYS = ("adoption", "ecosystem", "freshness", "match", "quality")


@dataclass(frozen=True)
class Reckoned:
    """Every column of a score and its breakdown, named and ordered as they are stored."""

    total: int
    tenths: int
    headline: int
    sd: int
    lo: int
    hi: int
    coverage: int
    provisional: bool
    is_listed: bool
    component_weights: list[int]
    component_values: list[int | None]
    sds: list[int | None]
    lows: list[int | None]
    highs: list[int | None]
    coverages: list[int]
    shown: list[int]
    adjustment: int
    metrics: list[str]
    weights: list[int]
    states: list[int]
    normalised: list[int | None]
    parts: list[int]
    gains: list[int]
    observed_on: list[date | None]
    raw: list[int | None]
    sources: list[int | None]
    released_on: date | None
    release_source: int | None
    star_guard: bool
    finished_floor: bool
    adjustments: list[dict[str, Any]] | None


def reckon(facts: ArtifactFacts, terms: Terms, as_of: date) -> Reckoned:
    """The score of one artifact on the day `as_of`. No clock is read."""
    figures, guarded = _figures(facts, terms, as_of)
    components = {key: component(f, terms.quantiles_of(key)) for key, f in figures.items()}
    components["freshness"], floored = freshness(facts, terms, components["adoption"], as_of)
    components = {key: components[key] for key in KEYS}
    weights = effective_weights(terms.profile, [k for k, found in components.items() if found])
    adjusted = [a for a in facts.adjustments if a.starts_on <= as_of < a.ends_on]
    total = combine(components, weights, sum(a.tenths for a in adjusted) * TENTH)
    released_on, release_source = facts.last_release()
    listed = [figure for of_component in figures.values() for figure in of_component]
    found = list(components.values())
    return Reckoned(
        total=total.total,
        tenths=total.tenths,
        headline=total.headline,
        sd=total.sd,
        lo=total.low,
        hi=total.high,
        coverage=total.coverage,
        provisional=total.provisional,
        is_listed=facts.is_published and not total.provisional,
        component_weights=[weights[key] for key in KEYS],
        component_values=[c.value if c else None for c in found],
        sds=[c.sd if c else None for c in found],
        lows=[c.low if c else None for c in found],
        highs=[c.high if c else None for c in found],
        coverages=[c.coverage if c else 0 for c in found],
        shown=[total.shown[key] for key in KEYS],
        adjustment=total.adjustment,
        metrics=[f.key for f in figures["adoption"]],
        weights=[f.weight for f in listed],
        states=[f.state for f in listed],
        normalised=[f.normalised for f in listed],
        parts=_of(figures, components, "parts"),
        gains=_of(figures, components, "gains"),
        observed_on=[f.observed_on for f in listed],
        raw=[f.raw for f in listed],
        sources=[f.source for f in listed],
        released_on=released_on,
        release_source=release_source,
        star_guard=guarded,
        finished_floor=floored,
        adjustments=[_told(a) for a in adjusted] or None,
    )


def _figures(
    facts: ArtifactFacts, terms: Terms, as_of: date
) -> tuple[dict[str, Sequence[Figure]], bool]:
    """The figures of each component that has any, and whether the star guard held."""
    adopted, guarded = star_guard(facts, adoption(facts, terms, as_of))
    figures: dict[str, Sequence[Figure]] = {
        "adoption": adopted,
        "quality": quality(facts, terms, as_of),
        "ecosystem": ecosystem(facts, terms, as_of),
        "match": match(facts, terms, as_of),
    }
    return figures, guarded


def _of(
    figures: Mapping[str, Sequence[Figure]], components: Mapping[str, Aggregate | None], name: str
) -> list[int]:
    numbers: list[int] = []
    for key, of_component in figures.items():
        found: Mapping[str, int] = getattr(components[key], name) if components[key] else {}
        numbers += [found.get(figure.key, 0) for figure in of_component]
    return numbers


def _told(adjustment: AdjustmentFacts) -> dict[str, Any]:
    until = adjustment.ends_on - timedelta(days=1)
    return {
        "tenths": adjustment.tenths,
        "reason": adjustment.reason,
        "until": until.isoformat(),
    }
