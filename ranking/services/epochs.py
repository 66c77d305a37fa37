"""Opens epochs and moves the day they stand at."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from catalog.models import ArtifactType
from ranking.formula import FALLBACK_TYPE, TYPES, signals_of
from ranking.models import (
    Epoch,
    Formula,
    NormaliserTable,
    QualityCriterion,
    SignalDefinition,
    TypeTerms,
    WeightProfile,
)
from ranking.services import locks
from ranking.services.formulas import ensure_formula
from ranking.services.terms import lay_out
from ranking.shipped import shipped_table


@transaction.atomic
def ensure_epoch(*, today: date) -> Epoch:
    """The active epoch, with terms for every type there is. Opens the first one."""
    epoch = active_epoch()
    if epoch and not _types_without_terms(epoch):
        return epoch
    locks.own_epoch()
    epoch = active_epoch() or _open(ensure_formula(), today)
    _freeze(epoch, _types_without_terms(epoch))
    return epoch


def active_epoch() -> Epoch | None:
    return Epoch.objects.active().select_related("formula").first()


@transaction.atomic
def advance_to(day: date) -> bool:
    """Move the active epoch on to `day`, never back; whether it moved. Drains do the rest."""
    ensure_epoch(today=day)
    locks.own_epoch()
    return bool(Epoch.objects.active().filter(as_of__lt=day).update(as_of=day))


def _open(formula: Formula, today: date) -> Epoch:
    return Epoch.objects.create(
        formula=formula, as_of=today, is_active=True, note="Opened on shipped curves."
    )


def _types_without_terms(epoch: Epoch) -> list[str]:
    keys = {*TYPES, *ArtifactType.objects.values_list("key", flat=True)}
    frozen = TypeTerms.objects.filter(epoch=epoch).values_list("type_key", flat=True)
    return sorted(keys.difference(frozen))


def _freeze(epoch: Epoch, type_keys: Iterable[str]) -> None:
    profiles = {profile.type_key: profile for profile in WeightProfile.objects.all()}
    signals: dict[str, list[SignalDefinition]] = defaultdict(list)
    for signal in SignalDefinition.objects.filter(component="adoption").order_by("signal"):
        signals[signal.type_key].append(signal)
    criteria = list(QualityCriterion.objects.order_by("code"))
    for type_key in type_keys:
        used = signals.get(type_key) or _default_signals(type_key)
        lay_out(
            epoch,
            type_key,
            profile=profiles.get(type_key) or profiles[FALLBACK_TYPE],
            signals=used,
            criteria=criteria,
            curves={signal.signal: _curve(epoch, type_key, signal.signal) for signal in used},
        ).save(force_insert=True)


def _default_signals(type_key: str) -> list[SignalDefinition]:
    shipped = signals_of(type_key).items()
    return [SignalDefinition(type_key=type_key, signal=key, weight=w) for key, w in shipped]


def _curve(epoch: Epoch, type_key: str, signal: str) -> NormaliserTable:
    shipped = shipped_table(type_key, signal)
    return NormaliserTable.objects.create(
        epoch=epoch,
        type_key=type_key,
        signal=signal,
        xs=list(shipped.table.xs),
        ss=list(shipped.table.ss),
        n=shipped.n,
        sha256=shipped.table.sha256,
        basis=f"{shipped.basis}, {shipped.dated.isoformat()}",
    )
