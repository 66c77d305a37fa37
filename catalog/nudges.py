"""Messages that say nothing but "look": what is due stands in the database."""

import logging
from typing import Any

from celery import Task
from django.core.cache import cache
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

EXPIRES = 60


def send_once(task: "Task[Any, Any]", key: str, *, countdown: int, forgotten_after: int) -> None:
    """Ask a worker to run `task` in `countdown` seconds; asked again meanwhile, send nothing.

    The task deletes `key` from the cache as it begins, so that what changes while it runs is asked
    for anew; should it never begin, the key is forgotten. Never fails: without a broker the
    sweep finds what is due once it is back.
    """
    try:
        if cache.add(key, 1, timeout=forgotten_after):
            task.apply_async(countdown=countdown, expires=EXPIRES)
    except (OperationalError, OSError) as error:
        cache.delete(key)
        logger.warning(
            "No nudge sent for %s, the sweep will find what is due: %s", task.name, error
        )
