"""A web server on the loopback address that answers as the sources do, and as broken ones do."""

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from catalog.sources.outward import Guard, UnknownHost

DRIPS = 200
ANYWHERE = Guard(allows=lambda address: True)


def guard_of(names: Mapping[str, str]) -> Guard:
    """Lets everything through, and knows these names and no others."""

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        if host not in names:
            raise UnknownHost(f"{host} is not known")
        return [names[host]]

    return Guard(allows=lambda address: True, resolve=resolve)


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    told_length: int | None = None
    head_status: int | None = None
    drips: bool = False
    gate: threading.Event | None = None


@dataclass
class SourceServer:
    """Answers by path; everything else is 404. `asked` holds the paths and hosts asked for."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def at(self, host: str, path: str = "/") -> str:
        """The address of a path on this server, by another name of it."""
        return f"http://{host}:{self.port}{path}"

    def serves(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Answer at `path` from now on; returns the address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(body, status, named)
        return f"{self.url}{path}"

    def serves_compressed(self, path: str, body: bytes) -> str:
        return self.serves(path, gzip.compress(body), content_encoding="gzip")

    def redirects(self, path: str, location: str) -> str:
        return self.serves(path, b"", 302, location=location)

    def breaks_off(self, path: str, body: bytes) -> str:
        """Promise more than is sent, then hang up."""
        address = self.serves(path, body)
        self.answers[path].told_length = len(body) + 1000
        return address

    def refuses_head(self, path: str, status: int) -> str:
        """Answer a HEAD with this status and a GET with 200; 0 hangs up on a HEAD."""
        address = self.serves(path, b"here")
        self.answers[path].head_status = status
        return address

    def drips(self, path: str) -> str:
        """Send a header bit by bit, for ten seconds, and only then come to an end."""
        address = self.serves(path, b"here")
        self.answers[path].drips = True
        return address

    def holds(self, path: str) -> threading.Event:
        """Answer only once the event is set."""
        self.serves(path, b"here")
        gate = self.answers[path].gate = threading.Event()
        return gate


@contextlib.contextmanager
def source_server() -> Iterator[SourceServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    fake = SourceServer(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (Handler,), {"fake": fake})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        for answer in fake.answers.values():
            if answer.gate:
                answer.gate.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """A subclass names the server it speaks for."""

    fake: ClassVar[SourceServer]

    def do_HEAD(self) -> None:
        answer = self._answer()
        if answer.head_status == 0:
            self.close_connection = True
            return
        self._send(answer, answer.head_status or answer.status)

    def do_GET(self) -> None:
        answer = self._answer()
        self._send(answer, answer.status)
        with contextlib.suppress(ConnectionError):
            self.wfile.write(answer.body)

    def _answer(self) -> Answer:
        self.fake.asked.append((self.path, self.headers["Host"]))
        self.fake.methods.append(self.command)
        self.fake.agents.append(self.headers["User-Agent"])
        answer = self.fake.answers.get(self.path, Answer(b"nothing here", 404))
        if answer.gate:
            answer.gate.wait(60)
        return answer

    def _send(self, answer: Answer, status: int) -> None:
        self.send_response(status)
        length = len(answer.body) if answer.told_length is None else answer.told_length
        for name, value in {"content-length": str(length), **answer.headers}.items():
            self.send_header(name, value)
        with contextlib.suppress(ConnectionError):
            if answer.drips:
                self.flush_headers()
                self._drip()
            self.end_headers()

    def _drip(self) -> None:
        self.wfile.write(b"x-slow: ")
        for _ in range(DRIPS):
            self.wfile.write(b"x")
            time.sleep(0.05)
        self.wfile.write(b"\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
