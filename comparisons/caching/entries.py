"""A kept answer, and the forms it is given in."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

Headers = Sequence[tuple[str, str]]
# Of the whole answer alone: a 304 tells what it shares with it.
OF_THE_BODY = frozenset({"content-type", "content-length", "content-disposition"})
# Half the time of the usual level for a tenth more bytes.
LEVEL = 4
WORTH_PACKING = 500


@dataclass(frozen=True)
class Form:
    """Headers and body as they leave, with and without the body's own headers."""

    headers: list[tuple[str, str]]
    short_headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class Signpost:
    """Stands at an address whose answers follow request headers: which, in small letters."""

    names: tuple[str, ...]
    size = 500


class Entry:
    """An answer with status 200. `revision` is the site's before the answer was made."""

    def __init__(self, revision: str, headers: Headers, plain: bytes) -> None:
        self.revision = revision
        self.headers = [
            (name, value) for name, value in headers if name.lower() != "content-length"
        ]
        self.plain = plain
        self.etag = _header(headers, "etag") or f'"{sha256(plain).hexdigest()[:32]}"'
        self.opaque = self.etag.removeprefix("W/")
        self.is_shared = False
        self._forms: dict[bool, Form] = {}

    def again(self, revision: str) -> "Entry":
        """The same answer, found to be that of another revision too."""
        same = Entry(revision, self.headers, self.plain)
        same._forms, same.is_shared = self._forms, self.is_shared
        return same

    def form(self, *, packed: bool) -> Form:
        packed = packed and len(self.plain) >= WORTH_PACKING
        if packed not in self._forms:
            self._forms[packed] = self._made(packed=packed)
        return self._forms[packed]

    def matches(self, condition: str) -> bool:
        """Whether an `If-None-Match` names this answer, in any form."""
        given = [one.strip().removeprefix("W/") for one in condition.split(",")]
        return self.opaque in given or given == ["*"]

    @property
    def packed(self) -> bytes:
        form = self._forms.get(True)
        return form.body if form and len(form.body) < len(self.plain) else _packed(self.plain)

    @property
    def size(self) -> int:
        """Bytes in memory, more or less, once both forms are made."""
        return len(self.plain) * 5 // 4 + 2_000

    def _made(self, *, packed: bool) -> Form:
        body = _packed(self.plain) if packed else self.plain
        own = [
            (name, value) for name, value in self.headers if name.lower() not in {"etag", "vary"}
        ]
        # Two forms of one answer: alike to who asks for either, and so weak.
        etag = f"W/{self.opaque}" if packed else self.etag
        own += [("ETag", etag), ("Vary", _varying(self.headers))]
        short = [(name, value) for name, value in own if name.lower() not in OF_THE_BODY]
        if packed:
            own.append(("Content-Encoding", "gzip"))
        return Form([*own, ("Content-Length", str(len(body)))], short, body)


def _packed(plain: bytes) -> bytes:
    return gzip.compress(plain, LEVEL, mtime=0)


def varies_by(headers: Headers) -> tuple[str, ...]:
    """The request headers, in small letters, that an answer follows besides its address."""
    names = {
        one.strip().lower()
        for name, value in headers
        if name.lower() == "vary"
        for one in value.split(",")
    }
    return tuple(sorted(names - {"", "accept-encoding"}))


def _varying(headers: Headers) -> str:
    return ", ".join([*(name.title() for name in varies_by(headers)), "Accept-Encoding"])


def _header(headers: Headers, wanted: str) -> str:
    return next((value for name, value in headers if name.lower() == wanted), "")


@lru_cache(maxsize=256)
def wants_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` takes gzip.

    >>> [wants_gzip(one) for one in ("gzip, br", "br", "gzip;q=0", "*")]
    [True, False, False, False]
    """
    for one in accepted.split(","):
        coding, _, parameters = one.partition(";")
        if coding.strip().lower() in {"gzip", "x-gzip"}:
            return parameters.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
