"""Link checks against the local server, by a clock that moves only when somebody sleeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ranking.models import LinkCheck, QualityResult
from ranking.services.links import Done, Terms, check_due
from tests import builders
from tests.fakes.source_server import SourceServer, guard_of

HERE = "127.0.0.1"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Clock:
    """`slept` holds how long each sleep was, in seconds."""

    moment: datetime = builders.NOON
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


def names(*hosts: str) -> Mapping[str, str]:
    return dict.fromkeys(hosts, HERE)


def terms(hosts: Iterable[str] = (), **fields: Any) -> Terms:
    """Links of these hosts are found at the local server, without a pause; others are not known."""
    values: dict[str, Any] = {"agent": "Site", "seconds": 5.0, "pause": timedelta(0)}
    values["guard"] = guard_of(names(*hosts))
    return Terms(**values | fields)


def run(clock: Clock, *hosts: str, **fields: Any) -> Done:
    return check_due(terms=terms(hosts, **fields), now=clock.now, sleep=clock.sleep)


def run_after(clock: Clock, wait: timedelta, *hosts: str, **fields: Any) -> Done:
    clock.moment += wait
    return run(clock, *hosts, **fields)


def page(server: SourceServer, host: str, status: int = 200, path: str = "/") -> str:
    """A page of that host, answering with this status from now on."""
    server.serves(path, b"here", status)
    return server.at(host, path)


def result(code: str) -> tuple[str, int | None, datetime] | None:
    """The one result of that criterion: its state, its figure and its moment."""
    found = QualityResult.objects.filter(criterion=code).first()
    return (found.state, found.permille, found.checked_at) if found else None


def outcomes() -> list[str]:
    return list(LinkCheck.objects.order_by("pk").values_list("outcome", flat=True))
