"""Who is taken for whom, and who is not taken down at all."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchgraph.identity import (
    Doubt,
    Surface,
    Visitor,
    client_address,
    declares_bot,
    is_from_elsewhere,
    refuses,
    visitor_of,
)

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PROXIES = [ip_network("10.0.0.0/8"), ip_network("2001:db8:ff::/48")]
SALT = b"salt"


def visitor(address: str = "192.0.2.7", agent: str = FIREFOX) -> Visitor:
    return Visitor(ip_address(address), agent)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "203.0.113.9", "192.0.2.7"),
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("10.0.0.1", "[2001:db8::9]:4711", "2001:db8::9"),
        ("2001:db8:ff::1", "2001:db8::9", "2001:db8::9"),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::ffff:192.0.2.7", "", "192.0.2.7"),
    ],
)
def test_address_is_the_one_the_last_trusted_proxy_names(
    peer: str, forwarded: str, address: str
) -> None:
    assert client_address(peer, forwarded, PROXIES) == ip_address(address)


@pytest.mark.parametrize(
    ("peer", "forwarded"), [("", ""), ("unix:", "203.0.113.9"), ("10.0.0.1", "unknown")]
)
def test_address_that_nobody_tells_is_none(peer: str, forwarded: str) -> None:
    assert client_address(peer, forwarded, PROXIES) is None


@given(st.text(max_size=60))
def test_what_a_visitor_claims_changes_nothing_without_a_trusted_proxy(claimed: str) -> None:
    assert client_address("192.0.2.7", claimed, PROXIES) == ip_address("192.0.2.7")


@given(st.lists(st.ip_addresses(v=4).map(str), max_size=4))
def test_what_stands_further_left_than_the_proxys_own_word_changes_nothing(
    claimed: list[str],
) -> None:
    forwarded = ", ".join([*claimed, "203.0.113.9"])
    assert client_address("10.0.0.1", forwarded, PROXIES) == ip_address("203.0.113.9")


def test_keys_tell_visitors_apart_and_join_networks() -> None:
    one, other, far = visitor(), visitor("192.0.2.8"), visitor("192.0.3.7")

    assert one.keys(SALT) == visitor().keys(SALT)
    assert one.keys(SALT).visitor != other.keys(SALT).visitor
    assert one.keys(SALT).visitor != visitor(agent="curl/8").keys(SALT).visitor
    assert one.keys(SALT).prefix == other.keys(SALT).prefix
    assert one.keys(SALT).prefix != far.keys(SALT).prefix


def test_keys_of_another_day_have_nothing_in_common() -> None:
    today, tomorrow = visitor().keys(b"one"), visitor().keys(b"other")

    assert today.visitor != tomorrow.visitor
    assert today.prefix != tomorrow.prefix


def test_hosts_own_addresses_of_the_new_kind_are_one_visitor_and_a_48_one_network() -> None:
    one = visitor("2001:db8:1:2::1").keys(SALT)
    same_host = visitor("2001:db8:1:2:ffff::9").keys(SALT)
    neighbour = visitor("2001:db8:1:3::1").keys(SALT)
    elsewhere = visitor("2001:db8:2:2::1").keys(SALT)

    assert one == same_host
    assert one.visitor != neighbour.visitor
    assert one.prefix == neighbour.prefix
    assert one.prefix != elsewhere.prefix


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_who_asks_not_to_be_recorded_is_nobody(header: str) -> None:
    headers = {"User-Agent": FIREFOX, header: "1"}

    assert refuses(headers)
    assert visitor_of(headers, "192.0.2.7", trusted=[], surface=Surface.PAGE) is None
    assert not refuses({header: "0"})


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}]
)
def test_page_that_nobody_looks_at_is_nobodys(headers: dict[str, str]) -> None:
    assert visitor_of(headers, "192.0.2.7", trusted=[], surface=Surface.PAGE) is None


@pytest.mark.parametrize(
    "agent",
    [
        "Googlebot/2.1",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "GPTBot/1.1",
        "Mozilla/5.0 HeadlessChrome/130",
        "Scrapy/2.11",
        "SomeSpider",
    ],
)
@pytest.mark.parametrize("surface", list(Surface))
def test_declared_bot_is_known_everywhere(agent: str, surface: Surface) -> None:
    assert declares_bot(agent, surface)


@pytest.mark.parametrize("agent", ["", "curl/8.5", "python-requests/2.32", "okhttp/4.9"])
def test_program_is_a_bot_on_a_page_and_a_client_of_the_api(agent: str) -> None:
    assert declares_bot(agent, Surface.PAGE)
    assert not declares_bot(agent, Surface.API)


@pytest.mark.parametrize("agent", [FIREFOX, "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 30)"])
def test_browser_is_no_bot(agent: str) -> None:
    assert not declares_bot(agent, Surface.PAGE)


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, False),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, True),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, True),
        (
            {
                "Sec-Fetch-Site": "cross-site",
                "Sec-Fetch-Mode": "navigate",
                "Sec-Fetch-Dest": "iframe",
                "Sec-Fetch-User": "?1",
            },
            True,
        ),
        (
            {
                "Sec-Fetch-Site": "cross-site",
                "Sec-Fetch-Mode": "navigate",
                "Sec-Fetch-Dest": "document",
            },
            True,
        ),
        (
            {
                "Sec-Fetch-Site": "cross-site",
                "Sec-Fetch-Mode": "navigate",
                "Sec-Fetch-Dest": "document",
                "Sec-Fetch-User": "?1",
            },
            False,
        ),
    ],
)
def test_other_sites_page_is_doubted_unless_somebody_followed_its_link(
    headers: dict[str, str], elsewhere: bool
) -> None:
    assert is_from_elsewhere(headers) is elsewhere


@pytest.mark.parametrize(
    ("headers", "is_staff", "doubt"),
    [
        ({"User-Agent": FIREFOX}, False, None),
        ({"User-Agent": FIREFOX}, True, Doubt.STAFF),
        ({"User-Agent": "Googlebot"}, False, Doubt.BOT),
        ({"User-Agent": FIREFOX, "Sec-Fetch-Site": "cross-site"}, False, Doubt.ELSEWHERE),
    ],
)
def test_visitor_is_doubted_for_what_can_be_known(
    headers: dict[str, str], is_staff: bool, doubt: Doubt | None
) -> None:
    found = visitor_of(headers, "192.0.2.7", trusted=[], surface=Surface.PAGE, is_staff=is_staff)

    assert found is not None
    assert found.doubt is doubt
