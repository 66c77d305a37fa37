"""Asks a server the same thing over and over through kept connections, and counts."""

import itertools
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """`rate` in answers a second; times in milliseconds; `size` of a body in bytes."""

    rate: float
    median: float
    p99: float
    size: int


@dataclass(frozen=True)
class Question:
    """A GET of one address; `path` may be made anew for each request. `packed` takes gzip."""

    path: str | Callable[[], str]
    etag: str = ""
    packed: bool = True
    status: bytes = b"200"

    def request(self) -> bytes:
        path = self.path if isinstance(self.path, str) else self.path()
        lines = [f"GET {path} HTTP/1.1", "Host: localhost"]
        lines += ["Accept-Encoding: gzip, deflate, br"] if self.packed else []
        lines += [f"If-None-Match: {self.etag}"] if self.etag else []
        return "\r\n".join([*lines, "", ""]).encode()


def ask(port: int, question: Question, *, seconds: float = 4.0, connections: int = 1) -> Load:
    """Requests one after another on each connection for some seconds; answers must carry their
    length. Raises ValueError on an unexpected status.
    """
    with ThreadPoolExecutor(connections) as pool:
        end = time.perf_counter() + seconds
        runs = [pool.submit(_run, port, question, end) for _ in range(connections)]
        times = sorted(itertools.chain.from_iterable(run.result()[0] for run in runs))
    return Load(
        rate=connections * len(times) / sum(times),
        median=times[len(times) // 2] * 1000,
        p99=times[int(len(times) * 0.99)] * 1000,
        size=runs[0].result()[1],
    )


def fetch(port: int, question: Question) -> tuple[bytes, dict[str, str]]:
    """The body and the headers (lower-case names) of one answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(question.request())
        _, headers, body = _answer(connection)
    return body, headers


def _run(port: int, question: Question, end: float) -> tuple[list[float], int]:
    times: list[float] = []
    size = 0
    request = question.request()
    is_fixed = isinstance(question.path, str)
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (began := time.perf_counter()) < end:
            connection.sendall(request if is_fixed else question.request())
            status, _, body = _answer(connection)
            times.append(time.perf_counter() - began)
            size = len(body)
            if status != question.status:
                raise ValueError(f"{question.path} answered {status.decode()}")
    return times, size


def _answer(connection: socket.socket) -> tuple[bytes, dict[str, str], bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, body = data.split(b"\r\n\r\n", 1)
    first, *lines = head.split(b"\r\n")
    headers = {
        name.decode().lower(): value.strip().decode()
        for name, _, value in (line.partition(b":") for line in lines)
    }
    while len(body) < int(headers.get("content-length", "0")):
        body += _some(connection)
    return first.split()[1], headers, body


def _some(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 16)
    if not received:
        raise ConnectionError("The server closed the connection")
    return received
