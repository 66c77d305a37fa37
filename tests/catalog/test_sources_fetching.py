from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.sources.fetching import read_source
from catalog.sources.rows import SourceFileError
from tests.fakes.source_server import ANYWHERE, SourceServer, source_server


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with source_server() as server:
        yield server


def test_read_source_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "file.json").write_bytes(b"[1]")

    assert read_source(str(tmp_path / "file.json")) == b"[1]"


def test_read_source_without_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="There is no file at"):
        read_source(str(tmp_path / "missing.json"))


def test_read_source_of_a_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="is a folder"):
        read_source(str(tmp_path))


def test_read_source_of_too_large_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file.json").write_bytes(b"x" * 100)

    with pytest.raises(SourceFileError, match="larger than"):
        read_source(str(tmp_path / "file.json"), max_bytes=99)


def test_read_source_fetches_an_address(server: SourceServer) -> None:
    address = server.serves("/api.json", b"[1]")

    assert read_source(address, guard=ANYWHERE) == b"[1]"


def test_read_source_asks_in_the_name_of_the_host(server: SourceServer) -> None:
    port = server.url.rsplit(":", 1)[1]
    server.serves("/api.json", b"[1]")

    read_source(f"http://localhost:{port}/api.json", guard=ANYWHERE)

    assert server.asked == [("/api.json", f"localhost:{port}")]


def test_read_source_unpacks_what_is_compressed_on_the_way(server: SourceServer) -> None:
    address = server.serves_compressed("/api.json", b"[1]" * 100)

    assert read_source(address, guard=ANYWHERE) == b"[1]" * 100


def test_read_source_stops_at_the_size_limit_even_when_compressed(server: SourceServer) -> None:
    address = server.serves_compressed("/api.json", b"0" * 1_000_000)

    with pytest.raises(SourceFileError, match="larger than"):
        read_source(address, guard=ANYWHERE, max_bytes=1000)


def test_read_source_follows_a_redirect(server: SourceServer) -> None:
    server.serves("/there", b"[2]")

    assert read_source(server.redirects("/here", "/there"), guard=ANYWHERE) == b"[2]"


def test_read_source_gives_up_on_a_circle(server: SourceServer) -> None:
    address = server.redirects("/here", "/here")

    with pytest.raises(SourceFileError, match="redirects more than 5 times"):
        read_source(address, guard=ANYWHERE)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_read_source_does_not_follow_a_redirect_to_another_scheme(
    server: SourceServer, location: str
) -> None:
    scheme = location.partition(":")[0]
    with pytest.raises(SourceFileError, match=f"Only http and https addresses .* not {scheme}:"):
        read_source(server.redirects("/here", location), guard=ANYWHERE)


def test_read_source_refuses_a_redirect_without_a_place(server: SourceServer) -> None:
    with pytest.raises(SourceFileError, match="answered 302"):
        read_source(server.serves("/here", b"", 302), guard=ANYWHERE)


def test_read_source_refuses_a_user_name_in_the_address() -> None:
    with pytest.raises(SourceFileError, match="holds a user name or password: leave it out"):
        read_source("http://someone:secret@site.example/api.json")


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:1/x",
        "http://localhost:1/x",
        "http://[::1]:1/x",
        "http://10.0.0.1/x",
        "http://192.168.1.1/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/x",
        "http://[::ffff:127.0.0.1]/x",
    ],
)
def test_read_source_refuses_private_addresses(location: str) -> None:
    with pytest.raises(SourceFileError, match="private address"):
        read_source(location)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://example.org/", "ftp://a/b"])
def test_read_source_refuses_other_schemes(location: str) -> None:
    with pytest.raises(SourceFileError, match="Only http and https"):
        read_source(location)


@pytest.mark.parametrize("status", [404, 500, 204])
def test_read_source_refuses_another_answer_than_200(server: SourceServer, status: int) -> None:
    with pytest.raises(SourceFileError, match=f"answered {status}"):
        read_source(server.serves("/api.json", b"", status), guard=ANYWHERE)


def test_read_source_refuses_an_answer_that_breaks_off(server: SourceServer) -> None:
    with pytest.raises(SourceFileError, match="could not be read"):
        read_source(server.breaks_off("/api.json", b"[1"), guard=ANYWHERE)


def test_read_source_without_anyone_listening_says_so() -> None:
    with pytest.raises(SourceFileError, match="could not be read"):
        read_source("http://127.0.0.1:9/api.json", guard=ANYWHERE)
