"""Whose turn it is, what counts when nothing answers, and what a run leaves for the next."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from ranking.checks.asking import PAGES, Answer
from ranking.checks.outcomes import Outcome
from ranking.models import LinkCheck, LinkHost, QualityResult
from ranking.services.links import Done
from ranking.services.links.claiming import Claimed, claim, claim_witnesses, release
from ranking.services.links.following import follow_links
from ranking.services.links.recording import Tried, record
from ranking.services.links.turns import HostBusy, HostTurns
from tests import builders
from tests.fakes.source_server import SourceServer, source_server
from tests.ranking.links import DAY, HOUR, Clock, outcomes, page, result, run, run_after

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
NOON = builders.NOON
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with source_server() as server:
        yield server


class Watch(Clock):
    """A clock that ticks a tenth of a second each time it is read, as work takes time."""

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=100)
        return self.moment


def turns(clock: Clock, **fields: timedelta) -> HostTurns:
    values = {"pause": SECOND, "lease": 10 * SECOND} | fields
    return HostTurns(until=NOON + MINUTE, now=clock.now, sleep=clock.sleep, **values)


def hosts_asked(server: SourceServer) -> list[str]:
    return [host.split(":")[0] for _, host in server.asked]


def followed(*urls: str) -> None:
    for url in urls:
        builders.link(url=url)
    follow_links(at=NOON)


def claimed(at: datetime, most: int = 20, pause: timedelta = SECOND) -> list[str]:
    links = claim(at=at, lease=MINUTE, pause=pause, most=most)
    return [link.reference for link in links]


# --- One host, one request --------------------------------------------------------------------


def test_requests_to_one_host_are_a_pause_apart(server: SourceServer) -> None:
    clock = Clock()
    for path in ("/1", "/2", "/3", "/4"):
        builders.link(url=page(server, "a.example", path=path))

    assert run(clock, "a.example", pause=SECOND).asked == 4

    assert clock.slept == [1.0, 1.0, 1.0]


def test_head_and_get_of_one_page_are_a_pause_apart(server: SourceServer) -> None:
    clock = Clock()
    server.refuses_head("/", 405)
    builders.link(url=server.at("a.example"))

    run(clock, "a.example", pause=SECOND)

    assert clock.slept == [1.0]


def test_hosts_take_turns_so_that_nobody_waits(server: SourceServer) -> None:
    clock = Watch()
    for host in ("a.example", "b.example"):
        for path in ("/1", "/2"):
            builders.link(url=page(server, host, path=path))

    run(clock, "a.example", "b.example", pause=SECOND)

    assert hosts_asked(server) == ["a.example", "b.example", "a.example", "b.example"]
    assert sum(clock.slept) < 1.5


def test_turn_is_taken_by_one_and_free_after_the_pause() -> None:
    clock = Clock()
    with turns(clock)("a.example"):
        assert LinkHost.objects.get().free_at == NOON + 10 * SECOND
        clock.moment += 2 * SECOND
    assert LinkHost.objects.get().free_at == NOON + 3 * SECOND


def test_turn_of_someone_else_is_waited_for() -> None:
    clock = Clock()
    LinkHost.objects.create(host="a.example", free_at=NOON + 4 * SECOND)

    with turns(clock)("a.example"):
        assert clock.slept == [4.0]


def test_turn_that_comes_too_late_is_given_up() -> None:
    LinkHost.objects.create(host="a.example", free_at=NOON + HOUR)

    with pytest.raises(HostBusy) as busy, turns(Clock())("a.example"):
        pass
    assert busy.value.free_at == NOON + HOUR


def test_turn_ends_its_time_when_the_request_fails() -> None:
    clock = Clock()
    with pytest.raises(ValueError, match="broken"), turns(clock)("a.example"):
        raise ValueError("broken")
    assert LinkHost.objects.get().free_at == NOON + SECOND


def test_host_that_asks_to_come_later_is_left_alone(server: SourceServer) -> None:
    """Two of its links are due; the second waits with the first, as do those of the next run."""
    clock = Clock()
    server.serves("/1", b"", 429, retry_after="7200")
    builders.link(url=server.at("a.example", "/1"))
    builders.link(url=page(server, "a.example", path="/2"))
    builders.link(url=page(server, "b.example", path="/3"))

    run(clock, "a.example", "b.example")
    assert hosts_asked(server) == ["a.example", "b.example"]
    assert outcomes() == ["later", "", "answered"]
    assert not QualityResult.objects.filter(permille=0).exists()

    run_after(clock, HOUR, "a.example", "b.example")
    assert len(server.asked) == 2
    server.serves("/1", b"here")
    run_after(clock, HOUR, "a.example", "b.example")
    assert outcomes() == ["answered", "answered", "answered"]


def test_request_to_come_later_is_no_failure(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url=page(server, "a.example"))
    run(clock, "a.example")
    server.serves("/", b"", 503, retry_after="3600")

    for _ in range(5):
        run_after(clock, 3 * DAY, "a.example")

    assert result("homepage_alive") == ("observed", 1000, NOON)
    assert LinkCheck.objects.get().failures == 0


def test_run_goes_on_in_batches_until_nothing_is_due(server: SourceServer) -> None:
    for n in range(12):
        builders.link(url=page(server, "a.example", path=f"/{n}"))

    assert run(Clock(), "a.example", batch=5) == Done(asked=12)
    assert len({path for path, _ in server.asked}) == len(server.asked) == 12


# --- Claims -----------------------------------------------------------------------------------


def test_claim_spreads_over_hosts() -> None:
    followed(*[f"https://a.example/{n}" for n in range(9)], "https://b.example/")

    assert claimed(NOON) == [
        "https://a.example/0",
        "https://b.example/",
        "https://a.example/1",
        "https://a.example/2",
    ]


def test_claimed_links_and_their_hosts_are_nobody_elses() -> None:
    followed(*[f"https://a.example/{n}" for n in range(9)], "https://b.example/")

    assert len(claimed(NOON, most=1)) == 1
    assert claimed(NOON) == ["https://b.example/"]
    assert claimed(NOON) == []


def test_claim_of_a_worker_that_died_comes_to_its_end() -> None:
    followed("https://a.example/")
    assert claimed(NOON) == ["https://a.example/"]

    assert claimed(NOON + MINUTE - SECOND) == []
    assert claimed(NOON + MINUTE) == ["https://a.example/"]


def test_released_link_is_due_again() -> None:
    followed("https://a.example/")
    links = claim(at=NOON, lease=HOUR, pause=SECOND, most=1)

    release(links, due_at=NOON + MINUTE)

    assert claimed(NOON) == []
    assert claimed(NOON + MINUTE) == ["https://a.example/"]


def test_witnesses_are_links_of_other_hosts_that_answered_soonest_due_first() -> None:
    followed(*[f"https://{name}.example/" for name in "abcd"])
    for name, outcome, days in [("a", "answered", 3), ("b", "answered", 2), ("c", "failed", 1)]:
        LinkCheck.objects.filter(host=f"{name}.example").update(
            outcome=outcome, tried_at=NOON, due_at=NOON + days * DAY
        )

    found = claim_witnesses(at=NOON, lease=HOUR, most=5, hosts=["d.example"])

    assert [link.host for link in found] == ["b.example", "a.example"]
    assert claim_witnesses(at=NOON, lease=HOUR, most=5, hosts=[]) == []


def test_run_gives_back_what_it_has_no_time_for(server: SourceServer) -> None:
    """The clock is read often; a run of two seconds has time for some of the links."""
    for n in range(20):
        builders.link(url=page(server, "a.example", path=f"/{n}"))

    done = run(Watch(), "a.example", run_seconds=2.0, seconds=1.0)

    assert 0 < done.asked < 20
    assert not LinkCheck.objects.filter(claimed_until__isnull=False).exists()
    assert LinkCheck.objects.filter(tried_at=None).count() == 20 - done.asked


def test_answer_that_comes_late_is_not_kept_over_a_later_one() -> None:
    followed("https://a.example/")
    (link,) = claim(at=NOON, lease=HOUR, pause=SECOND, most=1)

    def keep(outcome: Outcome, at: datetime) -> None:
        record(tried=[Tried(link, Answer(outcome, 200), at)], every=DAY)

    keep(Outcome.ANSWERED, NOON + HOUR)
    keep(Outcome.FAILED, NOON)

    assert outcomes() == ["answered"]
    assert result("homepage_alive") == ("observed", 1000, NOON + HOUR)


def test_answer_of_a_link_that_is_gone_is_dropped() -> None:
    followed("https://a.example/")
    (link,) = claim(at=NOON, lease=HOUR, pause=SECOND, most=1)
    LinkCheck.objects.all().delete()

    record(tried=[Tried(link, Answer(Outcome.ANSWERED, 200), NOON)], every=DAY)

    assert not LinkCheck.objects.exists()
    assert not QualityResult.objects.exists()


# --- When nothing answers ---------------------------------------------------------------------


def test_silent_network_turns_nothing_dead() -> None:
    clock = Clock()
    for name in "abc":
        builders.link(url=f"https://{name}.example/")

    for _ in range(4):
        assert run_after(clock, DAY).offline

    assert outcomes() == ["offline"] * 3
    assert not LinkCheck.objects.filter(failures__gt=0).exists()
    assert not QualityResult.objects.exclude(state="unknown").exists()


def test_silent_network_takes_nothing_from_what_was_alive(server: SourceServer) -> None:
    clock = Clock()
    for name in "abc":
        builders.link(url=page(server, f"{name}.example"))
    run(clock, "a.example", "b.example", "c.example")

    for _ in range(4):
        run_after(clock, 3 * DAY)

    assert set(QualityResult.objects.values_list("permille", "checked_at")) == {(1000, NOON)}


def test_silent_network_ends_the_run_and_is_tried_again_in_an_hour() -> None:
    clock = Clock()
    for n in range(9):
        builders.link(url=f"https://host-{n}.example/")

    assert run(clock, batch=3) == Done(asked=3, offline=True)
    assert LinkCheck.objects.filter(due_at=NOON + HOUR).count() == 3


def test_host_that_does_not_answer_counts_when_another_one_does(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url="https://gone.example/")
    builders.link(url=page(server, "a.example"))

    run(clock, "a.example")
    run_after(clock, DAY, "a.example")

    assert outcomes() == ["unreached", "answered"]
    assert QualityResult.objects.get(permille=0).evidence == (
        "https://gone.example/: gone.example is not known, since 2026-06-01"
    )


def test_answer_of_any_kind_shows_that_the_network_works(server: SourceServer) -> None:
    builders.link(url="https://gone.example/")
    builders.link(url=page(server, "a.example", 403))

    run(Clock(), "a.example")

    assert outcomes() == ["unreached", "barred"]


def test_link_that_fails_alone_is_held_against_one_that_answered_before(
    server: SourceServer,
) -> None:
    """Nothing else is due a day later: a link that answered is asked as a witness."""
    clock = Clock()
    builders.link(url="https://gone.example/")
    builders.link(url=page(server, "a.example"))
    run(clock, "a.example")

    assert run_after(clock, DAY, "a.example") == Done(asked=2)

    assert hosts_asked(server) == ["a.example", "a.example"]
    assert result("homepage_alive")
    assert QualityResult.objects.filter(permille=0).count() == 1
    answered = LinkCheck.objects.get(outcome="answered")
    assert (answered.answered_at, answered.due_at) == (NOON + DAY, NOON + 4 * DAY)


def test_witness_that_is_silent_too_counts_for_nobody(server: SourceServer) -> None:
    clock = Clock()
    builders.link(url="https://gone.example/")
    builders.link(url=page(server, "a.example"))
    run(clock, "a.example")

    assert run_after(clock, DAY).offline

    assert LinkCheck.objects.get(host="a.example").failures == 0
    assert LinkCheck.objects.get(host="gone.example").failures == 1


def test_address_that_is_not_asked_is_no_sign_of_a_silent_network() -> None:
    builders.link(url="https://a.example:8443/")

    assert run(Clock(), guard=PAGES) == Done(asked=1)
    assert outcomes() == ["refused"]


def test_hosts_nobody_waits_for_are_forgotten() -> None:
    LinkHost.objects.create(host="a.example", free_at=NOON - 2 * DAY)
    LinkHost.objects.create(host="b.example", free_at=NOON - HOUR)

    follow_links(at=NOON)

    assert [row.host for row in LinkHost.objects.all()] == ["b.example"]


def test_claimed_names_what_to_ask() -> None:
    link = Claimed(1, 1, "repository", "acme/tool", "github.com")
    assert link.address == "https://github.com/acme/tool"
