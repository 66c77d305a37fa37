import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

import httpx
import pytest

from catalog.sources.outward import PUBLIC, Guard, Refused, UnknownHost, client, resolve
from catalog.sources.public_addresses import Address, is_public
from tests.fakes.source_server import ANYWHERE, SourceServer, guard_of, source_server

NOT_PUBLIC = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.8.8",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a9fe:a9fe::1",
    "2002:c0a8:101::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
ON_THE_INTERNET = [
    "1.1.1.1",
    "93.184.215.14",
    "172.32.0.1",
    "223.255.255.255",
    "2606:4700::1111",
    "2a00:1450:4001::1",
    "::ffff:1.1.1.1",
    "64:ff9b::101:101",
    "2002:101:101::1",
]


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with source_server() as server:
        yield server


def get(address: str, guard: Guard, seconds: float = 10.0) -> httpx.Response:
    with client(guard, seconds=seconds, pause_seconds=5.0) as asking:
        return asking.get(address)


def answering(*answers: str) -> Guard:
    """The usual rule, with these addresses for every name."""
    return Guard(resolve=lambda host, port, seconds: list(answers))


def loopback_is_public(address: Address) -> bool:
    return address == ip_address("127.0.0.1")


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_address_that_is_not_on_the_internet_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ON_THE_INTERNET)
def test_address_on_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_name_of_such_an_address_is_refused_before_anything_is_connected(address: str) -> None:
    with pytest.raises(Refused, match=r"inside\.example is a private address"):
        get("http://inside.example/", answering(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "localhost", "169.254.169.254", "0.0.0.0", "[::ffff:127.0.0.1]",
     "2130706433", "0x7f.1", "017700000001", "[fd00:ec2::254]", "[fe80::1]"],
)  # fmt: skip
def test_address_written_in_any_form_is_refused(server: SourceServer, host: str) -> None:
    with pytest.raises(Refused, match="is a private address"):
        get(f"http://{host}:{server.port}/", PUBLIC)
    assert server.asked == []


@pytest.mark.parametrize("answers", [("1.1.1.1", "127.0.0.1"), ("127.0.0.1", "1.1.1.1")])
def test_name_is_refused_if_any_of_its_addresses_is(answers: tuple[str, str]) -> None:
    with pytest.raises(Refused, match=r"is a private address \(127.0.0.1\)"):
        get("http://both.example/", answering(*answers))


def test_name_that_changes_its_answer_gains_nothing(server: SourceServer) -> None:
    """The second answer, which would be refused, is never asked for: the first is connected to."""
    lookups: list[str] = []
    given = iter(["127.0.0.1", "10.0.0.1"])

    def rebinding(host: str, port: int, seconds: float) -> list[str]:
        lookups.append(host)
        return [next(given)]

    server.serves("/page", b"here")
    guard = Guard(allows=loopback_is_public, resolve=rebinding)

    response = get(server.at("rebinding.example", "/page"), guard)

    assert response.text == "here"
    assert server.asked == [("/page", f"rebinding.example:{server.port}")]
    assert lookups == ["rebinding.example"]


def test_name_that_changes_its_answer_after_a_redirect_is_refused(server: SourceServer) -> None:
    given = iter(["127.0.0.1", "10.0.0.1"])
    guard = Guard(allows=loopback_is_public, resolve=lambda host, port, seconds: [next(given)])
    here = server.redirects("/here", server.at("rebinding.example", "/there"))
    first = here.replace("127.0.0.1", "rebinding.example")

    with client(guard, seconds=10, pause_seconds=5) as asking, pytest.raises(Refused):
        asking.get(asking.get(first).headers["location"])
    assert [path for path, _ in server.asked] == ["/here"]


@pytest.mark.parametrize("address", [one for one in NOT_PUBLIC if one != "127.0.0.1"])
def test_redirect_to_such_an_address_is_refused(server: SourceServer, address: str) -> None:
    """The server itself is let through, at 127.0.0.1; the others are judged as always."""
    host = f"[{address}]" if ":" in address else address
    start = server.redirects("/here", f"http://{host}:{server.port}/secrets")
    guard = Guard(allows=lambda found: loopback_is_public(found) or is_public(found))

    with client(guard, seconds=10, pause_seconds=5) as asking, pytest.raises(Refused):
        asking.get(start, follow_redirects=True)
    assert [path for path, _ in server.asked] == ["/here"]


def test_second_address_is_tried_where_nobody_listens_at_the_first(server: SourceServer) -> None:
    server.serves("/page", b"here")
    guard = Guard(allows=lambda address: True, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"])

    assert get(server.at("two.example", "/page"), guard).text == "here"


@pytest.mark.parametrize("address", ["http://someone@site.example/", "http://a:b@site.example/"])
def test_address_with_a_user_name_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        get(address, ANYWHERE)
    assert str(refusal.value) == (
        "The address at site.example holds a user name or password: leave it out"
    )


@pytest.mark.parametrize("address", ["ftp://site.example/", "file:///etc/passwd", "gopher://a/"])
def test_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(Refused, match="Only http and https"):
        get(address, ANYWHERE)


def test_port_beside_those_of_pages_is_refused(server: SourceServer) -> None:
    guard = Guard(allows=lambda address: True, ports=frozenset({80, 443}))
    with pytest.raises(Refused, match=f"Port {server.port} of 127.0.0.1"):
        get(server.serves("/", b"here"), guard)
    assert server.asked == []


def test_answer_that_drips_is_given_up_when_the_time_is_over(server: SourceServer) -> None:
    with pytest.raises(httpx.TimeoutException):
        get(server.drips("/slow"), ANYWHERE, seconds=0.5)


def test_lookup_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.sources.outward._look_up", lambda *_: None)
    with pytest.raises(UnknownHost, match=r"slow\.example could not be looked up in time"):
        resolve("slow.example", 80, 0.01)


def test_name_that_cannot_be_one_is_unknown() -> None:
    with pytest.raises(UnknownHost, match="is not known"):
        resolve("a" * 64 + ".example", 80, 5.0)


def test_broken_answers_are_told_in_words_of_httpx(server: SourceServer) -> None:
    with pytest.raises(httpx.TransportError):
        get(server.breaks_off("/cut", b"cut"), ANYWHERE)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(httpx.ConnectError):
        get(f"http://127.0.0.1:{port}/", ANYWHERE)


def test_unknown_name_is_told(server: SourceServer) -> None:
    with pytest.raises(UnknownHost, match=r"nowhere\.example is not known"):
        get("http://nowhere.example/", guard_of({}))


def test_secure_connection_is_asked_for_in_the_name_of_the_host() -> None:
    """The server hangs up on the greeting, which names the host and not its address."""
    greetings: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as pool:

        def greet() -> None:
            connection, _ = listening.accept()
            with connection:
                greetings.append(connection.recv(4096))

        pool.submit(greet)
        port = listening.getsockname()[1]
        with pytest.raises(httpx.ConnectError):
            get(f"https://secure.example:{port}/", guard_of({"secure.example": "127.0.0.1"}))
    assert b"secure.example" in greetings[0]
