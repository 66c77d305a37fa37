"""Background work of this room. A message is a nudge and may be lost: the log holds what is due."""

import logging
import time
from datetime import UTC, datetime
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.cache import cache

from catalog.nudges import send_once
from catalog.signals import notify_changed
from matchgraph.embedding import load
from matchgraph.meaning import ByMeaning
from matchgraph.services.embedding import complete_embedding
from matchgraph.services.grouping import group_intents
from matchgraph.services.indexing import (
    drain_index,
    forget_unused_words,
    keep_statistics,
    lag,
    refresh_demand,
)
from matchgraph.services.keeping import keep_events as keep
from matchgraph.services.purging import purge
from matchgraph.services.rolling import days_due, roll_up

logger = logging.getLogger(__name__)

NUDGED = "matchgraph:nudged"
DEBOUNCE_SECONDS = 1
FORGOTTEN_AFTER = 10
ALARMING_LAG = 120
A_WHILE = 45
A_WHILE_LATER = 600
LONG = 3600


@shared_task(name="matchgraph.index_dirty")
def index_dirty() -> None:
    # First, so that a change made while this runs sends a nudge of its own.
    cache.delete(NUDGED)
    index_for_a_while()


@shared_task(name="matchgraph.sweep_index")
def sweep_index() -> None:
    if (seconds := lag()) > ALARMING_LAG:
        logger.error("The search index is %d seconds behind the catalog", seconds)
    index_for_a_while()


@shared_task(name="matchgraph.tend_index")
def tend_index() -> None:
    """Once a night: what counts over the whole catalog."""
    refresh_demand(today=datetime.now(UTC).date())
    forget_unused_words()
    keep_statistics()


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
def regroup_intents() -> None:
    embed = load(settings.EMBEDDING).embed
    done = group_intents(now=datetime.now(UTC), likeness_of=lambda texts: ByMeaning(texts, embed))
    if done is None:
        regroup_intents.apply_async(countdown=A_WHILE_LATER)


@shared_task(name="matchgraph.purge_searches", time_limit=LONG, soft_time_limit=LONG - 5)
def purge_searches() -> None:
    """Count the days that are over, then delete what is too old."""
    if purge(today=datetime.now(UTC).date()) is None:
        purge_searches.apply_async(countdown=A_WHILE_LATER)


def index_for_a_while() -> None:
    """Well within a task's time limit; the sweep goes on with what is left."""
    if not drain_index(seconds=A_WHILE).left:
        complete_embedding(wanted=settings.EMBEDDING, seconds=A_WHILE)


def nudge(**_: Any) -> None:
    """Ask a worker to index soon; many changes within a second ask once."""
    send_once(index_dirty, NUDGED, countdown=DEBOUNCE_SECONDS, forgotten_after=FORGOTTEN_AFTER)
