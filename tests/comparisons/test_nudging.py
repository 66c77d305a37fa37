"""A moment after the facts changed a worker looks at the verdicts; the sweep is there for the rest.

The wait for the worker ends long before that sweep: what it finds, the nudge brought.
"""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from kombu.exceptions import OperationalError

from catalog.models import Artifact
from catalog.signals import facts_changed, notify_changed
from comparisons import tasks
from config.celery import app
from ranking.services import drain_all
from tests.comparisons.written import stored, written
from tests.processes import running, wait_until, worker_process
from tests.ranking.conftest import transactional_db

__all__ = ["transactional_db"]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Messages that would have gone to the broker, in place of sending them."""
    cache.delete(tasks.NUDGED)
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.review, "apply_async", lambda **given: messages.append(given))
    return messages


def test_many_changes_send_one_nudge(sent: list[dict[str, Any]]) -> None:
    facts_changed.send(sender=None)
    facts_changed.send(sender=None)

    assert sent == [{"countdown": 5, "expires": 60}]


@pytest.mark.django_db
def test_change_during_a_review_sends_a_nudge_of_its_own(sent: list[dict[str, Any]]) -> None:
    facts_changed.send(sender=None)
    tasks.review()
    facts_changed.send(sender=None)

    assert len(sent) == 2


def test_broker_that_is_gone_breaks_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(**_: object) -> None:
        raise OperationalError("gone")

    cache.delete(tasks.NUDGED)
    monkeypatch.setattr(tasks.review, "apply_async", refuse)

    facts_changed.send(sender=None)

    assert "No nudge sent for comparisons.review_verdicts" in caplog.text
    assert cache.get(tasks.NUDGED) is None


def test_sweep_is_scheduled_every_five_minutes() -> None:
    schedules = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}

    assert schedules["comparisons.review_verdicts"] == 300.0


@pytest.mark.usefixtures("transactional_db")
def test_worker_marks_a_verdict_stale_soon_after_a_change(tmp_path: Path) -> None:
    verdict = written()
    drain_all()
    Artifact.objects.filter(pk=verdict.first_id).update(licence_spdx="Apache-2.0")

    with running(worker_process(tmp_path / "worker.log")):
        notify_changed()
        wait_until(lambda: stored(verdict).state == "stale", seconds=40)

    assert stored(verdict).stale_rows == ["licence"]
