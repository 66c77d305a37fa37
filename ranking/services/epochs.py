"""The active epoch: opened when there is none, and moved from day to day."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from catalog.models import ArtifactType
from ranking.formula import TYPES
from ranking.models import Epoch, EpochState, TypeTerms
from ranking.services import locks
from ranking.services.formulas import METHOD, ensure_formula
from ranking.services.freezing import Frozen, freeze, frozen_by


@transaction.atomic
def ensure_epoch(*, today: date) -> Epoch:
    """The active epoch, with terms for every type there is.

    Opens the first one; and another where the program no longer computes by the active formula's
    method, which only a new version of the program can bring about.
    """
    epoch = active_epoch()
    if epoch and epoch.formula.method == METHOD and not types_without_terms(epoch):
        return epoch
    locks.own_epoch()
    epoch = active_epoch()
    if epoch is None:
        epoch = _open(today, note="Opened on shipped curves.")
    elif epoch.formula.method != METHOD:
        epoch = _follow(epoch)
    for one in Epoch.objects.live_first():
        carried = frozen_by(one.follows) if one.follows_id and one.follows else Frozen()
        freeze(one, types_without_terms(one), carried)
    return epoch


def active_epoch() -> Epoch | None:
    return Epoch.objects.active().select_related("formula").first()


@transaction.atomic
def advance_to(day: date) -> bool:
    """Move the active epoch, and the one being prepared, on to `day`; whether that moved.

    Never back. Drains do the rest.
    """
    ensure_epoch(today=day)
    locks.own_epoch()
    return bool(Epoch.objects.live_first().filter(as_of__lt=day).update(as_of=day))


def types_without_terms(epoch: Epoch) -> list[str]:
    frozen = TypeTerms.objects.filter(epoch=epoch).values_list("type_key", flat=True)
    return sorted(set(all_types()).difference(frozen))


def all_types() -> Iterable[str]:
    return {*TYPES, *ArtifactType.objects.values_list("key", flat=True)}


def _open(today: date, note: str, follows: Epoch | None = None) -> Epoch:
    return Epoch.objects.create(
        formula=ensure_formula(),
        as_of=today,
        state=EpochState.ACTIVE,
        follows=follows,
        switched_at=Now(),
        note=note,
    )


def _follow(previous: Epoch) -> Epoch:
    """The same curves under the program's own method. What was being prepared is discarded."""
    Epoch.objects.shadow().update(state=EpochState.DISCARDED)
    Epoch.objects.filter(pk=previous.pk).update(state=EpochState.RETIRED)
    return _open(previous.as_of, "Opened by another version of the program.", previous)
