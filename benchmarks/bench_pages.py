"""Answers a second of our pages against a bare Django view that returns the same bytes."""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from benchmarks.load import Load, ask, fetch
from benchmarks.report import Section

PAGES = {
    "comparison": "/compare/qwen3-coder-480b-a35b-vs-the-stack-v2/",
    "browse": "/artifacts/",
    "artifact": "/artifacts/qwen3-coder-480b-a35b/",
    "API comparison": "/api/v1/comparisons/?artifacts=qwen3-coder-480b-a35b,the-stack-v2",
}
ROUNDS = 3
METHOD = (
    "One granian process with one thread serves the demo catalog, another a Django view without "
    "middleware that returns the same bytes. One kept connection asks each in turn, "
    f"{ROUNDS} rounds; the medians are given. “304” asks again with the page's own ETag."
)
HEADER = (
    "page",
    "bytes",
    "answers/s",
    "ms median",
    "ms p99",
    "bare answers/s",
    "ratio",
    "304 ratio",
)


def run() -> Section:
    call_command("load_demo", verbosity=0)
    call_command("recompute_ranks", "--full", verbosity=0)
    connection.close()
    with tempfile.TemporaryDirectory() as folder, server("config.wsgi:application") as site:
        bodies = {name: fetch(site, path) for name, path in PAGES.items()}
        for number, (body, _) in enumerate(bodies.values()):
            Path(folder, str(number)).write_bytes(body)
        os.environ["BARE_FOLDER"] = folder
        with server("benchmarks.bare:application") as bare:
            rows = [
                _row(name, site, bare, f"/{number}", bodies[name][1].get("etag", ""))
                for number, name in enumerate(PAGES)
            ]
    return Section("Pages", METHOD, HEADER, rows)


def _row(name: str, site: int, bare: int, bare_path: str, etag: str) -> list[str]:
    ours: list[Load] = []
    baseline: list[Load] = []
    unchanged: list[Load] = []
    for _ in range(ROUNDS):
        ours.append(ask(site, PAGES[name]))
        baseline.append(ask(bare, bare_path, seconds=2))
        if etag:
            unchanged.append(ask(site, PAGES[name], seconds=2, etag=etag))
    rate, bare_rate = _median(ours), _median(baseline)
    return [
        name,
        f"{ours[0].size:,}",
        f"{rate:.0f}",
        f"{statistics.median(load.median for load in ours):.1f}",
        f"{statistics.median(load.p99 for load in ours):.1f}",
        f"{bare_rate:.0f}",
        f"{rate / bare_rate:.3f}",
        f"{_median(unchanged) / bare_rate:.3f}" if unchanged else "no ETag",
    ]


def _median(loads: list[Load]) -> float:
    return statistics.median(load.rate for load in loads)


@contextlib.contextmanager
def server(application: str) -> Iterator[int]:
    """Serves a WSGI application on a free port of the loopback address."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws"]
    process = subprocess.Popen([*command, application], stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing listens on port {port}")
