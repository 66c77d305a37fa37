"""Real processes of the project for tests: each in a session of its own, always reaped."""

import contextlib
import os
import re
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from django.db import connection

from config.embedded.process import Child

ROOT = Path(__file__).resolve().parent.parent


def module_process(
    name: str, *words: str, log: Path, environment: Mapping[str, str] | None = None
) -> Child:
    """`python -m WORDS` in the project's folder, not started yet."""
    return Child(
        name=name,
        command=[sys.executable, "-m", *words],
        log=log,
        folder=ROOT,
        environment={**os.environ, **(environment or {})},
    )


def worker_process(log: Path, *words: str) -> Child:
    """A Celery worker on the test database of this run, not started yet."""
    url = address_of(str(connection.settings_dict["NAME"]))
    flags = ("--concurrency", "1", "--without-gossip", "--without-mingle", "--without-heartbeat")
    return module_process(
        "worker",
        *("celery", "-A", "config.celery", "worker", *flags, *words),
        log=log,
        environment={"DATABASE_URL": url},
    )


def address_of(database: str) -> str:
    """The address of another database on this run's server."""
    return re.sub(r"^(\w+://[^/]*)/[^?]*", rf"\1/{database}", os.environ["DATABASE_URL"])


@contextlib.contextmanager
def running(child: Child) -> Iterator[Child]:
    child.start()
    try:
        yield child
    finally:
        child.stop()


def wait_until(
    condition: Callable[[], bool], *, seconds: float = 20.0, every: float = 0.05
) -> float:
    """The seconds it took until `condition` held; an AssertionError where it never did."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"Still not so after {seconds} s."
        time.sleep(every)
    return time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
