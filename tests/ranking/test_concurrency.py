"""What happens between processes: a lock that keeps drains apart, a crash, lost nudges."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from catalog.models import Artifact
from catalog.signals import notify_changed
from ranking.models import Dirty, Score
from ranking.services import Drained, drain, drain_all
from ranking.services.verifying import verify
from ranking.tasks import sweep_dirty
from tests import builders
from tests.processes import module_process, running, wait_until, worker_process

pytestmark = pytest.mark.usefixtures("transactional_db")
SHARD = 3


@contextmanager
def another_session() -> Iterator[psycopg.Connection]:
    """A connection of its own to the test's database."""
    parameters = connection.get_connection_params()
    wanted = {k: parameters[k] for k in ("host", "port", "user", "password") if k in parameters}
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(**wanted, dbname=name) as session:
        yield session


def sessions_waiting_for_a_lock() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def drain_in_thread(shards: list[int], *, everything: bool = False) -> Drained:
    try:
        return drain(shards, everything=everything)
    finally:
        connection.close()


def change(artifact: Artifact, **fields: object) -> None:
    Artifact.objects.filter(pk=artifact.pk).update(**fields)


def test_a_slow_drain_never_stores_an_older_score_over_a_newer_one() -> None:
    held, other = (
        builders.published_artifact(pk=64_064 + SHARD),
        builders.published_artifact(pk=64_000 + SHARD),
    )
    drain_all()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '10s'")
    for artifact in (held, other):
        change(artifact, description="x" * 200)
    Dirty.objects.all().delete()
    with ThreadPoolExecutor(1) as pool, another_session() as session:
        session.execute("SELECT 1 FROM ranking_score WHERE artifact_id = %s FOR UPDATE", [held.pk])
        slow = pool.submit(drain_in_thread, [SHARD], everything=True)
        wait_until(lambda: sessions_waiting_for_a_lock() == 1)
        change(other, description="x" * 400, licence_spdx="MIT")
        fast = drain([SHARD])
        session.rollback()
        assert slow.result(timeout=30).written == 2
    assert fast.skipped == (SHARD,)
    assert drain_all().written == 1
    assert verify().differences == []


def test_a_mark_made_during_a_drain_is_left_for_the_next() -> None:
    artifact = builders.published_artifact(pk=64_000 + SHARD)
    drain_all()
    change(artifact, description="x" * 200)
    with ThreadPoolExecutor(1) as pool, another_session() as session:
        session.execute("SELECT 1 FROM ranking_score FOR UPDATE")
        slow = pool.submit(drain_in_thread, [SHARD])
        wait_until(lambda: sessions_waiting_for_a_lock() == 1)
        change(artifact, description="x" * 300)
        session.rollback()
        slow.result(timeout=30)
    assert Dirty.objects.count() == 1
    assert drain_all().written == 1
    assert verify().differences == []


def test_a_drain_killed_half_way_loses_nothing(tmp_path: Path) -> None:
    artifact = builders.published_artifact(pk=64_000 + SHARD)
    drain_all()
    change(artifact, description="x" * 200)
    before = Score.objects.get().total
    process = module_process(
        "drain",
        *("manage", "recompute_ranks"),
        log=tmp_path / "drain.log",
        environment=environment_of_this_database(),
    )
    with another_session() as session, running(process):
        session.execute("SELECT 1 FROM ranking_score FOR UPDATE")
        wait_until(lambda: sessions_waiting_for_a_lock() == 1)
        os.killpg(process.pid, signal.SIGKILL)
        session.rollback()
        wait_until(lambda: drains_running() == 0)
    assert Dirty.objects.count() == 1
    assert Score.objects.get().total == before
    assert verify().waiting == 1
    assert drain_all().written == 1
    assert verify().differences == []


def environment_of_this_database() -> dict[str, str]:
    name = str(connection.settings_dict["NAME"])
    url = os.environ["DATABASE_URL"].replace(":///lineup?", f":///{name}?")
    return {"DATABASE_URL": url}


def drains_running() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend' AND state <> 'idle'"
        )
        return int(cursor.fetchone()[0])


def test_a_worker_drains_within_three_seconds_of_a_nudge(tmp_path: Path) -> None:
    with running(worker_process(tmp_path / "worker.log")):
        first = builders.published_artifact()
        notify_changed()
        wait_until(lambda: Score.objects.filter(pk=first.pk).exists(), seconds=30)
        change(first, licence_spdx="MIT")
        notify_changed()
        took = wait_until(lambda: Score.objects.get().revision == 2)
    assert took < 3.0
    assert verify().differences == []


def test_a_stopped_worker_catches_up_when_it_comes_back(tmp_path: Path) -> None:
    artifact = builders.published_artifact()
    notify_changed()
    change(artifact, licence_spdx="MIT")
    notify_changed()
    assert not Score.objects.exists()
    with running(worker_process(tmp_path / "worker.log")):
        wait_until(lambda: Score.objects.exists() and not Dirty.objects.exists(), seconds=30)
    assert verify().differences == []


def test_the_sweep_finds_what_no_nudge_announced() -> None:
    artifact = builders.published_artifact()
    drain_all()
    change(artifact, licence_spdx="MIT")
    Dirty.objects.update(marked_at=builders.NOON - timedelta(days=1))
    sweep_dirty()
    assert not Dirty.objects.exists()
    assert verify().differences == []
