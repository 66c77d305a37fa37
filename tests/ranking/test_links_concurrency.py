"""Link checks between workers: claims, turns, a crash, and a real worker that stays outside."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from catalog.signals import notify_changed
from ranking.checks.asking import Answer
from ranking.checks.outcomes import Outcome
from ranking.models import LinkCheck, QualityResult
from ranking.services.links.claiming import Claimed, claim
from ranking.services.links.following import follow_links
from ranking.services.links.recording import Tried, record
from ranking.services.links.turns import HostTurns
from ranking.tasks import ask_soon
from tests import builders
from tests.fakes.source_server import SourceServer, source_server
from tests.processes import module_process, running, wait_until, worker_process
from tests.ranking.links import DAY, HOUR, Clock, outcomes, page, run
from tests.ranking.test_concurrency import (
    another_session,
    environment_of_this_database,
    sessions_waiting_for_a_lock,
)

pytestmark = pytest.mark.usefixtures("transactional_db")
NOON = builders.NOON
SECOND = timedelta(seconds=1)


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with source_server() as server:
        yield server


def claim_some(at: datetime = NOON, most: int = 4) -> list[Claimed]:
    return claim(at=at, lease=HOUR, pause=SECOND, most=most)


def test_two_workers_never_claim_the_same_link() -> None:
    for n in range(60):
        builders.link(url=f"https://host-{n}.example/")
    follow_links(at=NOON)
    together = threading.Barrier(2, timeout=30)

    def claim_all() -> list[int]:
        found = []
        try:
            together.wait()
            while links := claim_some():
                found += [link.id for link in links]
        finally:
            connection.close()
        return found

    with ThreadPoolExecutor(2) as pool:
        one, other = (future.result() for future in [pool.submit(claim_all) for _ in range(2)])

    assert sorted(one + other) == sorted(LinkCheck.objects.values_list("pk", flat=True))


def test_claim_passes_over_what_another_worker_is_just_taking() -> None:
    """And takes the ones after it, so that two workers share the work."""
    for n in range(3):
        builders.link(url=f"https://host-{n}.example/")
    follow_links(at=NOON)
    first = LinkCheck.objects.earliest("pk")
    with another_session() as session:
        session.execute("SELECT 1 FROM ranking_linkcheck WHERE id = %s FOR UPDATE", [first.pk])

        found = claim_some(most=1)

        session.rollback()
    assert [link.host for link in found] == ["host-1.example"]


def test_two_workers_never_have_a_turn_of_one_host_at_once() -> None:
    inside, most = 0, 0
    guard = threading.Lock()
    together = threading.Barrier(2, timeout=30)

    def take_turns() -> None:
        nonlocal inside, most
        turns = HostTurns(
            pause=timedelta(0),
            lease=timedelta(minutes=1),
            until=datetime.now(UTC) + HOUR,
            now=lambda: datetime.now(UTC),
            sleep=lambda seconds: time.sleep(0.001),
        )
        try:
            together.wait()
            for _ in range(50):
                with turns("a.example"):
                    with guard:
                        inside += 1
                        most = max(most, inside)
                    time.sleep(0.001)
                    with guard:
                        inside -= 1
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(take_turns) for _ in range(2)]:
            future.result()

    assert most == 1


def test_results_of_two_links_that_are_recorded_at_once_add_up() -> None:
    """The second one, recorded while the first is, sees it: no older result over a newer one."""
    artifact = builders.published_artifact()
    for path in ("1", "2"):
        builders.link(artifact=artifact, url=f"https://host-{path}.example/")
    follow_links(at=NOON)
    one, other = claim_some()

    def record_slowly() -> None:
        try:
            record(tried=[Tried(one, Answer(Outcome.ANSWERED, 200), NOON)], every=DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, another_session() as session:
        session.execute(
            "UPDATE ranking_linkcheck SET tried_at = %(at)s, answered_at = %(at)s,"
            " outcome = 'answered' WHERE id = %(id)s",
            {"at": NOON + HOUR, "id": other.id},
        )
        slow = pool.submit(record_slowly)
        wait_until(lambda: sessions_waiting_for_a_lock() == 1)
        session.commit()
        slow.result(timeout=30)

    assert QualityResult.objects.get().checked_at == NOON + HOUR


def test_worker_killed_in_a_batch_loses_nothing(server: SourceServer, tmp_path: Path) -> None:
    """Its claims end by themselves; what it had asked is asked again."""
    builders.link(url=page(server, "a.example", path="/1"))
    server.holds("/2")
    builders.link(url=server.at("b.example", "/2"))
    process = module_process(
        "checker",
        *("tests.ranking.link_checker", "a.example", "b.example"),
        log=tmp_path / "checker.log",
        environment=environment_of_this_database(),
    )
    with running(process):
        wait_until(lambda: "/2" in [path for path, _ in server.asked], seconds=60)
        os.killpg(process.pid, signal.SIGKILL)

    claimed_until = LinkCheck.objects.earliest("claimed_until").claimed_until
    assert claimed_until
    assert outcomes() == ["", ""]
    assert claim_some(at=claimed_until - SECOND) == []
    server.serves("/2", b"here")
    clock = Clock(moment=claimed_until + HOUR)
    assert run(clock, "a.example", "b.example").asked == 2
    assert outcomes() == ["answered", "answered"]


def test_real_worker_asks_no_private_address(
    server: SourceServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINK_CHECKS", "1")
    builders.link(url=page(server, "127.0.0.1"))
    builders.link(url="http://127.0.0.1/")
    builders.link(kind="docs", url="http://169.254.169.254/latest/meta-data/")
    with running(worker_process(tmp_path / "worker.log")):
        ask_soon()
        wait_until(lambda: len(outcomes()) == 3 and "" not in outcomes(), seconds=60)

    assert server.asked == []
    assert outcomes() == ["refused"] * 3
    assert set(LinkCheck.objects.values_list("note", flat=True)) == {
        f"Port {server.port} of 127.0.0.1 is not one for pages",
        "127.0.0.1 is a private address (127.0.0.1): only public ones are read",
        "169.254.169.254 is a private address (169.254.169.254): only public ones are read",
    }
    assert set(QualityResult.objects.values_list("state", "origin")) == {("unknown", "check")}


def test_real_worker_asks_nothing_where_checks_are_off(
    server: SourceServer, tmp_path: Path
) -> None:
    builders.link(url="http://127.0.0.1/")
    artifact = builders.published_artifact()
    with running(worker_process(tmp_path / "worker.log")):
        ask_soon()
        notify_changed()
        wait_until(lambda: hasattr(type(artifact).objects.get(pk=artifact.pk), "score"), seconds=60)

    assert not LinkCheck.objects.exists()
