"""The bytes of a source file, from a path or an address, within limits.

An address is fetched over http or https only, never from a private or loopback address unless the
caller allows it, and each redirect is checked again. The connection goes to the very address that
was checked, so a name that changes its answer in between gains nothing.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from catalog.sources.rows import SourceFileError

MAX_BYTES = 200 * 1024 * 1024
MAX_REDIRECTS = 5
TOTAL_SECONDS = 300.0
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
PROGRESS_EVERY = 5 * 1024 * 1024


def read_source(
    location: str,
    *,
    allow_private: bool = False,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[str], None] = lambda message: None,
) -> bytes:
    """The whole file at a path or address. Raises SourceFileError with what to do."""
    if "://" in location:
        return _fetch(location, allow_private, max_bytes, progress)
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


def _fetch(
    location: str, allow_private: bool, max_bytes: int, progress: Callable[[str], None]
) -> bytes:
    deadline = time.monotonic() + TOTAL_SECONDS
    url = _parsed(location)
    try:
        with httpx.Client(timeout=TIMEOUT, trust_env=False) as client:
            for _ in range(MAX_REDIRECTS + 1):
                with _get(client, url, allow_private) as response:
                    if not response.is_redirect:
                        return _body(response, max_bytes, deadline, progress)
                    url = url.join(response.headers["location"])
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


class _Answer:
    """A streamed answer that is closed when its block ends."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response

    def __enter__(self) -> httpx.Response:
        return self.response

    def __exit__(self, *problem: object) -> None:
        self.response.close()


def _get(client: httpx.Client, url: httpx.URL, allow_private: bool) -> _Answer:
    """Ask the checked address, in the name of the host that was asked for."""
    if url.scheme not in ("http", "https") or not url.host:
        raise SourceFileError(f"Only http and https addresses can be read, not {url.scheme}:.")
    address = _checked_address(url, allow_private)
    request = client.build_request(
        "GET",
        url.copy_with(host=address),
        headers={"Host": url.netloc.decode("ascii"), "Accept": "application/json, */*;q=0.5"},
        extensions={"sni_hostname": url.host},
    )
    return _Answer(client.send(request, stream=True))


def _checked_address(url: httpx.URL, allow_private: bool) -> str:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceFileError(f"{url.host} is not known. Check the address.") from error
    addresses = [str(entry[4][0]).split("%")[0] for entry in found]
    for address in addresses:
        if not allow_private and not ipaddress.ip_address(address).is_global:
            raise SourceFileError(
                f"{url.host} is a private address ({address}), which imports do not read."
            )
    return addresses[0]


def _body(
    response: httpx.Response,
    max_bytes: int,
    deadline: float,
    progress: Callable[[str], None],
) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise SourceFileError(
            f"{response.request.headers['host']} answered {response.status_code}"
            f" {response.reason_phrase}. Check the address."
        )
    body, told = bytearray(), 0
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise _too_large(max_bytes)
        if time.monotonic() > deadline:
            raise SourceFileError("The answer took too long. Try again later.")
        if len(body) - told >= PROGRESS_EVERY:
            told = len(body)
            progress(f"{told // 1_000_000} MB read")
    return bytes(body)
