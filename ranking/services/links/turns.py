"""One request at a time to a host, and a pause before the next, whoever asks.

The turn is a row in the database that all workers share. It is taken for as long as a request may
last, so that the turn of a worker that died comes to an end by itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Value
from django.db.models.functions import Greatest

from ranking.models import LinkHost
from ranking.services.database import rows

TAKE = """
INSERT INTO ranking_linkhost AS kept (host, free_at) VALUES (%(host)s, %(until)s)
ON CONFLICT (host) DO UPDATE SET free_at = excluded.free_at WHERE kept.free_at <= %(at)s
RETURNING 1
"""


class HostBusy(Exception):
    """The host has no turn for us in time; `free_at` is when it may have one."""

    def __init__(self, host: str, free_at: datetime) -> None:
        super().__init__(f"{host} is busy until {free_at}")
        self.free_at = free_at


@dataclass(frozen=True)
class HostTurns:
    """`lease` is the longest a request lasts; nobody waits for a turn beyond `until`."""

    pause: timedelta
    lease: timedelta
    until: datetime
    now: Callable[[], datetime]
    sleep: Callable[[float], None]

    @contextmanager
    def __call__(self, host: str) -> Iterator[None]:
        """The host's turn, waited for; its pause begins when the block ends. Raises HostBusy."""
        if not host:
            yield
            return
        self._take(host)
        try:
            yield
        finally:
            LinkHost.objects.filter(host=host).update(free_at=self.now() + self.pause)

    def _take(self, host: str) -> None:
        while not _taken(host, self.now(), self.lease):
            kept = LinkHost.objects.filter(host=host).values_list("free_at", flat=True).first()
            free_at = kept or self.now()
            if free_at > self.until:
                raise HostBusy(host, free_at)
            self.sleep(max((free_at - self.now()).total_seconds(), 0))


def _taken(host: str, at: datetime, lease: timedelta) -> bool:
    return bool(rows(TAKE, {"host": host, "at": at, "until": at + lease}))


def leave_alone(host: str, *, until: datetime) -> None:
    """What a host asked for: nobody asks it before then."""
    LinkHost.objects.filter(host=host).update(free_at=Greatest("free_at", Value(until)))
