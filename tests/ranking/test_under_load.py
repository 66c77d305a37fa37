"""Writers and workers side by side, an epoch that takes over among them, and workers that die."""

import os
import re
import signal
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from catalog.signals import notify_changed
from config.embedded.process import Child
from ranking.models import Dirty, Epoch, EpochState, Score, ScoreHistory
from ranking.services.draining import shards_to_drain
from ranking.services.epochs import active_epoch
from ranking.services.generating import generate
from ranking.services.preparing import prepare_epoch
from ranking.services.verifying import verify
from tests.processes import address_of, module_process, running, wait_until, worker_process
from tests.ranking.conftest import AS_OF

SECONDS = float(os.environ.get("LOAD_SECONDS", "15"))
WRITERS, WORKERS, KILLS = 4, 2, 3


def writer(seed: int, folder: Path) -> Child:
    url = address_of(str(connection.settings_dict["NAME"]))
    log = folder / f"writer-{seed}.log"
    environment = {"DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    return module_process(
        "writer", "tests.ranking.load_writer", str(seed), log=log, environment=environment
    )


def kill(worker: Child) -> None:
    """With everything it started, as a machine's end would."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.stop()
    worker.start()


@pytest.mark.slow
@pytest.mark.usefixtures("transactional_db")
def test_ranks_are_right_after_a_run_of_writers_workers_kills_and_an_epoch_switch(
    tmp_path: Path,
) -> None:
    generate(artifacts=200, seed=99, today=AS_OF)
    before = active_epoch()
    workers = [worker_process(tmp_path / f"worker-{n}.log") for n in range(WORKERS)]
    writers = [writer(seed, tmp_path) for seed in range(1, WRITERS + 1)]
    with ExitStack() as stack:
        for worker in workers:
            stack.enter_context(running(worker))
        wait_until(lambda: Score.objects.count() >= 200, seconds=60)
        for one in writers:
            stack.enter_context(running(one))
        epoch = prepare_epoch(as_of=None, at=datetime.now(UTC), automatic=True)
        Epoch.objects.filter(pk=epoch.pk).update(waived="Random edits move ranks far.")
        for number in range(KILLS):
            time.sleep(SECONDS / (KILLS + 1))
            kill(workers[number % WORKERS])
        time.sleep(SECONDS / (KILLS + 1))
        wait_until(lambda: active_epoch() == epoch, seconds=90)
        for one in writers:
            one.stop()
        wait_until(has_caught_up, seconds=90, every=0.5)
    assert before is not None
    before.refresh_from_db()
    assert before.state == EpochState.RETIRED
    assert [edits_of(one) > 0 for one in writers] == [True] * WRITERS
    assert ScoreHistory.objects.filter(epoch=epoch).exists()
    verdict = verify()
    assert verdict.differences == []
    assert (verdict.waiting, verdict.stored) == (0, verdict.artifacts)
    assert histories_that_do_not_add_up() == []


def has_caught_up() -> bool:
    """Nudged now and then, as the sweep would: a killed worker takes its nudges along."""
    if not Dirty.objects.exists() and not shards_to_drain():
        return True
    cache.clear()
    notify_changed()
    return False


def edits_of(one: Child) -> int:
    found = re.search(r"(\d+) edits", one.log.read_text())
    assert found, one.log.read_text()
    return int(found[1])


def histories_that_do_not_add_up() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT artifact_id FROM (SELECT artifact_id, total,"
            " sum(own + by_epoch + by_formula + by_hand)"
            " OVER (PARTITION BY artifact_id ORDER BY id) AS caused FROM ranking_scorehistory) AS h"
            " WHERE caused <> total"
        )
        return [row[0] for row in cursor.fetchall()]
