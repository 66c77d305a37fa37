"""Background work of this room. A message only hurries it: the database tells what is due."""

from datetime import UTC, datetime
from typing import Any

from celery import shared_task
from django.core.cache import cache

from catalog.nudges import send_once
from comparisons.services.changes import fold_changes
from comparisons.services.reviewing import review_verdicts

NUDGED = "comparisons:nudged"
# Later than the ranks, which are drained a second after a change.
DEBOUNCE_SECONDS = 5
FORGOTTEN_AFTER = 20


@shared_task(name="comparisons.review_verdicts")
def review() -> None:
    cache.delete(NUDGED)
    review_verdicts(at=datetime.now(UTC))


@shared_task(name="comparisons.fold_changes")
def fold() -> None:
    fold_changes()


def nudge(**_: Any) -> None:
    """Ask a worker to look at the editorial verdicts once the ranks have followed the facts."""
    send_once(review, NUDGED, countdown=DEBOUNCE_SECONDS, forgotten_after=FORGOTTEN_AFTER)
