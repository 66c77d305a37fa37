"""Background work of this room. What is due stands in the database; no message is needed."""

import logging
import time
from datetime import UTC, datetime

from celery import shared_task

from catalog.signals import notify_changed
from matchgraph.services.grouping import group_intents
from matchgraph.services.keeping import keep_events as keep
from matchgraph.services.purging import purge
from matchgraph.services.rolling import days_due, roll_up

logger = logging.getLogger(__name__)

A_WHILE = 45
LONG = 3600


@shared_task(name="matchgraph.keep_events")
def keep_events() -> None:
    """Partitions ahead, and an end to what has been kept long enough."""
    kept = keep(today=datetime.now(UTC).date())
    if kept.homeless:
        logger.error("%d events came before the partition of their month was made", kept.homeless)


@shared_task(name="matchgraph.roll_up_days")
def roll_up_days() -> None:
    """Well within a task's time limit; after a long pause it takes several."""
    now = datetime.now(UTC)
    end = time.monotonic() + A_WHILE
    due = days_due(today=now.date())
    for done, day in enumerate(due, start=1):
        roll_up(day, now=now)
        if done < len(due) and time.monotonic() > end:
            roll_up_days.delay()
            break
    notify_changed()


@shared_task(name="matchgraph.group_intents", time_limit=LONG, soft_time_limit=LONG - 5)
def group() -> None:
    group_intents(now=datetime.now(UTC))


@shared_task(name="matchgraph.purge_searches", time_limit=LONG, soft_time_limit=LONG - 5)
def purge_searches() -> None:
    """Count the days that are over, then delete what is too old."""
    purge(today=datetime.now(UTC).date())
