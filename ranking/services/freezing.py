"""What an epoch freezes: curves, quantiles, weights; shipped, carried on, or fitted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matchgraph.evidence import SHIPPED_MEAN
from ranking.formula import CAPS, FALLBACK_TYPE, SLEEPS, TYPES, fitted_signals, signals_of
from ranking.freshness import decay_table
from ranking.models import (
    Epoch,
    MatchMean,
    NormaliserTable,
    QualityCriterion,
    TypeCurves,
    TypeTerms,
    WeightProfile,
)
from ranking.models.scores import COMPONENT_KEYS
from ranking.normaliser import Table, straight
from ranking.scoring import Quantiles, effective_weights
from ranking.shipped import shipped_table

SLOTS = 3
EMPTY = Table((0,), (0,))
QUANTILE_COLUMNS = {key: f"{key}_quantiles" for key in COMPONENT_KEYS}


@dataclass(frozen=True)
class Curve:
    """`n` figures it was fitted to, and whose they were."""

    table: Table
    n: int
    basis: str


@dataclass(frozen=True)
class TypeFrozen:
    """Quantiles by component, with the number of artifacts behind them, and how match stands."""

    quantiles: Mapping[str, Quantiles] = field(default_factory=dict)
    fitted_to: Mapping[str, int] = field(default_factory=dict)
    match_sleeps: bool = True
    match_mean: int = SHIPPED_MEAN


@dataclass(frozen=True)
class Frozen:
    """Curves by type and signal, terms by type, means by type and capability.

    What is missing is what ships with the program.
    """

    curves: Mapping[tuple[str, str], Curve] = field(default_factory=dict)
    types: Mapping[str, TypeFrozen] = field(default_factory=dict)
    means: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def curve(self, type_key: str, signal: str) -> Curve:
        return self.curves.get((type_key, signal)) or _shipped(type_key, signal)

    def of_type(self, type_key: str) -> TypeFrozen:
        return self.types.get(type_key) or TypeFrozen()


def frozen_by(epoch: Epoch) -> Frozen:
    """What another epoch froze, to be carried on."""
    curves = NormaliserTable.objects.filter(epoch=epoch)
    means = MatchMean.objects.filter(epoch=epoch)
    return Frozen(
        curves={(row.type_key, row.signal): Curve(row.table, row.n, row.basis) for row in curves},
        types={row.type_key: _terms_of(row) for row in TypeTerms.objects.filter(epoch=epoch)},
        means={(row.type_key, row.capability_id): row.mean for row in means},
    )


def freeze(epoch: Epoch, type_keys: Iterable[str], frozen: Frozen) -> None:
    """Write down what the epoch goes by for these types."""
    profiles = {profile.type_key: profile for profile in epoch.formula.profiles.all()}
    criteria = [c for c in QualityCriterion.objects.order_by("code") if c.points]
    for type_key in type_keys:
        profile = profiles.get(type_key) or profiles[FALLBACK_TYPE]
        curves = {key: frozen.curve(type_key, key) for key in fitted_signals(type_key)}
        NormaliserTable.objects.bulk_create(
            _normaliser(epoch, type_key, signal, curve) for signal, curve in curves.items()
        )
        _curves(epoch, type_key, curves).save(force_insert=True)
        _terms(epoch, profile, criteria, type_key, frozen.of_type(type_key)).save(force_insert=True)
    MatchMean.objects.bulk_create(
        MatchMean(epoch=epoch, type_key=type_key, capability_id=capability, mean=mean)
        for (type_key, capability), mean in frozen.means.items()
        if type_key in type_keys
    )


def weight_sets(profile: WeightProfile, *, match_sleeps: bool) -> list[int]:
    """Effective weights for each of the 32 sets of components that count, five numbers a set."""
    weights = {key: getattr(profile, key) for key in COMPONENT_KEYS}
    asleep = {SLEEPS} if match_sleeps else set()
    sets = (effective_weights(weights, _counting(number) - asleep) for number in range(32))
    return [effective[key] for effective in sets for key in COMPONENT_KEYS]


def quantile_list(quantiles: Quantiles) -> list[int]:
    return [quantiles.q05, quantiles.q10, quantiles.q25, quantiles.q95]


def _counting(number: int) -> set[str]:
    return {key for bit, key in enumerate(COMPONENT_KEYS) if number >> bit & 1}


def _terms(
    epoch: Epoch,
    profile: WeightProfile,
    criteria: Sequence[QualityCriterion],
    type_key: str,
    frozen: TypeFrozen,
) -> TypeTerms:
    slots = [*signals_of(type_key).items(), *[("", 0)] * SLOTS][:SLOTS]
    quantiles = {
        column: quantile_list(frozen.quantiles.get(key) or Quantiles())
        for key, column in QUANTILE_COLUMNS.items()
    }
    return TypeTerms(
        epoch=epoch,
        type_key=type_key,
        metrics=[metric for metric, _ in slots],
        metric_weights=[weight for _, weight in slots],
        points=[_points(criterion, type_key) for criterion in criteria],
        profile=[getattr(profile, key) for key in COMPONENT_KEYS],
        weights=weight_sets(profile, match_sleeps=frozen.match_sleeps),
        decay=list(decay_table(profile.half_life)),
        fitted_to=[frozen.fitted_to.get(key, 0) for key in COMPONENT_KEYS],
        match_sleeps=frozen.match_sleeps,
        match_mean=frozen.match_mean,
        **quantiles,
    )


def _curves(epoch: Epoch, type_key: str, curves: Mapping[str, Curve]) -> TypeCurves:
    slots = [curves[metric].table for metric in signals_of(type_key)]
    tables = {str(slot): table for slot, table in enumerate([*slots, *[EMPTY] * SLOTS][:SLOTS], 1)}
    tables |= {f"_{key}": straight(cap) for key, cap in CAPS.items()}
    tables |= {f"_{key}": curves[key].table for key in ("curated_lists", "owners_in", "demand")}
    xs = {f"xs{name}": list(table.xs) for name, table in tables.items()}
    ss = {f"ss{name}": list(table.ss) for name, table in tables.items()}
    return TypeCurves(epoch=epoch, type_key=type_key, **xs, **ss)


def _normaliser(epoch: Epoch, type_key: str, signal: str, curve: Curve) -> NormaliserTable:
    return NormaliserTable(
        epoch=epoch,
        type_key=type_key,
        signal=signal,
        xs=list(curve.table.xs),
        ss=list(curve.table.ss),
        n=curve.n,
        sha256=curve.table.sha256,
        basis=curve.basis,
    )


def _shipped(type_key: str, signal: str) -> Curve:
    shipped = shipped_table(type_key, signal)
    return Curve(shipped.table, shipped.n, f"{shipped.basis}, {shipped.dated.isoformat()}")


def _terms_of(row: TypeTerms) -> TypeFrozen:
    return TypeFrozen(
        quantiles={
            key: Quantiles(*getattr(row, column)) for key, column in QUANTILE_COLUMNS.items()
        },
        fitted_to=dict(zip(COMPONENT_KEYS, row.fitted_to, strict=True)),
        match_sleeps=row.match_sleeps,
        match_mean=row.match_mean,
    )


def _points(criterion: QualityCriterion, type_key: str) -> int:
    known = type_key if type_key in TYPES else FALLBACK_TYPE
    return criterion.points if known in criterion.applies_to else 0
