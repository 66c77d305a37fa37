"""The site as its web server asks it, behind the layer that keeps answers."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.wsgi import get_wsgi_application

from comparisons.caching.layer import KeptAnswers

ROOM = 8 << 20


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Site:
    """Counts what it is asked; `afterwards` runs once, when an answer is made and not yet given."""

    statuses: list[int] = field(default_factory=list)
    afterwards: Callable[[], None] | None = None

    def __post_init__(self) -> None:
        self._application = get_wsgi_application()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            self.statuses.append(int(status[:3]))
            return start(status, headers, *rest)

        answer: Iterable[bytes] = self._application(environ, started)
        if self.afterwards:
            afterwards, self.afterwards = self.afterwards, None
            afterwards()
        return answer


class Visitor:
    """Asks a site through a layer of its own: each is a server process."""

    def __init__(self, most_bytes: int = ROOM) -> None:
        self.site = Site()
        self.layer = KeptAnswers(self.site, most_bytes=most_bytes)

    @property
    def asked(self) -> int:
        """How often the layer had to ask the site."""
        return len(self.site.statuses)

    def get(self, path: str, method: str = "GET", **environ: str) -> Answer:
        return _ask(self.layer, path, method, environ)

    def get_from_site(self, path: str) -> Answer:
        """What the site itself answers now."""
        return _ask(get_wsgi_application(), path, "GET", {})


def _ask(application: Any, path: str, method: str, environ: dict[str, str]) -> Answer:
    path, _, query = path.partition("?")
    given: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        given.update(status=int(status[:3]), headers=dict(headers))

    asked = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        **environ,
    }
    body = application(asked, start)
    try:
        return Answer(given["status"], given["headers"], b"".join(body))
    finally:
        getattr(body, "close", lambda: None)()
