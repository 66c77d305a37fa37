"""What one attempt to reach a link came to, and what it says about the link.

Only an answer of 2xx is evidence of life, and only what was heard from the other side is evidence
of death: a login, a wall against programs, a request to come later or an address that is not
asked say neither. A link fails once it failed twice, 24 hours apart or more, with no answer in
between; until then what was known before stands.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

CONFIRMED_AFTER = timedelta(hours=24)
SOON = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=3)


class Outcome(StrEnum):
    ANSWERED = "answered"
    MOVED = "moved"
    FAILED = "failed"
    UNREACHED = "unreached"
    BARRED = "barred"
    LATER = "later"
    REFUSED = "refused"
    OFFLINE = "offline"


LABELS = {
    Outcome.ANSWERED: "Answered",
    Outcome.MOVED: "Leads to something else",
    Outcome.FAILED: "Answered with an error",
    Outcome.UNREACHED: "Not reached",
    Outcome.BARRED: "Turned us away",
    Outcome.LATER: "Asked us to come later",
    Outcome.REFUSED: "Not asked",
    Outcome.OFFLINE: "Nothing answered at all",
}
FAILURES = {Outcome.MOVED, Outcome.FAILED, Outcome.UNREACHED}
# Heard from the other side: our own network works.
HEARD = {Outcome.ANSWERED, Outcome.MOVED, Outcome.FAILED, Outcome.BARRED, Outcome.LATER}

ASKS_FOR_A_LOGIN = {401, 402, 403, 407, 451}
TOO_MANY, UNAVAILABLE = 429, 503


def outcome_of(status: int, retry_after: timedelta | None) -> Outcome:
    """What a status that leads nowhere else means.

    >>> [str(outcome_of(status, None)) for status in (204, 404, 403, 429, 503)]
    ['answered', 'failed', 'barred', 'later', 'failed']
    """
    if 200 <= status < 300:
        return Outcome.ANSWERED
    if status == TOO_MANY or (status == UNAVAILABLE and retry_after is not None):
        return Outcome.LATER
    return Outcome.BARRED if status in ASKS_FOR_A_LOGIN else Outcome.FAILED


def wait_asked_for(header: str, at: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait, three days at most; None if it says nothing."""
    if header.isascii() and header.isdecimal():
        return min(timedelta(seconds=min(int(header), 10**9)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(timedelta(0), min(_zoned(until) - at, LONGEST_WAIT))


def _zoned(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(frozen=True)
class History:
    """What is known of a link: `failing_since` and `failed_at` are the first and the latest failure
    since it last answered."""

    answered_at: datetime | None = None
    failing_since: datetime | None = None
    failed_at: datetime | None = None
    failures: int = 0

    def after(self, outcome: Outcome, at: datetime) -> "History":
        if outcome is Outcome.ANSWERED:
            return History(answered_at=at)
        if outcome not in FAILURES:
            return self
        return History(self.answered_at, self.failing_since or at, at, self.failures + 1)

    @property
    def is_dead(self) -> bool:
        if self.failing_since is None or self.failed_at is None:
            return False
        return self.failed_at - self.failing_since >= CONFIRMED_AFTER

    @property
    def is_alive(self) -> bool:
        return self.answered_at is not None and not self.is_dead

    def wait(
        self, outcome: Outcome, every: timedelta, asked_for: timedelta | None = None
    ) -> timedelta:
        """How long to leave the link alone after the outcome that made it so."""
        if outcome is Outcome.LATER:
            return max(asked_for or SOON, SOON)
        if outcome is Outcome.OFFLINE:
            return SOON
        if outcome in FAILURES and not self.is_dead:
            return CONFIRMED_AFTER
        return every
