"""Background work of this room."""

from datetime import UTC, datetime

from celery import shared_task

from matchgraph.services.grouping import group_intents
from matchgraph.services.purging import purge

LONG = 3600


@shared_task(name="matchgraph.group_intents", time_limit=LONG, soft_time_limit=LONG - 5)
def group() -> None:
    group_intents(now=datetime.now(UTC))


@shared_task(name="matchgraph.purge_searches", time_limit=LONG, soft_time_limit=LONG - 5)
def purge_searches() -> None:
    """Count the days that are over, then delete what is too old."""
    purge(today=datetime.now(UTC).date())
