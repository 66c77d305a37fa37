"""An epoch's frozen terms as plain values, for the oracle."""

from collections import defaultdict
from collections.abc import Mapping

from ranking.formula import ECOSYSTEM
from ranking.models import Epoch, MatchMean, QualityCriterion, TypeCurves, TypeTerms
from ranking.models.scores import COMPONENT_KEYS
from ranking.normaliser import Table
from ranking.oracle import Terms
from ranking.scoring import Quantiles
from ranking.services.freezing import QUANTILE_COLUMNS


def plain_terms(epoch: Epoch) -> dict[str, Terms]:
    """By type, in four queries."""
    curves = {row.type_key: row for row in TypeCurves.objects.filter(epoch=epoch)}
    means: dict[str, dict[int, int]] = defaultdict(dict)
    for mean in MatchMean.objects.filter(epoch=epoch):
        means[mean.type_key][mean.capability_id] = mean.mean
    criteria = QualityCriterion.objects.filter(points__gt=0).order_by("code")
    codes = list(criteria.values_list("code", flat=True))
    return {
        row.type_key: _terms(row, curves[row.type_key], codes, means[row.type_key])
        for row in TypeTerms.objects.filter(epoch=epoch)
    }


def _terms(row: TypeTerms, curves: TypeCurves, codes: list[str], means: Mapping[int, int]) -> Terms:
    slots = enumerate(zip(row.metrics, row.metric_weights, strict=True), start=1)
    return Terms(
        profile=dict(zip(COMPONENT_KEYS, row.profile, strict=True)),
        signals={
            metric: (weight, _curve(curves, str(slot)))
            for slot, (metric, weight) in slots
            if metric
        },
        curves={key: _curve(curves, f"_{key}") for key in (*ECOSYSTEM, "demand")},
        points=dict(zip(codes, row.points, strict=True)),
        half_life=len(row.decay),
        quantiles={
            key: Quantiles(*getattr(row, column)) for key, column in QUANTILE_COLUMNS.items()
        },
        match_sleeps=row.match_sleeps,
        match_mean=row.match_mean,
        match_means=means,
    )


def _curve(curves: TypeCurves, name: str) -> Table:
    return Table(tuple(getattr(curves, f"xs{name}")), tuple(getattr(curves, f"ss{name}")))
