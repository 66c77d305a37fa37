"""Requests that leave this machine: to public addresses alone, and to the very one checked.

The guard stands where connections are made, so nothing goes past it: not a redirect, not a name
that changes its answer. A name is looked up once, each of its addresses has to be allowed, and one
of those is connected to. Tests hand in a guard of their own; no setting loosens this one.
"""

import contextlib
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import httpcore
import httpx

from catalog.sources.public_addresses import Address, is_public

CONNECT_SECONDS = 10.0
MOST_ADDRESSES = 3
SCHEMES = ("http", "https")

Resolve = Callable[[str, int, float], Sequence[str]]


class Refused(Exception):
    """An address that is not asked; the message says which one and what it is."""


class UnknownHost(Exception):
    """A name without an address."""


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """Every address of a name. Raises UnknownHost if there is none, or none within the time."""
    # The system's resolver takes no time limit: it is asked by a thread that may be left behind.
    answers: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=_look_up, args=(host, port, answers), daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty as error:
        raise UnknownHost(f"{host} could not be looked up in time") from error
    if not found:
        raise UnknownHost(f"{host} is not known")
    return found


def _look_up(host: str, port: int, answers: SimpleQueue[list[str]]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        found = []
    answers.put(list(dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found)))


@dataclass(frozen=True)
class Guard:
    """Says which addresses may be connected to. Without `ports`, any port will do."""

    allows: Callable[[Address], bool] = is_public
    resolve: Resolve = resolve
    ports: frozenset[int] | None = None

    def addresses(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """What to connect to for `host`. Raises Refused or UnknownHost."""
        if self.ports is not None and port not in self.ports:
            raise Refused(f"Port {port} of {host} is not one for pages")
        found = self.resolve(host, port, seconds)
        for address in found:
            if not self.allows(ip_address(address)):
                raise Refused(f"{host} is a private address ({address}): only public ones are read")
        return found

    def check(self, url: httpx.URL) -> None:
        """Raises Refused for what is no plain web address."""
        if url.scheme not in SCHEMES or not url.host:
            raise Refused(f"Only http and https addresses can be read, not {url.scheme}:")
        if url.userinfo:
            raise Refused(f"The address at {url.host} holds a user name or password: leave it out")


PUBLIC = Guard()


def client(
    guard: Guard,
    *,
    seconds: float,
    pause_seconds: float,
    headers: Mapping[str, str] | None = None,
) -> httpx.Client:
    """A client that connects as the guard allows, follows nothing and is done within `seconds`.

    `pause_seconds` is how long the other side may stay silent. Requests raise Refused and
    UnknownHost besides the errors of httpx.
    """
    timeout = httpx.Timeout(pause_seconds, connect=min(CONNECT_SECONDS, pause_seconds))
    transport = _Transport(guard, _Deadline(seconds))
    return httpx.Client(transport=transport, timeout=timeout, headers=headers, trust_env=False)


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def cut(self, timeout: float | None) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left if timeout is None else min(left, timeout)


class _Transport(httpx.BaseTransport):
    def __init__(self, guard: Guard, deadline: _Deadline) -> None:
        self._guard = guard
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(), network_backend=_Network(guard, deadline)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._guard.check(request.url)
        with _in_words_of_httpx():
            answer = self._pool.handle_request(_plain(request))
        body = answer.stream
        assert isinstance(body, Iterable)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(body), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _plain(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


class _Body(httpx.SyncByteStream):
    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        with _in_words_of_httpx():
            yield from self._parts

    def close(self) -> None:
        if close := getattr(self._parts, "close", None):
            close()


WORDS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.NetworkError, httpx.ReadError),
    (httpcore.ProtocolError, httpx.RemoteProtocolError),
)


@contextlib.contextmanager
def _in_words_of_httpx() -> Iterator[None]:
    try:
        yield
    except tuple(known for known, _ in WORDS) as error:
        word = next(word for known, word in WORDS if isinstance(error, known))
        raise word(str(error)) from error


class _Network(httpcore.NetworkBackend):
    """Connects to addresses that the guard gave for a name, never to a name."""

    def __init__(self, guard: Guard, deadline: _Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = self._guard.addresses(host, port, self._deadline.cut(timeout))[:MOST_ADDRESSES]
        for address in found[:-1]:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._connect(address, port, timeout)
        return self._connect(found[-1], port, timeout)

    def _connect(self, address: str, port: int, timeout: float | None) -> httpcore.NetworkStream:
        stream = self._sockets.connect_tcp(address, port, self._deadline.cut(timeout))
        return _Stream(stream, self._deadline)


class _Stream(httpcore.NetworkStream):
    """A connection that gives up once the time of its client is over, however much still drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.cut(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = self._deadline.cut(timeout)
        return _Stream(
            self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
