"""The bytes of a source file, from a path or an address, within limits.

An address is fetched over http or https, from public addresses only: see `outward`.
"""

from collections.abc import Callable
from pathlib import Path

import httpx

from catalog.sources.outward import PUBLIC, Guard, Refused, UnknownHost, client
from catalog.sources.rows import SourceFileError

MAX_BYTES = 200 * 1024 * 1024
MAX_REDIRECTS = 5
TOTAL_SECONDS = 300.0
PAUSE_SECONDS = 30.0
HEADERS = {"Accept": "application/json, */*;q=0.5"}
PROGRESS_EVERY = 5 * 1024 * 1024


def read_source(
    location: str,
    *,
    guard: Guard = PUBLIC,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[str], None] = lambda message: None,
) -> bytes:
    """The whole file at a path or address. Raises SourceFileError with what to do."""
    if "://" in location:
        return _fetch(location, guard, max_bytes, progress)
    return _read_file(Path(location), max_bytes)


def _read_file(path: Path, max_bytes: int) -> bytes:
    try:
        if path.stat().st_size > max_bytes:
            raise _too_large(max_bytes)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceFileError(f"There is no file at {path}. Check the path.") from error
    except IsADirectoryError as error:
        raise SourceFileError(f"{path} is a folder. Give the file in it.") from error
    except OSError as error:
        raise SourceFileError(f"{path} cannot be read: {error.strerror}.") from error


def _too_large(max_bytes: int) -> SourceFileError:
    return SourceFileError(
        f"The file is larger than {max_bytes // (1024 * 1024)} MB. Check that it is the right one."
    )


def _fetch(location: str, guard: Guard, max_bytes: int, progress: Callable[[str], None]) -> bytes:
    url = _parsed(location)
    try:
        with client(
            guard, seconds=TOTAL_SECONDS, pause_seconds=PAUSE_SECONDS, headers=HEADERS
        ) as asking:
            for _ in range(MAX_REDIRECTS + 1):
                guard.check(url)
                with asking.stream("GET", url) as response:
                    if not response.has_redirect_location:
                        return _body(response, max_bytes, progress)
                    url = url.join(response.headers["location"])
    except Refused as refusal:
        raise SourceFileError(f"{refusal}.") from refusal
    except UnknownHost as unknown:
        raise SourceFileError(f"{unknown}. Check the address.") from unknown
    except httpx.TimeoutException as error:
        raise SourceFileError(f"{url.host} did not answer in time. Try again later.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceFileError(f"{url.host} could not be read: {error}.") from error
    raise SourceFileError(f"{location} redirects more than {MAX_REDIRECTS} times.")


def _parsed(location: str) -> httpx.URL:
    try:
        return httpx.URL(location)
    except httpx.InvalidURL as error:
        raise SourceFileError(f"{location} is no address: {error}.") from error


def _body(response: httpx.Response, max_bytes: int, progress: Callable[[str], None]) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise SourceFileError(
            f"{response.url.host} answered {response.status_code}"
            f" {response.reason_phrase}. Check the address."
        )
    body, told = bytearray(), 0
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise _too_large(max_bytes)
        if len(body) - told >= PROGRESS_EVERY:
            told = len(body)
            progress(f"{told // 1_000_000} MB read")
    return bytes(body)
