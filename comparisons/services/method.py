"""The formula at work, laid out for its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalog.models import ArtifactType
from comparisons import units
from ranking.formula import COMPONENTS, LABELS, METRICS, signals_of
from ranking.models import Epoch, QualityCriterion


@dataclass(frozen=True)
class TypeWeights:
    type_key: str
    label: str
    weights: tuple[str, ...]
    half_life: int


@dataclass(frozen=True)
class TypeSignals:
    label: str
    signals: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Method:
    """`version` and `as_of` are empty until the first epoch has opened."""

    version: str
    as_of: date | None
    components: tuple[str, ...]
    weights: tuple[TypeWeights, ...]
    signals: tuple[TypeSignals, ...]
    criteria: tuple[QualityCriterion, ...]


def method() -> Method:
    epoch = Epoch.objects.active().select_related("formula").first()
    names = {one.key: one.plural for one in ArtifactType.objects.all()}
    return Method(
        version=epoch.formula.version if epoch else "",
        as_of=epoch.as_of if epoch else None,
        components=tuple(LABELS[key] for key in COMPONENTS),
        weights=_weights(epoch, names),
        signals=_signals(names),
        criteria=tuple(QualityCriterion.objects.filter(points__gt=0).order_by("-points", "code")),
    )


def _weights(epoch: Epoch | None, names: Mapping[str, str]) -> tuple[TypeWeights, ...]:
    rows = epoch.formula.profiles.all() if epoch else ()
    profiles = {profile.type_key: profile for profile in rows}
    return tuple(
        TypeWeights(
            key,
            name,
            tuple(units.weight(getattr(profiles[key], component)) for component in COMPONENTS),
            profiles[key].half_life,
        )
        for key, name in names.items()
        if key in profiles
    )


def _signals(names: Mapping[str, str]) -> tuple[TypeSignals, ...]:
    """Types that share their signals and weights stand on one line."""
    by_type = {
        key: [(METRICS[signal].label, weight) for signal, weight in signals_of(key).items()]
        for key in names
    }
    together: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for key, name in names.items():
        together.setdefault(tuple(by_type[key]), []).append(name)
    return tuple(TypeSignals(", ".join(labels), signals) for signals, labels in together.items())
