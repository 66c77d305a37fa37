"""Asks one address whether it is there: HEAD first, headers alone, a few redirects, in good time.

Every request waits for the turn of its host. Nothing of a body is read.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx

from catalog.sources.outward import Guard, Refused, UnknownHost, client
from ranking.checks.outcomes import Outcome, outcome_of, wait_asked_for
from ranking.checks.upstream import host_of

PAGES = Guard(ports=frozenset({80, 443}))
MOST_REDIRECTS = 5
LONGEST_NOTE = 200
LONGEST_ADDRESS = 2000
LEAST_SECONDS = 0.001

Turns = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Answer:
    """`led_to` is where redirects ended, if elsewhere; `note` says why there is no status."""

    outcome: Outcome
    status: int | None = None
    led_to: str = ""
    note: str = ""
    wait: timedelta | None = None


@dataclass(frozen=True)
class _Reply:
    """What a request brought; `leads_to` is where it sends us on, or empty."""

    status: int
    leads_to: str
    retry_after: str


@dataclass
class Asker:
    """Asks addresses in the name of `agent`; a check takes `seconds` at most, waiting aside."""

    agent: str
    turns: Turns
    seconds: float
    guard: Guard = PAGES
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def ask(self, address: str) -> Answer:
        """What came of it. Never fails, except as `turns` does."""
        try:
            return _Check(self, self.seconds).follow(httpx.URL(address))
        except httpx.InvalidURL as error:
            return _without_status(Outcome.REFUSED, f"This is no address: {error}")
        except Refused as refusal:
            return _without_status(Outcome.REFUSED, str(refusal))
        except UnknownHost as unknown:
            return _without_status(Outcome.UNREACHED, str(unknown))
        except httpx.TimeoutException:
            return _without_status(Outcome.UNREACHED, f"No answer within {self.seconds:g} seconds")
        except httpx.HTTPError as error:
            return _without_status(Outcome.UNREACHED, f"The connection failed: {error}")

    @property
    def headers(self) -> Mapping[str, str]:
        return {"User-Agent": self.agent, "Accept": "*/*"}


@dataclass
class _Check:
    """One check: `left` is what remains of its seconds."""

    asker: Asker
    left: float

    def follow(self, start: httpx.URL) -> Answer:
        url = start
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._reply(url)
            if not reply.leads_to:
                return self._answer(start, url, reply)
            url = url.join(reply.leads_to)
        note = f"It redirects more than {MOST_REDIRECTS} times"
        return Answer(Outcome.FAILED, reply.status, _elsewhere(start, url), note)

    def _reply(self, url: httpx.URL) -> _Reply:
        """By HEAD; by GET where HEAD brings anything but an answer, a redirect or a wait."""
        try:
            reply = self._request("HEAD", url, self.left / 2)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.ReadTimeout):
            return self._request("GET", url, self.left)
        outcome = outcome_of(reply.status, wait_asked_for(reply.retry_after, self.asker.now()))
        if reply.leads_to or outcome in (Outcome.ANSWERED, Outcome.LATER):
            return reply
        return self._request("GET", url, self.left)

    def _request(self, method: str, url: httpx.URL, seconds: float) -> _Reply:
        with self.asker.turns(host_of(str(url))):
            began = time.monotonic()
            try:
                return self._send(method, url, max(seconds, LEAST_SECONDS))
            finally:
                self.left -= time.monotonic() - began

    def _send(self, method: str, url: httpx.URL, seconds: float) -> _Reply:
        guard, headers = self.asker.guard, self.asker.headers
        guard.check(url)
        with (
            client(guard, seconds=seconds, pause_seconds=seconds, headers=headers) as asking,
            asking.stream(method, url) as response,
        ):
            leads_to = response.headers["location"] if response.has_redirect_location else ""
            return _Reply(response.status_code, leads_to, response.headers.get("retry-after", ""))

    def _answer(self, start: httpx.URL, url: httpx.URL, reply: _Reply) -> Answer:
        wait = wait_asked_for(reply.retry_after, self.asker.now())
        outcome = outcome_of(reply.status, wait)
        return Answer(outcome, reply.status, _elsewhere(start, url), wait=wait)


def _elsewhere(start: httpx.URL, url: httpx.URL) -> str:
    """The page, without what an address may carry of sessions and secrets."""
    return "" if _page(url) == _page(start) else _page(url)[:LONGEST_ADDRESS]


def _page(url: httpx.URL) -> str:
    return str(url.copy_with(userinfo=b"", query=None, fragment=None))


def _without_status(outcome: Outcome, note: str) -> Answer:
    return Answer(outcome, note=" ".join(note.split())[:LONGEST_NOTE])
