"""Stands before the site, gives kept answers, and keeps what views say may be kept.

As a cache between the visitor and the site would, but it knows the site's revision: while that
stays, an answer is given without asking. When it has moved, the site is asked with the ETag of what
is kept, and says whether that still holds; only then is a page made anew.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from comparisons.caching import shared
from comparisons.caching.entries import Entry, Signpost, varies_by, wants_gzip
from comparisons.caching.marks import may_be_kept
from comparisons.caching.memory import Kept, Memory
from comparisons.caching.revision import ask, revision
from comparisons.caching.shared import Key

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

# While one renders an address, others that ask for it wait so long, then render it too.
PATIENCE_SECONDS = 2.0
TURNS = 64
OK, UNCHANGED = "200", "304"


class KeptAnswers:
    """A WSGI application before another, which holds `most_bytes` of the other's answers."""

    def __init__(self, application: Application, *, most_bytes: int) -> None:
        self._application = application
        self._memory = Memory(most_bytes)
        self._turns = [threading.Lock() for _ in range(TURNS)]
        self._passed = (settings.STATIC_URL, "/admin/", "/healthz", "/readyz")
        self._personal = (f"{settings.SESSION_COOKIE_NAME}=", "messages=")

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if self._is_personal(environ):
            return self._application(environ, start)
        told = ask()
        address = _address(environ)
        entry = self._find(address, environ)
        if not (now := told()):
            return self._application(environ, start)
        if entry and entry.revision == now:
            self._share(address, environ, entry)
            return _give(entry, environ, start)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._application(environ, start)
        return self._anew(address, environ, start, now)

    def _is_personal(self, environ: Environ) -> bool:
        """Whether the answer is, or may be, for whom it is given to alone; or no page at all."""
        cookies = environ.get("HTTP_COOKIE", "")
        return (
            environ["REQUEST_METHOD"] not in {"GET", "HEAD"}
            or environ["PATH_INFO"].startswith(self._passed)
            or any(name in cookies for name in self._personal)
            or "HTTP_AUTHORIZATION" in environ
        )

    def _anew(self, address: Key, environ: Environ, start: Start, now: str) -> Iterable[bytes]:
        with self._turn(address) as has_waited:
            now = revision() if has_waited else now
            entry = self._find(address, environ)
            if not entry or entry.revision != now:
                entry = self._find_shared(address, environ) or entry
            if not entry or entry.revision != now:
                answer = _ask(self._application, environ, now, entry)
                if not isinstance(answer, Entry):
                    return answer.passed_on(start)
                entry = answer
                self._keep(address, environ, entry)
        return _give(entry, environ, start)

    @contextmanager
    def _turn(self, address: Key) -> Iterator[bool]:
        """One at a time for an address; yields whether another had to be waited for."""
        lock = self._turns[hash(address) % TURNS]
        at_once = lock.acquire(blocking=False)
        is_held = at_once or lock.acquire(timeout=PATIENCE_SECONDS)
        try:
            yield not at_once
        finally:
            if is_held:
                lock.release()

    def _find(self, address: Key, environ: Environ) -> Entry | None:
        return _led(self._memory.get, address, environ)

    def _find_shared(self, address: Key, environ: Environ) -> Entry | None:
        found = _led(shared.get, address, environ)
        if found:
            self._remember(address, environ, found)
        return found

    def _keep(self, address: Key, environ: Environ, entry: Entry) -> None:
        self._remember(address, environ, entry)
        if entry.is_shared:  # it was asked for twice before the data moved
            shared.put(_key(address, environ, varies_by(entry.headers)), entry)

    def _remember(self, address: Key, environ: Environ, entry: Entry) -> None:
        names = varies_by(entry.headers)
        if names:
            self._memory.put(address, Signpost(names))
        self._memory.put(_key(address, environ, names), entry)

    def _share(self, address: Key, environ: Environ, entry: Entry) -> None:
        if entry.is_shared:
            return
        names = varies_by(entry.headers)
        if names:
            shared.put(address, Signpost(names))
        shared.put(_key(address, environ, names), entry)


def with_kept_answers(application: Application) -> Application:
    """The same application, behind the layer where settings give it room."""
    if not settings.PAGE_CACHE_MB:
        return application
    return KeptAnswers(application, most_bytes=settings.PAGE_CACHE_MB << 20)


class _Answer:
    """What the site said, before it is passed on."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        self.body: Iterable[bytes] = ()

    def start(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.status, self.headers = status, headers

    def passed_on(self, start: Start) -> Iterable[bytes]:
        start(self.status, self.headers)
        return self.body

    def close(self) -> None:
        getattr(self.body, "close", lambda: None)()

    @property
    def is_for_all(self) -> bool:
        """Marked by its view, and nothing put into it afterwards that is somebody's own."""
        given = {name.lower(): value.lower() for name, value in self.headers}
        control = given.get("cache-control", "")
        return (
            self.status.startswith(OK)
            and may_be_kept(self.body)
            and not given.keys() & {"set-cookie", "content-encoding"}
            and not ("private" in control or "no-store" in control)
            and not {"*", "cookie", "authorization"} & set(varies_by(self.headers))
        )


def _ask(
    application: Application, environ: Environ, now: str, kept: Entry | None
) -> Entry | _Answer:
    """Ask the site whether what is kept still holds, or for an answer to keep."""
    asked = {**environ}
    for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"):
        asked.pop(name, None)
    if kept:
        asked["HTTP_IF_NONE_MATCH"] = kept.etag
    answer = _Answer()
    answer.body = application(asked, answer.start)
    if kept and answer.status.startswith(UNCHANGED):
        answer.close()
        return kept.again(now)
    if not answer.is_for_all:
        return answer
    try:
        plain = b"".join(answer.body)
    finally:
        answer.close()
    return Entry(now, answer.headers, plain)


def _give(entry: Entry, environ: Environ, start: Start) -> Iterable[bytes]:
    form = entry.form(packed=wants_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")))
    condition = environ.get("HTTP_IF_NONE_MATCH")
    if condition and entry.matches(condition):
        start("304 Not Modified", form.short_headers)
        return []
    start("200 OK", form.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def _led(get: Callable[[Key], Kept | None], address: Key, environ: Environ) -> Entry | None:
    """What is kept at an address, by way of its signpost where there is one."""
    found = get(address)
    if isinstance(found, Signpost):
        found = get(_key(address, environ, found.names))
    return found if isinstance(found, Entry) else None


def _address(environ: Environ) -> Key:
    """All of a request that any view may answer by, but for its headers."""
    name, _ = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return (
        environ["wsgi.url_scheme"],
        environ.get(name, "") if name else "",
        environ.get("HTTP_HOST", ""),
        environ.get("SERVER_NAME", ""),
        environ.get("SERVER_PORT", ""),
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
    )


def _key(address: Key, environ: Environ, names: tuple[str, ...]) -> Key:
    if not names:
        return address
    given = (environ.get(f"HTTP_{name.upper().replace('-', '_')}", "") for name in names)
    return (*address, names, *given)
