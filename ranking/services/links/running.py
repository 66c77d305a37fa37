"""A run of link checks: a batch at a time, until its time is over or nothing is due."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from time import sleep as wait

from catalog.sources.outward import Guard
from ranking.checks.asking import PAGES, Answer, Asker
from ranking.checks.outcomes import HEARD, SOON, Outcome
from ranking.checks.upstream import CRITERIA, UPSTREAM, host_of, is_same
from ranking.services.links.claiming import Claimed, claim, claim_witnesses, release
from ranking.services.links.following import follow_links
from ranking.services.links.recording import Tried, record
from ranking.services.links.turns import HostBusy, HostTurns, leave_alone
from ranking.services.retrying import persistently

WITNESSES = 2
NO_NETWORK = "Nothing else answered either, so this says nothing about the link"
NOWHERE = "Nobody knows where such an id is found"


@dataclass(frozen=True)
class Terms:
    """How links are asked: in whose name, how often, how long, how many at once.

    `every` is the time between checks of one link, `pause` between requests to one host,
    `seconds` the longest a check may take and `run_seconds` after which none is begun.
    """

    agent: str
    every: timedelta = timedelta(days=3)
    pause: timedelta = timedelta(seconds=1)
    seconds: float = 10.0
    run_seconds: float = 20.0
    batch: int = 20
    guard: Guard = PAGES

    @property
    def lease(self) -> timedelta:
        """Longer than a run can last: what it claimed is its own until it has ended."""
        longest = self.run_seconds + (WITNESSES + 2) * (self.seconds + self.pause.total_seconds())
        return timedelta(seconds=2 * longest)


@dataclass(frozen=True)
class Done:
    """How many links were asked, and whether the network was silent."""

    asked: int = 0
    offline: bool = False


def check_due(
    *,
    terms: Terms,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = wait,
) -> Done:
    """Follow the catalog's links, then ask those that are due, and keep what was seen.

    Runs outside of a transaction, beside any number of others. A run that is cut off loses what
    it saw since its latest batch.
    """
    persistently(partial(follow_links, at=now()))
    run = _Run(terms, now, sleep, until=now() + timedelta(seconds=terms.run_seconds))
    done = Done()
    while now() < run.until and (links := run.claim()):
        tried = run.ask(links)
        offline = _is_offline(tried)
        persistently(partial(record, tried=tried, every=terms.every))
        done = Done(done.asked + len(tried), offline)
        if offline:
            break
    return done


@dataclass(frozen=True)
class _Run:
    terms: Terms
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    until: datetime

    def claim(self) -> list[Claimed]:
        terms = self.terms
        return claim(at=self.now(), lease=terms.lease, pause=terms.pause, most=terms.batch)

    def ask(self, links: Sequence[Claimed]) -> list[Tried]:
        """What came of each. A host that does not answer counts only if another one does."""
        tried = list(self._ask_each(links, until=self.until))
        if _is_heard(tried) or not _unreached(tried):
            return tried
        tried += self._ask_witnesses(tried)
        return tried if _is_heard(tried) else [_as_offline(one) for one in tried]

    def _ask_witnesses(self, tried: Sequence[Tried]) -> Iterator[Tried]:
        hosts = {one.link.host for one in tried}
        links = claim_witnesses(at=self.now(), lease=self.terms.lease, most=WITNESSES, hosts=hosts)
        until = self.now() + timedelta(seconds=WITNESSES * self.terms.seconds)
        yield from self._ask_each(links, until=until)

    def _ask_each(self, links: Sequence[Claimed], until: datetime) -> Iterator[Tried]:
        asker = self._asker(until)
        for place, link in enumerate(links):
            if self.now() >= until:
                release(links[place:], due_at=self.now())
                return
            try:
                yield self._ask(asker, link)
            except HostBusy as busy:
                release([link], due_at=busy.free_at)

    def _ask(self, asker: Asker, link: Claimed) -> Tried:
        answer = asker.ask(link.address) if link.address else Answer(Outcome.REFUSED, note=NOWHERE)
        at = self.now()
        if answer.outcome is Outcome.LATER:
            leave_alone(host_of(answer.led_to) or link.host, until=at + (answer.wait or SOON))
        return Tried(link, _judged(link, answer), at)

    def _asker(self, until: datetime) -> Asker:
        terms = self.terms
        turns = HostTurns(
            pause=terms.pause,
            lease=timedelta(seconds=terms.seconds) + terms.pause,
            until=until + timedelta(seconds=terms.seconds),
            now=self.now,
            sleep=self.sleep,
        )
        return Asker(
            agent=terms.agent, turns=turns, seconds=terms.seconds, guard=terms.guard, now=self.now
        )


def _judged(link: Claimed, answer: Answer) -> Answer:
    """A page of another thing than the one linked is no evidence that this one is there."""
    if answer.outcome is not Outcome.ANSWERED or CRITERIA[link.kind] != UPSTREAM:
        return answer
    if not answer.led_to or is_same(link.address, answer.led_to):
        return answer
    return replace(answer, outcome=Outcome.MOVED)


def _is_heard(tried: Iterable[Tried]) -> bool:
    return any(one.answer.outcome in HEARD for one in tried)


def _unreached(tried: Iterable[Tried]) -> bool:
    return any(one.answer.outcome is Outcome.UNREACHED for one in tried)


def _is_offline(tried: Iterable[Tried]) -> bool:
    return any(one.answer.outcome is Outcome.OFFLINE for one in tried)


def _as_offline(one: Tried) -> Tried:
    if one.answer.outcome is not Outcome.UNREACHED:
        return one
    return replace(one, answer=Answer(Outcome.OFFLINE, note=NO_NETWORK))
