"""Asks a server the same thing over and over through one kept connection, and counts."""

import socket
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """`rate` in answers a second; times in milliseconds; `size` of a body in bytes."""

    rate: float
    median: float
    p99: float
    size: int


def ask(port: int, path: str, *, seconds: float = 4.0, etag: str = "") -> Load:
    """Requests one after another for some seconds; answers must carry their length.

    Raises ValueError on an unexpected status.
    """
    condition = f"If-None-Match: {etag}\r\n" if etag else ""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{condition}\r\n".encode()
    expected = b"304" if etag else b"200"
    times: list[float] = []
    size = 0
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end = time.perf_counter() + seconds
        while (began := time.perf_counter()) < end:
            connection.sendall(request)
            status, _, body = _answer(connection)
            times.append(time.perf_counter() - began)
            size = len(body)
            if status != expected:
                raise ValueError(f"{path} answered {status.decode()}")
    times.sort()
    return Load(
        rate=len(times) / sum(times),
        median=times[len(times) // 2] * 1000,
        p99=times[int(len(times) * 0.99)] * 1000,
        size=size,
    )


def fetch(port: int, path: str) -> tuple[bytes, dict[str, str]]:
    """The body and the headers (lower-case names) of one answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        _, headers, body = _answer(connection)
    return body, headers


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
