"""A moment after a change a worker indexes it; the sweep is there for lost messages."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from catalog.signals import facts_changed, notify_changed
from config.celery import app
from matchgraph import tasks
from matchgraph.models import SearchDirty, SearchDocument
from matchgraph.retrieval import search
from tests import builders
from tests.processes import running, wait_until, worker_process


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Messages that would have gone to the broker, in place of sending them."""
    cache.delete(tasks.NUDGED)
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.index_dirty, "apply_async", lambda **given: messages.append(given))
    return messages


def test_many_changes_send_one_nudge(sent: list[dict[str, Any]]) -> None:
    facts_changed.send(sender=None)
    facts_changed.send(sender=None)

    assert sent == [{"countdown": 1, "expires": 60}]


def test_sweep_and_tending_are_scheduled() -> None:
    schedules = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}

    assert schedules["matchgraph.sweep_index"] == 15.0
    assert "matchgraph.tend_index" in schedules


@pytest.mark.django_db
def test_a_sweep_that_is_late_says_so(caplog: pytest.LogCaptureFixture) -> None:
    builders.published_artifact(name="Zebra")
    SearchDirty.objects.update(marked_at=builders.NOON)

    tasks.sweep_index()

    assert "seconds behind the catalog" in caplog.text
    assert len(search("zebra").hits) == 1


@pytest.mark.django_db
def test_tending_brings_demand_and_statistics_up_to_date() -> None:
    builders.published_artifact(summary="word " * 40)
    tasks.index_dirty()

    tasks.tend_index()
    tasks.index_dirty()

    assert SearchDocument.objects.get().lengths[1] == 40


@pytest.mark.usefixtures("transactional_db")
def test_worker_indexes_soon_after_a_change(tmp_path: Path) -> None:
    builders.published_artifact(name="Zebra")

    with running(worker_process(tmp_path / "worker.log")):
        notify_changed()
        wait_until(lambda: bool(search("zebra").hits), seconds=40)

    assert len(search("zebra").hits) == 1
