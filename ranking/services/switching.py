"""Lets an epoch that was prepared take over, in one transaction."""

from datetime import datetime

from django.db import transaction

from ranking.guards import Report
from ranking.models import Epoch, EpochState, Formula, FormulaState
from ranking.services import locks
from ranking.services.checking import is_computed, note_report, report_on
from ranking.services.database import rows
from ranking.services.parameters import tune
from ranking.services.preparing import EpochRefused, forget_shadow
from ranking.sql import load

MANY = 1_000


class ChecksFailed(EpochRefused):
    """The epoch would change more than it may. `report` says what."""

    def __init__(self, epoch: Epoch, report: Report) -> None:
        failed = ", ".join(check.label.lower() for check in report.checks if not check.passed)
        super().__init__(f"{epoch} did not pass: {failed}.")
        self.report = report


def switch_to(*, epoch: Epoch, at: datetime, waived: str = "") -> Report:
    """Make a prepared epoch the active one: scores, explanations, history and pointer at once.

    Readers see either all of the old or all of the new. Drains wait meanwhile; nobody else does.
    `waived` is the reason to do so although checks fail. Raises ChecksFailed, with the report
    stored, or EpochRefused where the epoch is not being prepared or not computed yet.
    """
    try:
        return _switch(epoch, at, waived)
    except ChecksFailed as failure:
        note_report(epoch=epoch, report=failure.report, at=at)
        raise


def is_due() -> bool:
    """Whether `settle` has anything to do."""
    epoch = Epoch.objects.shadow().first()
    if epoch is None or not is_computed(epoch):
        return False
    return not epoch.is_checked or (epoch.is_automatic and bool(epoch.waived or may_switch(epoch)))


def settle(*, at: datetime) -> Epoch | None:
    """Check the epoch that is being prepared once it is computed, and switch where it may.

    Returns the epoch that took over. Safe to call at any time, by any number of workers.
    """
    epoch = Epoch.objects.shadow().first()
    if epoch is None or not is_computed(epoch):
        return None
    if not epoch.is_checked:
        check(epoch=epoch, at=at)
    if not epoch.is_automatic or not (epoch.waived or may_switch(epoch)):
        return None
    try:
        switch_to(epoch=epoch, at=at, waived=epoch.waived)
    except EpochRefused:
        return None
    return epoch


def check(*, epoch: Epoch, at: datetime) -> Report:
    """Hold a computed epoch against the live one, and keep what that found."""
    with transaction.atomic():
        report = report_on(epoch)
    note_report(epoch=epoch, report=report, at=at)
    epoch.refresh_from_db()
    return report


def may_switch(epoch: Epoch) -> bool:
    return bool(epoch.last_report and epoch.last_report.passed)


@transaction.atomic
def _switch(epoch: Epoch, at: datetime, waived: str) -> Report:
    locks.own_epoch()
    prepared = Epoch.objects.select_for_update().select_related("formula").get(pk=epoch.pk)
    if not prepared.is_shadow:
        raise EpochRefused(f"{prepared} is not being prepared.")
    if not is_computed(prepared):
        raise EpochRefused(f"{prepared} is not computed yet: a worker is at it.")
    report = report_on(prepared)
    if not report.passed and not waived:
        raise ChecksFailed(prepared, report)
    active = Epoch.objects.active().get()
    tune(MANY)
    rows(load("switch"), {"by_formula": prepared.formula_id != active.formula_id})
    _turn(active, prepared, at, waived)
    forget_shadow(active)
    note_report(epoch=prepared, report=report, at=at)
    return report


def _turn(active: Epoch, prepared: Epoch, at: datetime, waived: str) -> None:
    """The pointer: states of both epochs, and of both formulas where they differ."""
    active.state = EpochState.RETIRED
    active.save(update_fields=["state"])
    prepared.state = EpochState.ACTIVE
    prepared.switched_at = at
    prepared.waived = waived
    prepared.save(update_fields=["state", "switched_at", "waived"])
    if prepared.formula_id != active.formula_id:
        _set_state(active.formula_id, FormulaState.RETIRED)
        _set_state(prepared.formula_id, FormulaState.ACTIVE)


def _set_state(formula: int, state: FormulaState) -> None:
    Formula.objects.filter(pk=formula).update(state=state)
