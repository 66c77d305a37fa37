"""Rows chosen, artifacts added and removed: all of it in the address, in one spelling."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from matchgraph.services.indexing import drain_index
from tests import builders
from tests.comparisons.api_world import problems_of
from tests.comparisons.ranked import full_artifact, rank_all, settled_artifact
from tests.comparisons.test_compare_page import ADDRESS, page, pair

pytestmark = pytest.mark.django_db
THREE = "/compare/alpha-vs-beta-vs-gamma/"
API = "/api/v1/comparisons/?artifacts=alpha,beta"


def rows_of(shown: str) -> list[str]:
    facts = shown.partition('id="facts"')[2].partition("</table>")[0]
    return re.findall(r'<tr class="row-([\w-]+)"', facts)


def three() -> None:
    for slug in ("alpha", "beta", "gamma"):
        full_artifact(slug)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("rows=licence&rows=type", "?rows=type,licence"),
        ("rows=type,publisher", "?rows=kind"),
        ("rows=kind&differences=on", "?differences=1&rows=kind"),
        ("rows=kind,rank,cost,capabilities,record", ""),
        ("rows=", ""),
        ("differences=0", ""),
        ("weights=60-10-10-10-10&rows=type", "?rows=type&weights=adoption"),
        ("weights=adoption&rows=type", "?rows=type&weights=adoption"),
        ("weigh-adoption=5&rows=licence", "?rows=licence&weights=100-0-0-0-0"),
        ("rows=spec-gone,type", "?rows=type"),
        ("rows=licence,type&tokens=5", "?rows=type,licence&tokens=5"),
    ],
)
def test_other_spellings_lead_to_the_one(client: Client, query: str, canonical: str) -> None:
    pair()

    response = client.get(f"{ADDRESS}?{query}")

    assert (response.status_code, response.headers["Location"]) == (302, f"{ADDRESS}{canonical}")
    assert client.get(f"{ADDRESS}{canonical}").status_code == 200


def test_canonical_pair_keeps_everything(client: Client) -> None:
    pair()

    response = client.get("/compare/beta-vs-alpha/?rows=licence,type&weights=adoption&tokens=5")

    assert response.headers["Location"] == f"{ADDRESS}?rows=type,licence&weights=adoption&tokens=5"


def test_chosen_rows_alone_are_shown(client: Client) -> None:
    pair()

    shown = page(client, f"{ADDRESS}?rows=type,record")

    assert rows_of(shown) == ["type", "licence", "lifecycle", "released"]
    assert "4 of 17 rows shown." in shown
    assert '<meta name="robots" content="noindex">' in shown
    checked = re.findall(r'name="rows" value="([\w-]+)" checked', shown)
    assert checked == ["type", "licence", "lifecycle", "released"]


def test_differences_alone_leave_out_what_is_alike_and_name_it(client: Client) -> None:
    pair()

    shown = page(client, f"{ADDRESS}?differences=1&rows=type,record")

    assert rows_of(shown) == ["type"]
    assert "Left out because they are alike: Licence, Lifecycle, Released." in shown


def test_alike_in_every_row_is_said(client: Client) -> None:
    pair()

    shown = page(client, f"{ADDRESS}?differences=1&rows=lifecycle")

    assert "They are alike in every row that was chosen." in shown


def test_unknown_row_changes_nothing_and_is_named(client: Client) -> None:
    pair()

    shown = page(client, f"{ADDRESS}?rows=price%3Cb%3E,type")

    assert "No row here is called “price&lt;b&gt;”. There are kind, rank, cost," in shown
    assert len(rows_of(shown)) == 17


def test_narrowed_page_has_a_tag_of_its_own(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pair()
    address = f"{ADDRESS}?differences=1&rows=rank"
    etag = client.get(address).headers["ETag"]

    with django_assert_num_queries(4):
        same = client.get(address, headers={"If-None-Match": etag})

    assert same.status_code == 304
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_three_take_nine_queries_whatever_they_hold(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for slug in ("alpha", "beta", "gamma"):
        after = builders.published_artifact()
        full_artifact(slug, rows=rows, lifecycle="deprecated", successor=after)
    rank_all()

    with django_assert_num_queries(9):
        page(client, f"{THREE}?differences=1&weights=equal")


def test_each_of_three_can_be_removed_and_the_rest_of_the_address_stays(client: Client) -> None:
    three()

    shown = page(client, f"{THREE}?rows=type&weights=adoption&tokens=5")

    rest = "?rows=type&amp;weights=adoption&amp;tokens=5"
    assert re.findall(r'<a href="([^"]+)" rel="nofollow"><span aria-hidden="true">✕', shown) == [
        f"/compare/{left}/{rest}" for left in ("beta-vs-gamma", "alpha-vs-gamma", "alpha-vs-beta")
    ]


def test_none_of_two_can_be_removed(client: Client) -> None:
    pair()

    assert "✕</span> Remove" not in page(client)


def test_form_adds_by_name_and_the_rest_of_the_address_stays(client: Client) -> None:
    three()
    shown = page(client, f"{ADDRESS}?rows=type&weights=adoption&tokens=5")
    form = shown.partition("find-add")[2].partition("</form>")[0]
    carried = re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form)

    response = client.get("/compare/", [*carried, ("b", "gamma")])

    assert carried[:2] == [("artifact", "alpha"), ("artifact", "beta")]
    assert response.headers["Location"] == f"{THREE}?rows=type&weights=adoption&tokens=5"


def test_form_that_adds_asks_which_one_was_meant_beside_all_the_others(client: Client) -> None:
    three()
    drain_index()

    response = client.get("/compare/?artifact=alpha&artifact=beta&b=gamma+something&rows=type")

    assert f'href="{THREE}?rows=type"' in response.content.decode()


def test_six_leave_no_room_for_another(client: Client) -> None:
    slugs = [f"a{n}" for n in range(6)]
    for slug in slugs:
        builders.published_artifact(slug=slug)

    shown = page(client, f"/compare/{'-vs-'.join(slugs)}/")

    assert "Six are the most that are compared at a time" in shown
    assert "find-add" not in shown


def test_highest_ranked_of_the_type_can_be_added_at_once(client: Client) -> None:
    pair()
    settled_artifact("gamma")
    rank_all()

    shown = page(client, f"{ADDRESS}?rows=type")

    assert f'<a class="chip" href="{THREE}?rows=type" rel="nofollow">' in shown


def test_successor_is_linked_while_it_is_published(client: Client) -> None:
    after = builders.published_artifact(slug="next", name="Next")
    full_artifact("alpha", lifecycle="deprecated", successor=after)
    full_artifact("beta")
    etag = client.get(ADDRESS).headers["ETag"]

    assert 'Successor: <a href="/artifacts/next/">Next</a>' in page(client)
    Artifact.objects.filter(pk=after.pk).update(state="draft")
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 200
    assert "Successor:" not in page(client)


def test_api_narrows_the_same_rows_and_spells_them_once(client: Client) -> None:
    pair()

    found = client.get(f"{API}&rows=licence,publisher,type&differences=1").json()

    groups = found["comparison"]["groups"]
    assert [row["key"] for group in groups for row in group["rows"]] == ["type", "publisher"]
    assert found["alike"] == ["Licence"]
    assert found["url"].endswith("?artifacts=alpha,beta&differences=1&rows=kind,licence")
    assert found["html_url"].endswith(f"{ADDRESS}?differences=1&rows=kind,licence")


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("rows=nothing", "rows", "No row here is called “nothing”. There are kind, rank,"),
        ("rows=spec-gone", "rows", "No row here is called “spec-gone”."),
        ("rows=,", "rows", "Give keys of rows or groups, or leave it out."),
        ("differences=yes", "differences", "Choose one of 0, 1."),
    ],
)
def test_api_refuses_rows_it_has_not(
    client: Client, query: str, parameter: str, words: str
) -> None:
    pair()

    answer = client.get(f"{API}&{query}")

    assert answer.status_code == 400
    assert problems_of(answer)[parameter].startswith(words)


def test_page_tells_support_and_prices_side_by_side(client: Client) -> None:
    alpha, _ = pair()
    builders.price(offering=builders.offering(artifact=alpha), component="output")

    shown = page(client)

    support = shown.partition('id="support-table"')[2].partition("</table>")[0]
    prices = shown.partition('id="price-lines"')[2].partition("</table>")[0]
    assert support.count("Not described") == 2
    assert "USD per 1M tokens" in prices
    assert (prices.count("$0.22"), prices.count("Not listed")) == (3, 1)
