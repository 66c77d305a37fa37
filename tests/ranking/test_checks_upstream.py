import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.checks.upstream import CRITERIA, address_of, host_of, identity, is_same


@pytest.mark.parametrize(
    ("kind", "reference", "address"),
    [
        ("homepage", "https://acme.example/", "https://acme.example/"),
        ("huggingface_model", "acme/Large-7B", "https://huggingface.co/acme/Large-7B"),
        ("huggingface_dataset", "acme/corpus", "https://huggingface.co/datasets/acme/corpus"),
        ("repository", "acme/tool", "https://github.com/acme/tool"),
        ("repository", "github.com/acme/tool", "https://github.com/acme/tool"),
        ("repository", "gitlab.com/acme/group/tool", "https://gitlab.com/acme/group/tool"),
        ("repository", "https://codeberg.org/acme/tool", "https://codeberg.org/acme/tool"),
        ("repository", "tool", ""),
        ("package", "acme", ""),
        ("package", "https://registry.example/acme", "https://registry.example/acme"),
    ],
)
def test_address_of_a_link_or_an_id(kind: str, reference: str, address: str) -> None:
    assert address_of(kind, reference) == address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/acme/tool", "https://www.github.com/Acme/Tool.git"),
        ("http://github.com/acme/tool/tree/main/src", "https://github.com/acme/tool/"),
        ("https://gitlab.com/a/b/c", "https://gitlab.com/a/b/c/-/tree/main"),
        ("https://huggingface.co/acme/m", "https://huggingface.co/acme/m/tree/main"),
        ("https://huggingface.co/datasets/a/d", "https://huggingface.co/datasets/a/d/viewer"),
        ("http://acme.example/tool", "https://www.acme.example/tool/?from=here#top"),
        (
            "https://registry.example/project/Acme_Tool/",
            "https://registry.example/project/acme-tool/",
        ),
    ],
)
def test_pages_of_one_thing_are_the_same(one: str, other: str) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://github.com/acme/tool", "https://github.com/acme/new-tool"),
        ("https://github.com/acme/tool", "https://github.com/other/tool"),
        ("https://github.com/acme/tool", "https://github.com/login"),
        ("https://gitlab.com/acme/tool", "https://gitlab.com/users/sign_in"),
        ("https://huggingface.co/bert", "https://huggingface.co/google-bert/bert"),
        ("https://huggingface.co/datasets/a/d", "https://huggingface.co/datasets/b/d"),
        ("https://huggingface.co/a/d", "https://huggingface.co/datasets/a/d"),
        ("https://registry.example/project/acme/", "https://registry.example/project/acme2/"),
        ("https://acme.example/tool", "https://acme.example/"),
        ("https://acme.example/tool", "https://parked.example/tool"),
    ],
)
def test_pages_of_two_things_differ(one: str, other: str) -> None:
    assert not is_same(one, other)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://WWW.Acme.example:8443/x", "acme.example"),
        ("https://user:secret@acme.example/", "acme.example"),
        ("no address", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


@given(st.sampled_from(sorted(CRITERIA)), st.text(max_size=60))
def test_nothing_that_can_be_stored_breaks_the_rules(kind: str, reference: str) -> None:
    address = address_of(kind, reference)
    assert is_same(address, address)
    host_of(address)


@given(st.from_regex(r"[a-z0-9-]{1,10}/[A-Za-z0-9._-]{1,10}[A-Za-z0-9]", fullmatch=True))
def test_an_id_is_found_at_a_page_of_itself(name: str) -> None:
    for kind in ("huggingface_model", "huggingface_dataset", "repository"):
        assert name.casefold().removesuffix(".git") in identity(address_of(kind, name))
