"""What the links of one kind say together about one criterion of an artifact."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ranking.checks.outcomes import FAILURES, History, Outcome
from ranking.checks.upstream import identity

FULL = 1000
LONGEST = 500


@dataclass(frozen=True)
class Link:
    """A link or outside id as it stands: `tried_at` and `outcome` are of the latest attempt."""

    address: str
    history: History = field(default_factory=History)
    tried_at: datetime | None = None
    outcome: Outcome | None = None
    status: int | None = None
    led_to: str = ""
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """`permille` is None while it is not known; `checked_at` is when what decided was seen."""

    permille: int | None
    evidence: str
    checked_at: datetime


def finding(links: Iterable[Link]) -> Finding | None:
    """Alive if any link is, dead if every one is, else not known; None before the first attempt.

    Life counts from the latest answer, death from the failure seen longest ago. The order of links
    does not matter.
    """
    ordered = sorted(links, key=lambda link: link.address)
    alive = _dated([one for one in ordered if one.history.is_alive], lambda one: one.answered_at)
    if alive:
        at, link = max(alive, key=lambda one: one[0])
        return Finding(FULL, _shortened(_life(link)), at)
    dead = _dated([one for one in ordered if one.history.is_dead], lambda one: one.failed_at)
    if dead and len(dead) == len(ordered):
        at, link = min(dead, key=lambda one: one[0])
        return Finding(0, _shortened(_failure(link) + _others(len(dead) - 1)), at)
    return _unknown([link for link in ordered if not link.history.is_dead])


def _unknown(links: Sequence[Link]) -> Finding | None:
    tried = [(link.tried_at, link) for link in links if link.tried_at]
    if not tried:
        return None
    at, link = max(tried, key=lambda one: one[0])
    return Finding(None, _shortened(_doubt(link)), at)


def _dated(
    links: Sequence[Link], moment: Callable[[History], datetime | None]
) -> list[tuple[datetime, Link]]:
    return [(at, link) for link in links if (at := moment(link.history))]


def _life(link: Link) -> str:
    led_to = f", at {link.led_to}" if link.led_to and link.outcome is Outcome.ANSWERED else ""
    failing = f"; lately {_failure(link)}" if link.history.failing_since else ""
    return f"{link.address} answered{led_to}{failing}"


def _failure(link: Link) -> str:
    since = _day(link.history.failing_since)
    if link.outcome is Outcome.MOVED:
        return f"{identity(link.address)} leads to {identity(link.led_to)} since {since}"
    if link.outcome in FAILURES:
        return f"{link.address}: {_reason(link)}, since {since}"
    return f"{link.address} has not answered since {since}"


def _doubt(link: Link) -> str:
    if link.outcome in FAILURES:
        return f"{_failure(link)}; counts if it still fails a day later"
    if link.outcome is Outcome.BARRED:
        return f"{link.address} wants a login or turns programs away: {_reason(link)}"
    return f"{link.address}: {_reason(link)}"


def _reason(link: Link) -> str:
    if link.note or not link.status:
        return link.note or "no answer"
    at = f" at {link.led_to}" if link.led_to else ""
    return f"answered {link.status}{at}"


def _others(count: int) -> str:
    return f"; {count} more of its links fail" if count else ""


def _day(moment: datetime | None) -> str:
    return moment.astimezone(UTC).date().isoformat() if moment else "long ago"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
