"""Background work of this room. A message is a nudge and may be lost: the log holds what is due."""

import logging
from datetime import UTC, datetime
from typing import Any

from celery import shared_task
from django.core.cache import cache

from catalog.nudges import send_once
from ranking.services.draining import drain_all, lag
from ranking.services.epochs import advance_to

logger = logging.getLogger(__name__)

NUDGED = "ranking:nudged"
DEBOUNCE_SECONDS = 1
FORGOTTEN_AFTER = 10
ALARMING_LAG = 120


@shared_task(name="ranking.drain_dirty")
def drain_dirty() -> None:
    # First, so that a change made while this runs sends a nudge of its own.
    cache.delete(NUDGED)
    drain_all()


@shared_task(name="ranking.sweep_dirty")
def sweep_dirty() -> None:
    if (seconds := lag()) > ALARMING_LAG:
        logger.error("Ranks are %d seconds behind the facts", seconds)
    drain_all()


@shared_task(name="ranking.advance_day")
def advance_day() -> None:
    advance_to(datetime.now(UTC).date())
    drain_all()


def nudge(**_: Any) -> None:
    """Ask a worker to drain soon; many changes within a second ask once."""
    send_once(drain_dirty, NUDGED, countdown=DEBOUNCE_SECONDS, forgotten_after=FORGOTTEN_AFTER)
