"""Opens an epoch beside the active one: fitted anew, of another formula, or one that was before."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction

from catalog.models import Artifact
from ranking.guards import Report
from ranking.models import (
    Epoch,
    EpochState,
    Formula,
    FormulaState,
    ShadowBreakdown,
    ShadowScore,
    Shard,
)
from ranking.services import locks
from ranking.services.checking import report_on
from ranking.services.database import rows
from ranking.services.epochs import all_types, ensure_epoch
from ranking.services.fitting import fit, fit_quantiles
from ranking.services.formulas import METHOD, same_weights, seal
from ranking.services.freezing import Frozen, freeze, frozen_by
from ranking.services.parameters import parameters_of, tune
from ranking.sql.statement import shadow_statement

STEP = 20_000


class EpochRefused(Exception):
    """What was asked cannot be done to this epoch; the message tells why."""


@transaction.atomic
def prepare_epoch(
    *,
    as_of: date | None,
    at: datetime,
    by: int | None = None,
    automatic: bool = False,
    note: str = "",
) -> Epoch:
    """Open the next epoch in the shadow of the active one, fitted to what is read until `as_of`.

    Drains compute it from here on, beside the live scores. Raises EpochRefused where another one
    is being prepared, or `as_of` lies after the active epoch's day.
    """
    locks.share_epoch()
    active = ensure_epoch(today=at.date())
    day = as_of or active.as_of
    if day > active.as_of:
        raise EpochRefused(f"{day} is still to come: the ranks stand at {active.as_of}.")
    _refuse_second_shadow()
    epoch = _open(
        active,
        active.formula,
        fit(day),
        fitted_on=day,
        opened_by_id=by,
        is_automatic=automatic,
        note=note,
    )
    fit_quantiles(epoch)
    return epoch


@transaction.atomic
def prepare_formula(
    *, formula: Formula, at: datetime, by: int | None = None, note: str = ""
) -> Epoch:
    """Seal a draft and open an epoch of it, with curves and quartiles as they are.

    Only the formula differs, so every change is the formula's. Raises EpochRefused for a formula
    that is no draft or weighs nothing otherwise, and where another epoch is being prepared.
    """
    locks.share_epoch()
    active = ensure_epoch(today=at.date())
    if not formula.is_draft:
        raise EpochRefused(f"Formula {formula.version} is sealed already; copy it.")
    if same_weights(formula, active.formula):
        raise EpochRefused(f"Formula {formula.version} has the weights of the active one.")
    _refuse_second_shadow()
    sealed = seal(formula=formula, state=FormulaState.SHADOW)
    carried = frozen_by(active)
    return _open(active, sealed, carried, fitted_on=active.fitted_on, opened_by_id=by, note=note)


@transaction.atomic
def restore_epoch(*, epoch: Epoch, at: datetime, by: int | None = None, reason: str) -> Epoch:
    """Prepare to go back to an epoch that was active: what it froze is still there.

    It takes over as soon as it is computed for the present day, whatever the checks find: it was
    good once. Raises EpochRefused where it was never active, or by another method.
    """
    locks.share_epoch()
    active = ensure_epoch(today=at.date())
    kept = Epoch.objects.select_for_update().select_related("formula").get(pk=epoch.pk)
    if kept.state != EpochState.RETIRED:
        raise EpochRefused(f"{kept} is not one that was active before.")
    if kept.formula.method != METHOD:
        raise EpochRefused(f"{kept} was made for another version of the program.")
    _refuse_second_shadow()
    kept.state = EpochState.SHADOW
    kept.as_of = active.as_of
    kept.follows = active
    kept.is_automatic = True
    kept.waived = reason
    kept.report, kept.checked_at = None, None
    kept.opened_by_id = by
    kept.save()
    _to_shadow(kept.formula)
    return kept


@transaction.atomic
def discard_epoch(*, epoch: Epoch) -> None:
    """Give up an epoch that is being prepared. Raises EpochRefused for any other."""
    locks.own_epoch()
    kept = Epoch.objects.select_for_update().select_related("formula").get(pk=epoch.pk)
    if not kept.is_shadow:
        raise EpochRefused(f"{kept} is not being prepared.")
    was_active = kept.switched_at is not None
    kept.state = EpochState.RETIRED if was_active else EpochState.DISCARDED
    kept.save(update_fields=["state"])
    Formula.objects.filter(pk=kept.formula_id, state=FormulaState.SHADOW).update(
        state=FormulaState.RETIRED
    )
    forget_shadow(kept)


def forget_shadow(epoch: Epoch) -> None:
    ShadowBreakdown.objects.all().delete()
    ShadowScore.objects.all().delete()
    Shard.objects.filter(epoch=epoch).delete()


def rehearse(prepare: Callable[[], Epoch], ids: Sequence[int] | None = None) -> Report:
    """What an epoch would change, computed for the artifacts of `ids` or for all, and undone.

    Leaves no trace; marks that still wait are not drained first.
    """
    with transaction.atomic():
        epoch = prepare()
        wanted = list(ids or Artifact.objects.order_by("pk").values_list("pk", flat=True))
        tune(len(wanted))
        for start in range(0, len(wanted), STEP):
            batch = wanted[start : start + STEP]
            rows(shadow_statement(), parameters_of(batch, epoch, epoch))
        report = report_on(epoch)
        transaction.set_rollback(True)
    return report


def _refuse_second_shadow() -> None:
    if other := Epoch.objects.shadow().first():
        raise EpochRefused(f"{other} is being prepared already: switch to it or discard it.")


def _open(active: Epoch, formula: Formula, frozen: Frozen, **fields: object) -> Epoch:
    epoch = Epoch.objects.create(
        formula=formula, as_of=active.as_of, follows=active, state=EpochState.SHADOW, **fields
    )
    freeze(epoch, all_types(), frozen)
    return epoch


def _to_shadow(formula: Formula) -> None:
    if formula.state == FormulaState.RETIRED:
        Formula.objects.filter(pk=formula.pk).update(state=FormulaState.SHADOW)
