import contextlib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from catalog.sources.outward import Guard
from ranking.checks.asking import PAGES, Answer, Asker
from ranking.checks.outcomes import Outcome
from tests.fakes.source_server import ANYWHERE, SourceServer, guard_of, source_server

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with source_server() as server:
        yield server


class Turns:
    """Notes whose turn it was, and whether one was over before the next began."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.running = 0

    @contextlib.contextmanager
    def __call__(self, host: str) -> Iterator[None]:
        assert not self.running
        self.taken.append(host)
        self.running += 1
        try:
            yield
        finally:
            self.running -= 1


def asker(**fields: Any) -> Asker:
    values: dict[str, Any] = {"agent": "A site (+https://site.example)", "seconds": 10.0}
    values |= {"turns": Turns(), "guard": ANYWHERE, "now": lambda: NOON}
    return Asker(**values | fields)


def ask(address: str, **fields: Any) -> Answer:
    return asker(**fields).ask(address)


def test_page_that_is_there_answers_a_head_and_no_body_is_asked_for(server: SourceServer) -> None:
    address = server.serves("/page", b"here")

    assert ask(address) == Answer(Outcome.ANSWERED, 200)
    assert server.methods == ["HEAD"]
    assert server.agents == ["A site (+https://site.example)"]


@pytest.mark.parametrize("status", [405, 501, 403, 404, 500, 400])
def test_head_that_is_refused_is_followed_by_a_get(server: SourceServer, status: int) -> None:
    assert ask(server.refuses_head("/page", status)) == Answer(Outcome.ANSWERED, 200)
    assert server.methods == ["HEAD", "GET"]


def test_head_that_is_hung_up_on_is_followed_by_a_get(server: SourceServer) -> None:
    assert ask(server.refuses_head("/page", 0)) == Answer(Outcome.ANSWERED, 200)
    assert server.methods == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, Outcome.FAILED),
        (410, Outcome.FAILED),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
        (401, Outcome.BARRED),
        (403, Outcome.BARRED),
    ],
)
def test_status_of_the_get_counts(server: SourceServer, status: int, outcome: Outcome) -> None:
    assert ask(server.serves("/page", b"", status)) == Answer(outcome, status)
    assert server.methods == ["HEAD", "GET"]


@pytest.mark.parametrize("status", [429, 503])
def test_request_to_come_later_is_heeded_at_once(server: SourceServer, status: int) -> None:
    answer = ask(server.serves("/page", b"", status, retry_after="90"))

    assert answer == Answer(Outcome.LATER, status, wait=timedelta(seconds=90))
    assert server.methods == ["HEAD"]


def test_body_is_not_read(server: SourceServer) -> None:
    """The body is promised and never comes: who read it would wait or fail."""
    address = server.breaks_off("/page", b"")
    server.answers["/page"].head_status = 405

    assert ask(address) == Answer(Outcome.ANSWERED, 200)


def test_redirect_is_followed_and_told(server: SourceServer) -> None:
    there = server.serves("/there", b"here")

    answer = ask(server.redirects("/here", "/there?session=1#top"))

    assert answer.outcome is Outcome.FAILED
    server.serves("/there?session=1", b"here")
    assert ask(f"{server.url}/here") == Answer(Outcome.ANSWERED, 200, led_to=there)


def test_redirect_to_the_same_page_leads_nowhere_else(server: SourceServer) -> None:
    address = server.redirects("/here", "/here?again")
    server.serves("/here?again", b"here")

    assert ask(address).led_to == ""


@pytest.mark.parametrize(("hops", "outcome"), [(5, Outcome.ANSWERED), (6, Outcome.FAILED)])
def test_five_redirects_are_followed_and_no_more(
    server: SourceServer, hops: int, outcome: Outcome
) -> None:
    server.serves("/0", b"here")
    for hop in range(hops):
        server.redirects(f"/{hop + 1}", f"/{hop}")

    assert ask(f"{server.url}/{hops}").outcome is outcome
    assert len(server.asked) == 6


def test_circle_is_given_up(server: SourceServer) -> None:
    answer = ask(server.redirects("/here", "/here"))
    assert answer == Answer(Outcome.FAILED, 302, note="It redirects more than 5 times")


def test_each_request_waits_for_the_turn_of_its_host(server: SourceServer) -> None:
    names = guard_of({"one.example": "127.0.0.1", "www.two.example": "127.0.0.1"})
    server.redirects("/here", server.at("www.two.example", "/there"))
    server.refuses_head("/there", 405)
    turns = Turns()

    answer = ask(server.at("one.example", "/here"), guard=names, turns=turns)

    assert answer.led_to == server.at("www.two.example", "/there")
    assert turns.taken == ["one.example", "two.example", "two.example"]


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/", "http://[::1]/", "http://10.0.0.1/", "http://[fd00::1]/"],
)
def test_redirect_to_a_private_address_is_not_followed(server: SourceServer, target: str) -> None:
    start = server.redirects("/here", target)
    guard = Guard(allows=lambda address: str(address) == "127.0.0.1")

    answer = ask(start, guard=guard)

    assert answer.outcome is Outcome.REFUSED
    assert "is a private address" in answer.note
    assert [path for path, _ in server.asked] == ["/here"]


@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("http://127.0.0.1/", "127.0.0.1 is a private address (127.0.0.1)"),
        ("http://localhost/", "localhost is a private address"),
        ("https://user:secret@site.example/", "The address at site.example holds a user name"),
        ("https://site.example:8443/", "Port 8443 of site.example is not one for pages"),
        ("ftp://site.example/", "Only http and https addresses can be read, not ftp:"),
        ("mailto:someone@site.example", "Only http and https addresses can be read, not mailto:"),
        ("http://site.example:port/", "This is no address"),
    ],
)
def test_what_is_not_asked_says_why(address: str, note: str) -> None:
    answer = ask(address, guard=PAGES)

    assert answer.outcome is Outcome.REFUSED
    assert answer.note.startswith(note)
    assert "secret" not in answer.note


def test_secret_of_a_redirect_is_not_kept(server: SourceServer) -> None:
    answer = ask(server.redirects("/here", "https://user:secret@site.example/"))

    assert answer.outcome is Outcome.REFUSED
    assert "secret" not in answer.note


def test_nobody_listening_is_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    answer = ask(f"http://127.0.0.1:{port}/")

    assert (answer.outcome, answer.status) == (Outcome.UNREACHED, None)
    assert answer.note.startswith("The connection failed: ")


def test_unknown_name_is_not_reached() -> None:
    answer = ask("http://nowhere.example/", guard=guard_of({}))
    assert answer == Answer(Outcome.UNREACHED, note="nowhere.example is not known")


def test_answer_that_drips_is_given_up(server: SourceServer) -> None:
    """HEAD gets half of the time, GET what is left of it."""
    answer = ask(server.drips("/slow"), seconds=0.4)

    assert answer == Answer(Outcome.UNREACHED, note="No answer within 0.4 seconds")
    assert server.methods == ["HEAD", "GET"]


def test_what_is_no_http_is_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        server.settimeout(10)
        answers = [b"SSH-2.0-shell\r\n"] * 2

        def speak() -> None:
            for answer in answers:
                connection, _ = server.accept()
                with connection:
                    connection.recv(1000)
                    connection.sendall(answer)

        speaker = threading.Thread(target=speak)
        speaker.start()
        answer = ask(f"http://127.0.0.1:{port}/")
        speaker.join()
    assert answer.outcome is Outcome.UNREACHED
