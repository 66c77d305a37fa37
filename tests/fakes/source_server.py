"""A web server on the loopback address that answers as the sources do, and as broken ones do."""

import contextlib
import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    told_length: int | None = None


@dataclass
class SourceServer:
    """Answers by path; everything else is 404. `asked` holds the paths and hosts asked for."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

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


@contextlib.contextmanager
def source_server() -> Iterator[SourceServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    fake = SourceServer(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = _handler(fake)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(fake: SourceServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.asked.append((self.path, self.headers["Host"]))
            answer = fake.answers.get(self.path, Answer(b"nothing here", 404))
            self.send_response(answer.status)
            length = len(answer.body) if answer.told_length is None else answer.told_length
            for name, value in {"content-length": str(length), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler
