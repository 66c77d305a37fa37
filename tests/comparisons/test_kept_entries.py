"""What is kept, in which forms it is given, and how much of it there may be."""

import gzip

import pytest

from comparisons.caching.entries import Entry, Signpost, varies_by, wants_gzip
from comparisons.caching.memory import Memory

PAGE = b"<p>many words</p>" * 100
HEADERS = [("Content-Type", "text/html"), ("ETag", '"a"'), ("Vary", "Accept")]


def entry(size: int = 1) -> Entry:
    return Entry("1.1/2026-06-01", HEADERS, b"x" * size)


def test_packed_form_says_so_and_its_etag_is_weak() -> None:
    form = Entry("r", HEADERS, PAGE).form(packed=True)

    assert gzip.decompress(form.body) == PAGE
    assert form.headers == [
        ("Content-Type", "text/html"),
        ("ETag", 'W/"a"'),
        ("Vary", "Accept, Accept-Encoding"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", str(len(form.body))),
    ]
    assert form.short_headers == [("ETag", 'W/"a"'), ("Vary", "Accept, Accept-Encoding")]


def test_plain_form_keeps_its_strong_etag() -> None:
    form = Entry("r", HEADERS, PAGE).form(packed=False)

    assert form.body == PAGE
    assert ("ETag", '"a"') in form.headers
    assert ("Content-Length", "1700") in form.headers


def test_what_is_not_worth_packing_is_given_plain() -> None:
    assert entry(100).form(packed=True).body == b"x" * 100


def test_an_answer_without_an_etag_gets_that_of_its_bytes() -> None:
    one, other = Entry("r", [], b"a"), Entry("r", [], b"b")

    assert one.etag == Entry("s", [], b"a").etag
    assert one.etag != other.etag


@pytest.mark.parametrize(
    ("condition", "matches"),
    [
        *(('"a"', True), ('W/"a"', True), ('"b", W/"a"', True), ("*", True)),
        *(('"b"', False), ("a", False)),
    ],
)
def test_conditions_match_either_form(condition: str, matches: bool) -> None:
    assert Entry("r", HEADERS, PAGE).matches(condition) is matches


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        *(("gzip, deflate, br", True), ("br;q=1.0, gzip;q=0.8", True), ("GZIP", True)),
        *(("", False), ("br", False), ("gzip;q=0", False), ("gzip; q=0.0, br", False)),
    ],
)
def test_gzip_is_given_to_those_alone_who_take_it(accepted: str, wanted: bool) -> None:
    assert wants_gzip(accepted) is wanted


def test_encoding_is_no_header_that_answers_are_told_apart_by() -> None:
    vary = [("Vary", "Accept-Encoding, Accept"), ("vary", "HX-Request")]

    assert varies_by(vary) == ("accept", "hx-request")


def test_memory_is_bounded_in_bytes_and_drops_what_was_asked_for_longest_ago() -> None:
    memory = Memory(10 * entry(1_000).size)
    for key in range(10):
        memory.put(key, entry(1_000))
    memory.get(0)

    memory.put("new", entry(1_000))

    assert memory.get(1) is None
    assert len(memory) == 10
    assert memory.size == 10 * entry(1_000).size


def test_memory_counts_what_is_put_anew_once() -> None:
    memory = Memory(1 << 20)

    memory.put("key", entry(500))
    memory.put("key", entry(900))

    assert memory.size == entry(900).size


def test_memory_refuses_what_would_drive_out_the_rest() -> None:
    memory = Memory(8 * entry(1_000).size)
    memory.put("small", Signpost(("accept",)))

    memory.put("large", entry(2_000))

    assert memory.get("large") is None
    assert memory.get("small") == Signpost(("accept",))
