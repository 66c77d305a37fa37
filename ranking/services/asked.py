"""What people have a worker do to an epoch, with a note of what came of it."""

import logging
from datetime import date, datetime

from django.db import IntegrityError

from ranking.models import Epoch
from ranking.services.noting import note_act
from ranking.services.preparing import EpochRefused, prepare_epoch
from ranking.services.switching import check, switch_to

logger = logging.getLogger(__name__)


def open_epoch(
    *, as_of: date | None, at: datetime, by: int | None, automatic: bool, note: str
) -> None:
    """Fit and open the next epoch; a refusal is logged, since there is no epoch to note it at."""
    try:
        epoch = prepare_epoch(as_of=as_of, at=at, by=by, automatic=automatic, note=note)
    except (EpochRefused, IntegrityError) as refusal:
        logger.warning("No epoch was opened: %s", refusal)
        return
    note_act(epoch=epoch, by=by, words=f"Opened, fitted to what was read until {epoch.fitted_on}.")


def check_again(*, epoch: Epoch, at: datetime, by: int | None) -> None:
    """Hold a computed epoch against the live one once more."""
    report = check(epoch=epoch, at=at)
    found = "It passed." if report.passed else "It did not pass."
    note_act(epoch=epoch, by=by, words=f"Checked again. {found}")


def let_take_over(*, epoch: Epoch, at: datetime, by: int | None, waived: str) -> None:
    """Switch to a prepared epoch. A refusal is noted, unless somebody else was quicker."""
    try:
        report = switch_to(epoch=epoch, at=at, waived=waived)
    except EpochRefused as refusal:
        logger.warning("No switch: %s", refusal)
        epoch.refresh_from_db()
        if epoch.is_shadow:
            note_act(epoch=epoch, by=by, words=f"Not switched. {refusal}")
        return
    how = "Switched." if report.passed else "Switched although checks failed."
    note_act(epoch=epoch, by=by, words=f"{how} {waived}".strip())
