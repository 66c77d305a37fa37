"""Starts web servers to measure, and reads what processor time they took."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Of the process and its children, in user and kernel mode; Linux only."""
        return sum(_ticks(pid) for pid in (self.pid, *_children(self.pid))) / TICKS


@contextlib.contextmanager
def serving(application: str, **environment: str) -> Iterator[Server]:
    """Serves a WSGI application on a free port of the loopback address, with one thread."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws"]
    process = subprocess.Popen(
        [*command, application], stdout=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    try:
        _wait(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:  # it is still at an answer nobody waits for
            process.kill()


@contextlib.contextmanager
def server(application: str) -> Iterator[int]:
    """The port of one that is served."""
    with serving(application) as started:
        yield started.port


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


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
