"""Fits what an epoch freezes to what is stored: curves, means of match, quartiles of components."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.models import Artifact, ArtifactType
from matchgraph.decay import monday_of, weekly_decay
from matchgraph.evidence import SHIPPED_MEAN, TRUSTED_VISITORS, shrunk_mean
from ranking.formula import AWAKE_FROM, fitted_signals, group_of
from ranking.models import Epoch, TypeTerms
from ranking.models.scores import COMPONENT_KEYS
from ranking.normaliser import ANCHORS, SMALLEST_SET, through
from ranking.scoring import PPM
from ranking.services.database import execute, rows
from ranking.services.epochs import all_types
from ranking.services.freezing import QUANTILE_COLUMNS, Curve, Frozen, TypeFrozen
from ranking.services.parameters import parameters_of, tune
from ranking.sql import load, reading
from ranking.sql.statement import computation

STEP = 20_000
COLLECT = "INSERT INTO component_values SELECT type_id, component_values, coverages FROM computed"


def fit(as_of: date) -> Frozen:
    """Curves and means from everything read up to the end of `as_of`.

    A curve is that of its type where the type has fifty figures, else that of its group, else the
    one that ships. Quartiles follow from these curves: `fit_quantiles` adds them to an epoch.
    """
    tune(Artifact.objects.count())
    fitted = _fitted(as_of)
    means = _match_means(as_of)
    return Frozen(
        curves={
            (type_key, signal): curve
            for type_key in all_types()
            for signal in fitted_signals(type_key)
            if (curve := _curve(fitted, type_key, signal, as_of))
        },
        types={type_key: means.terms(type_key) for type_key in all_types()},
        means=means.of_capabilities(),
    )


def fit_quantiles(epoch: Epoch) -> None:
    """Set the epoch's quartiles to those its curves lead to; types with few keep the shipped."""
    _collect_values(epoch)
    found = {
        (type_key, COMPONENT_KEYS[place - 1]): (n, quantiles)
        for type_key, place, n, quantiles in rows(load("fit_quantiles"))
        if n >= SMALLEST_SET
    }
    for terms in TypeTerms.objects.filter(epoch=epoch):
        for key, column in QUANTILE_COLUMNS.items():
            if (terms.type_key, key) in found:
                n, quantiles = found[terms.type_key, key]
                setattr(terms, column, quantiles)
                terms.fitted_to[COMPONENT_KEYS.index(key)] = n
        terms.save()
    execute("DROP TABLE component_values")


@dataclass(frozen=True)
class _Fitted:
    n: int
    quantiles: Sequence[float]


def _fitted(as_of: date) -> dict[tuple[str, str, str], _Fitted]:
    """By “type” or “group”, its key and the metric."""
    tables = f"WITH {load('reference')},\n{reading.of_reference(reading.measured())}"
    given = _given(as_of) | {"shares": [share for share, _ in ANCHORS]}
    return {
        (of_what, key, metric): _Fitted(n, quantiles)
        for of_what, key, metric, n, quantiles in rows(f"{tables}\n{load('fit')}", given)
    }


def _given(as_of: date) -> dict[str, object]:
    return {"as_of": as_of, "monday": monday_of(as_of), "decay": list(weekly_decay())}


def _curve(
    fitted: Mapping[tuple[str, str, str], _Fitted], type_key: str, signal: str, as_of: date
) -> Curve | None:
    names = _names()
    group = group_of(type_key)
    for of_what, key in (("type", type_key), ("group", group)):
        found = fitted.get((of_what, key, signal))
        if found and found.n >= SMALLEST_SET:
            whose = names.get(key, key) if of_what == "type" else f"the group “{key}”"
            basis = f"figures of {whose} read until {as_of.isoformat()}"
            return Curve(through(found.quantiles), found.n, basis)
    return None


def _names() -> dict[str, str]:
    return dict(ArtifactType.objects.values_list("key", "plural"))


@dataclass(frozen=True)
class _Means:
    """Decayed evidence in thousandths: (outcomes, examinations) by type and capability."""

    evidence: Mapping[tuple[str, int], tuple[int, int]]
    awake: frozenset[str]

    def of_type(self, type_key: str) -> int:
        own = [sums for (key, _), sums in self.evidence.items() if key == type_key]
        outcomes, examinations = (sum(sums[i] for sums in own) for i in (0, 1))
        return shrunk_mean(outcomes, examinations, SHIPPED_MEAN)

    def terms(self, type_key: str) -> TypeFrozen:
        return TypeFrozen(
            match_sleeps=type_key not in self.awake, match_mean=self.of_type(type_key)
        )

    def of_capabilities(self) -> dict[tuple[str, int], int]:
        return {
            (type_key, capability): shrunk_mean(*sums, self.of_type(type_key))
            for (type_key, capability), sums in self.evidence.items()
        }


def _match_means(as_of: date) -> _Means:
    tables = f"WITH {load('reference')},\n{reading.of_reference(reading.evidence())}"
    given = _given(as_of) | {"visitors": TRUSTED_VISITORS}
    evidence = rows(f"{tables}\n{load('fit_match')}", given)
    counted = rows(f"{tables}\n{load('fit_awake')}", given)
    return _Means(
        evidence={
            (type_key, capability): (outcomes, examinations)
            for type_key, capability, outcomes, examinations in evidence
        },
        awake=frozenset(key for key, all_of_it, some in counted if _is_awake(some, all_of_it)),
    )


def _is_awake(with_evidence: int, artifacts: int) -> bool:
    return with_evidence * PPM >= AWAKE_FROM * artifacts > 0


def _collect_values(epoch: Epoch) -> None:
    """Component values and coverages of every published artifact, as the epoch computes them."""
    execute(
        "CREATE TEMPORARY TABLE component_values"
        ' (type_id text, "values" int[], coverages int[]) ON COMMIT DROP'
    )
    statement = f"WITH {computation()}\n{COLLECT}"
    published = Artifact.objects.published().order_by("pk").values_list("pk", flat=True)
    for ids in _steps(list(published)):
        execute(statement, parameters_of(ids, epoch))


def _steps(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + STEP] for start in range(0, len(ids), STEP))
