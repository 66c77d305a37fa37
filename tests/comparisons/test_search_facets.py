"""A search narrowed by choices: inside retrieval, with counts, at one address."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comparisons.services import found
from matchgraph.services.indexing import drain_index
from tests import builders

pytestmark = pytest.mark.django_db


def coders(**types: int) -> None:
    """As many artifacts of each type whose name has the word coder."""
    for type_id, number in types.items():
        for place in range(number):
            slug = f"{type_id}-{place}"
            builders.published_artifact(slug=slug, name=f"Coder {slug}", type_id=type_id)
    drain_index()


def counts(client: Client, address: str) -> dict[tuple[str, str], int]:
    response = client.get(address)
    assert response.status_code == 200
    return {
        (facet.param, option.value): option.count
        for facet in response.context["facets"]
        for option in facet.options
    }


def test_facets_count_what_the_search_finds() -> None:
    coders(model=2, dataset=1)
    builders.published_artifact(slug="other", name="Zebra", type_id="agent")
    drain_index()

    counted = counts(Client(), "/search/?q=coder")

    assert {key: number for key, number in counted.items() if key[0] == "type"} == {
        ("type", "model"): 2,
        ("type", "dataset"): 1,
    }


def test_facets_count_under_the_other_choices(client: Client) -> None:
    coders(model=2, dataset=1)

    counted = counts(client, "/search/?q=coder&type=dataset")

    assert (counted["type", "model"], counted["type", "dataset"]) == (2, 1)
    assert counted["lifecycle", "active"] == 1


def test_facets_without_words_count_the_catalog(client: Client) -> None:
    coders(model=2, dataset=1)

    assert counts(client, "/search/")["type", "model"] == 2


def test_choice_finds_what_stands_below_the_cut(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    coders(model=3, dataset=1)
    monkeypatch.setattr(found, "MOST", 1)

    everything = client.get("/search/?q=coder").content.decode()
    narrowed = client.get("/search/?q=coder&type=dataset").content.decode()

    assert "The first <strong>1</strong> artifacts" in everything
    assert 'href="/artifacts/dataset-0/"' in narrowed


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("q=", ""),
        ("q=+coder++helper+", "?q=coder+helper"),
        ("type=model&q=coder", "?q=coder&type=model"),
        ("q=coder&type=model&type=dataset&type=model", "?q=coder&type=dataset&type=model"),
        ("q=coder&licence=&page=1", "?q=coder"),
        ("q=coder&page=02", "?q=coder&page=2"),
        ("q=coder&page=-1&from=elsewhere", "?q=coder"),
        ("q=coder&licence=MIT&licence=Apache-2.0", "?q=coder&licence=Apache-2.0"),
    ],
)
def test_search_has_one_spelling(client: Client, given: str, spelled: str) -> None:
    response = client.get(f"/search/?{given}")

    assert (response.status_code, response.headers["Location"]) == (302, f"/search/{spelled}")


def test_links_of_facets_are_spelled_so(client: Client) -> None:
    coders(model=1, dataset=1)

    facets = client.get("/search/?q=coder&type=model").context["facets"]

    queries = {one.value: one.query for facet in facets for one in facet.options}
    assert queries["dataset"] == "q=coder&type=dataset&type=model"
    assert queries["model"] == "q=coder"
    assert queries["active"] == "q=coder&type=model&lifecycle=active"


def test_pages_keep_words_and_choices(client: Client) -> None:
    coders(model=21)

    shown = client.get("/search/?q=coder&type=model").content.decode()

    assert 'href="?q=coder&amp;type=model&amp;page=2"' in shown
    assert '<input type="hidden" name="type" value="model">' in shown


def test_choice_nobody_understands_narrows_nothing_and_is_told(client: Client) -> None:
    coders(model=1)

    shown = client.get("/search/?q=coder&type=nonsense").content.decode()

    assert "Not understood and left out: type." in shown
    assert 'href="/artifacts/model-0/"' in shown


def test_nothing_under_a_choice_leads_out_of_it(client: Client) -> None:
    coders(model=1)

    shown = client.get("/search/?q=coder&type=dataset").content.decode()

    assert "Nothing fits all of that." in shown
    assert '<a href="/search/?q=coder">search everything</a>' in shown


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_narrowed_search_takes_the_same_queries_whatever_it_finds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    coders(model=rows)

    with django_assert_num_queries(26):
        client.get("/search/?q=coder&type=model", headers={"DNT": "1"})
