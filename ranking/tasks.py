"""Background work of this room. A message is a nudge and may be lost: the log holds what is due."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

from celery import Task, shared_task
from django.conf import settings
from django.core.cache import cache
from kombu.exceptions import OperationalError

from catalog.nudges import send_once
from catalog.signals import notify_changed
from ranking.models import Epoch
from ranking.services.asked import check_again, let_take_over, open_epoch
from ranking.services.draining import drain_all, lag
from ranking.services.epochs import active_epoch, advance_to
from ranking.services.links import Terms, check_due
from ranking.services.positions import keep_places
from ranking.services.stars import judge_new_stars
from ranking.services.switching import is_due, settle

logger = logging.getLogger(__name__)

NUDGED = "ranking:nudged"
CHECKING = "ranking:checking"
DEBOUNCE_SECONDS = 1
FORGOTTEN_AFTER = 10
ALARMING_LAG = 120
A_WHILE = 45
LONG = 3600
STARS_AT_ONCE = 500
LINK_RUN_SECONDS = 20.0
CLOSING = "ranking:closing"
ASKED_FOR_SECONDS = 600
AWAY = "Background work cannot be reached now. Nothing was started: try again in a moment."


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
def close_epoch(
    *, as_of: str = "", by: int | None = None, automatic: bool = True, note: str = ""
) -> None:
    """Fit the next epoch to what is read until `as_of`; drains compute it from then on."""
    day = date.fromisoformat(as_of) if as_of else None
    try:
        open_epoch(as_of=day, at=datetime.now(UTC), by=by, automatic=automatic, note=note)
    finally:
        cache.delete(CLOSING)
    drain_dirty.delay()


@shared_task(name="ranking.check_epoch", time_limit=LONG, soft_time_limit=LONG - 5)
def check_epoch(*, epoch: int, by: int | None = None) -> None:
    try:
        check_again(epoch=Epoch.objects.get(pk=epoch), at=datetime.now(UTC), by=by)
    finally:
        cache.delete(checking(epoch))


@shared_task(name="ranking.switch_epoch", time_limit=LONG, soft_time_limit=LONG - 5)
def switch_epoch(*, epoch: int, by: int | None = None, waived: str = "") -> None:
    """Let a prepared epoch take over. What came of it stands in its history."""
    try:
        prepared = Epoch.objects.get(pk=epoch)
        let_take_over(epoch=prepared, at=datetime.now(UTC), by=by, waived=waived)
    finally:
        cache.delete(switching(epoch))


@shared_task(name="ranking.settle_epoch", time_limit=LONG, soft_time_limit=LONG - 5)
def settle_epoch() -> None:
    settle(at=datetime.now(UTC))


@shared_task(name="ranking.check_links")
def check_links() -> None:
    cache.delete(CHECKING)
    if settings.LINK_CHECKS:
        done = check_due(terms=link_terms())
        if done.offline:
            logger.warning("No link answered: is this machine on the network?")
        if done.asked:
            notify_changed()


@shared_task(name="ranking.judge_stars")
def judge_stars(*, after: int = 0) -> None:
    """A part at a time, so that other work comes in between."""
    last = judge_new_stars(after=after, most=STARS_AT_ONCE)
    if last is not None:
        judge_stars.delay(after=last)
    notify_changed()


def ask_soon() -> None:
    """Ask a worker to check links now and not with the next minute."""
    send_once(check_links, CHECKING, countdown=0, forgotten_after=FORGOTTEN_AFTER)


def link_terms() -> Terms:
    """How links are asked here. A run ends in good time and leaves the worker to what waits."""
    whole = settings.CELERY_TASK_SOFT_TIME_LIMIT
    return Terms(
        agent=f"{settings.SITE_NAME} link check (+{settings.SITE_URL})",
        every=timedelta(days=settings.LINK_CHECK_DAYS),
        pause=timedelta(seconds=settings.LINK_HOST_PAUSE),
        seconds=min(settings.LINK_TIMEOUT, whole / 11),
        run_seconds=min(LINK_RUN_SECONDS, whole / 6),
        batch=settings.LINK_BATCH,
    )


def drain_for_a_while() -> None:
    """Well within a task's time limit; a large catalog takes several tasks.

    Checking an epoch and switching to it may take longer, and get a task of their own.
    """
    if drain_all(seconds=A_WHILE).skipped:
        drain_dirty.apply_async(countdown=DEBOUNCE_SECONDS)
    elif is_due():
        settle_epoch.delay()


def checking(epoch: int) -> str:
    """The cache's key that says a worker was asked to check this epoch."""
    return f"ranking:checking:{epoch}"


def switching(epoch: int) -> str:
    """The cache's key that says a worker was asked to switch to this epoch."""
    return f"ranking:switching:{epoch}"


class NotAsked(Exception):
    """No worker was asked; the message tells why."""


def ask(task: "Task[Any, Any]", key: str, **given: Any) -> None:
    """Have a worker do what takes long, once: `key` is in the cache until it is done.

    Raises NotAsked where that was asked already, or the broker is away. A key that is lost or
    outlives its worker does no harm: the services refuse what was done.
    """
    if not cache.add(key, datetime.now(UTC).isoformat(), timeout=ASKED_FOR_SECONDS):
        is_asked = cache.get(key) is not None
        raise NotAsked("A worker was asked to do that already." if is_asked else AWAY)
    try:
        task.delay(**given)
    except (OperationalError, OSError) as error:
        cache.delete(key)
        logger.warning("%s was not asked for: %s", task.name, error)
        raise NotAsked(AWAY) from error


def nudge(**_: Any) -> None:
    """Ask a worker to drain soon; many changes within a second ask once."""
    send_once(drain_dirty, NUDGED, countdown=DEBOUNCE_SECONDS, forgotten_after=FORGOTTEN_AFTER)
