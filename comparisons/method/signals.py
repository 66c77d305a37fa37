"""What is measured, what each type weighs it, and the curves it goes by in the present epoch."""

from collections.abc import Iterator, Mapping, Sequence

from catalog.models import ArtifactType
from comparisons.method.anchors import of_signal
from comparisons.method.curves import described
from comparisons.method.shapes import (
    AdoptionMethod,
    CurveMethod,
    SignalMethod,
    SignalUse,
    SignalWeight,
)
from comparisons.method.together import together
from ranking.formula import (
    CAPS,
    ECOSYSTEM,
    LAST_RELEASE,
    MATCH,
    METRICS,
    SIGNALS,
    Metric,
    Unit,
)
from ranking.models import TypeTerms
from ranking.normaliser import Table, straight

# By type and signal: the table, how many figures it was fitted to, and whose.
Curves = Mapping[tuple[str, str], tuple[Table, int, str]]
Terms = Sequence[tuple[ArtifactType, TypeTerms]]
RELEASE = Metric(
    LAST_RELEASE,
    "Days since the last release",
    "Whole days from the last release, revision of weights or data, or version of the interface.",
    "",
    unit=Unit.DAYS,
)


def adoption_of(terms: Terms) -> tuple[AdoptionMethod, ...]:
    told = together((one.plural, _weights_of(row)) for one, row in terms)
    return tuple(
        AdoptionMethod(
            types,
            tuple(
                SignalWeight(key, of_signal(key), METRICS[key].label, weight)
                for key, weight in sorted(weights, key=lambda pair: -pair[1])
            ),
        )
        for weights, types in told
    )


def signals_of(terms: Terms, curves: Curves) -> tuple[SignalMethod, ...]:
    """Every figure that is measured, by component, the heaviest first where types agree."""
    return tuple(
        _signal(component, metric, terms, curves)
        for component, metrics in _by_component().items()
        for metric in metrics
    )


def _by_component() -> dict[str, list[Metric]]:
    adoption = dict.fromkeys(key for signals in SIGNALS.values() for key in signals)
    heaviest = {
        "ecosystem": sorted(ECOSYSTEM, key=lambda key: -ECOSYSTEM[key]),
        "match": sorted(MATCH, key=lambda key: -MATCH[key]),
    }
    told = {"adoption": adoption, **heaviest}
    return {name: [METRICS[key] for key in keys] for name, keys in told.items()} | {
        "freshness": [RELEASE]
    }


def _signal(component: str, metric: Metric, terms: Terms, curves: Curves) -> SignalMethod:
    uses = together(
        (one.plural, (weight, curves.get((one.key, metric.key))))
        for one, row in terms
        if (weight := _weight(component, metric.key, row))
    )
    return SignalMethod(
        key=metric.key,
        anchor=of_signal(metric.key),
        component=component,
        label=metric.label,
        help=metric.help,
        unit=metric.unit,
        cap=CAPS.get(metric.key),
        uses=tuple(
            SignalUse(types, weight, _curve(metric.key, curve)) for (weight, curve), types in uses
        ),
    )


def _weight(component: str, key: str, row: TypeTerms) -> int:
    if component == "adoption":
        return dict(_weights_of(row)).get(key, 0)
    return {**ECOSYSTEM, **MATCH, LAST_RELEASE: 1}[key]


def _weights_of(row: TypeTerms) -> tuple[tuple[str, int], ...]:
    """Adoption's signals as the epoch weighs them for a type."""
    return tuple(_weighed(row))


def _weighed(row: TypeTerms) -> Iterator[tuple[str, int]]:
    for key, weight in zip(row.metrics, row.metric_weights, strict=True):
        if key:
            yield key, weight


def _curve(key: str, curve: tuple[Table, int, str] | None) -> CurveMethod | None:
    if key in CAPS:
        return described(straight(CAPS[key]), 0, "a straight line")
    return described(*curve) if curve else None
