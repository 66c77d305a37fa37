"""Background work of this room. A message is a nudge and may be lost: the log holds what is due."""

import logging
from datetime import UTC, date, datetime
from typing import Any

from celery import shared_task
from django.core.cache import cache

from catalog.nudges import send_once
from ranking.services.draining import drain_all, lag
from ranking.services.epochs import active_epoch, advance_to
from ranking.services.positions import keep_places
from ranking.services.preparing import EpochRefused, prepare_epoch
from ranking.services.switching import is_due, settle

logger = logging.getLogger(__name__)

NUDGED = "ranking:nudged"
DEBOUNCE_SECONDS = 1
FORGOTTEN_AFTER = 10
ALARMING_LAG = 120
A_WHILE = 45
LONG = 3600


@shared_task(name="ranking.drain_dirty")
def drain_dirty() -> None:
    # First, so that a change made while this runs sends a nudge of its own.
    cache.delete(NUDGED)
    drain_for_a_while()


@shared_task(name="ranking.sweep_dirty")
def sweep_dirty() -> None:
    if (seconds := lag()) > ALARMING_LAG:
        logger.error("Ranks are %d seconds behind the facts", seconds)
    drain_for_a_while()


@shared_task(name="ranking.advance_day")
def advance_day() -> None:
    advance_to(datetime.now(UTC).date())
    drain_for_a_while()


@shared_task(name="ranking.keep_nightly_places", time_limit=LONG, soft_time_limit=LONG - 5)
def keep_nightly_places() -> None:
    if epoch := active_epoch():
        keep_places(epoch.as_of)


@shared_task(name="ranking.close_epoch", time_limit=LONG, soft_time_limit=LONG - 5)
def close_epoch(*, as_of: str = "", by: int | None = None, automatic: bool = True) -> None:
    """Fit the next epoch to what is read until `as_of`; drains compute it from then on."""
    day = date.fromisoformat(as_of) if as_of else None
    try:
        prepare_epoch(as_of=day, at=datetime.now(UTC), by=by, automatic=automatic)
    except EpochRefused as refusal:
        logger.warning("No epoch was opened: %s", refusal)
    drain_dirty.delay()


@shared_task(name="ranking.settle_epoch", time_limit=LONG, soft_time_limit=LONG - 5)
def settle_epoch() -> None:
    settle(at=datetime.now(UTC))


def drain_for_a_while() -> None:
    """Well within a task's time limit; a large catalog takes several tasks.

    Checking an epoch and switching to it may take longer, and get a task of their own.
    """
    if drain_all(seconds=A_WHILE).skipped:
        drain_dirty.apply_async(countdown=DEBOUNCE_SECONDS)
    elif is_due():
        settle_epoch.delay()


def nudge(**_: Any) -> None:
    """Ask a worker to drain soon; many changes within a second ask once."""
    send_once(drain_dirty, NUDGED, countdown=DEBOUNCE_SECONDS, forgotten_after=FORGOTTEN_AFTER)
