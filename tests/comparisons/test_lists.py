"""Browse, home, and the pages of types, categories, capabilities and the method."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.enums import PricingModel
from catalog.models import Artifact, Category
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all

pytestmark = pytest.mark.django_db
SLUG_LINK = re.compile(r'<th scope="row"><a href="/artifacts/([^/]+)/"')


def names(client: Client, query: str = "") -> list[str]:
    """Slugs of the rows of the browse page, in their order."""
    response = client.get(f"/artifacts/?{query}")
    assert response.status_code == 200
    return SLUG_LINK.findall(response.content.decode())


def listed(slug: str, **fields: object) -> Artifact:
    return builders.published_artifact(slug=slug, name=slug.title(), **fields)


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_browse_takes_five_queries_whatever_it_lists(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for place in range(rows):
        listed(f"artifact-{place}-x", licence_spdx="MIT")
    rank_all()

    with django_assert_num_queries(5):
        client.get("/artifacts/")


def test_browse_lists_only_what_is_published(client: Client) -> None:
    listed("shown")
    builders.artifact(slug="draft")

    assert names(client) == ["shown"]


def test_browse_narrows_by_every_facet(client: Client) -> None:
    coding = Category.objects.create(slug="coding", name="Coding")
    wanted = listed(
        "wanted",
        type_id="dataset",
        licence_spdx="MIT",
        pricing_model="free",
        publisher=builders.organization(slug="maker"),
    )
    wanted.categories.add(coding)
    listed("other")

    for query in ("type=dataset", "licence=mit", "pricing_model=free", "category=coding"):
        assert names(client, query) == ["wanted"], query
    assert names(client, "publisher=maker") == ["wanted"]


def test_browse_narrows_by_modality_capability_and_words(client: Client) -> None:
    seeing = listed("seeing", specs={"modalities_in": ["image"]}, summary="Reads pictures.")
    builders.artifact_capability(artifact=seeing, capability=builders.capability(key="vision.read"))
    listed("blind")

    for query in ("modality=image", "capability=vision.read", "q=pictures"):
        assert names(client, query) == ["seeing"], query


def test_browse_can_leave_out_what_has_no_settled_rank(client: Client) -> None:
    listed("bare")
    rank_all()

    assert names(client, "ranked=true") == []
    assert names(client) == ["bare"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["aaa", "bbb", "ccc"]),
        ("released", ["bbb", "ccc", "aaa"]),
        ("updated", ["ccc", "bbb", "aaa"]),
        ("nonsense", ["aaa", "bbb", "ccc"]),
    ],
)
def test_browse_orders_as_asked_and_falls_back(
    client: Client, order: str, expected: list[str]
) -> None:
    listed("aaa")
    listed("bbb", released_on=date(2026, 1, 1))
    listed("ccc", released_on=date(2025, 1, 1))

    assert names(client, f"order={order}") == expected


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_narrowed_browse_takes_nine_queries_whatever_it_lists(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for place in range(rows):
        listed(f"artifact-{place}-x")

    with django_assert_num_queries(9):
        client.get("/artifacts/?type=model&order=name")


def test_rank_order_puts_the_highest_first_and_what_has_none_last(client: Client) -> None:
    listed("ccc")
    listed("bbb", description="x" * 500, licence_spdx="MIT")
    rank_all()
    listed("aaa")

    assert names(client) == ["bbb", "ccc", "aaa"]


def test_rank_order_pages_hold_every_artifact_once(client: Client) -> None:
    made = [listed(f"artifact-{place:02}").slug for place in range(28)]
    rank_all()
    made += [listed(f"late-{place:02}").slug for place in range(30)]

    shown = names(client) + names(client, "page=2") + names(client, "page=3")

    assert shown == made


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_browse_falls_back_from_pages_that_are_none(client: Client, page: str) -> None:
    listed("only")

    assert names(client, f"page={page}") == ["only"]


def test_browse_pages_hold_every_artifact_once(client: Client) -> None:
    made = [listed(f"artifact-{place:02}").slug for place in range(30)]

    shown = names(client, "order=name") + names(client, "order=name&page=2")

    assert sorted(shown) == made


@pytest.mark.parametrize("query", ["type=nonsense", "pricing_model=x", "q=%00", "capability=a%27b"])
def test_browse_survives_bad_values_and_says_so(client: Client, query: str) -> None:
    listed("only")

    response = client.get(f"/artifacts/?{query}")

    assert response.status_code == 200
    assert b"Not understood and left out" in response.content


def test_facet_counts_hold_under_the_other_choices(client: Client) -> None:
    listed("a", type_id="dataset", pricing_model=PricingModel.FREE)
    listed("b", type_id="dataset", pricing_model=PricingModel.PAID)
    listed("c", type_id="model", pricing_model=PricingModel.FREE)

    response = client.get("/artifacts/?type=dataset")
    counts = {
        (facet.param, option.value): option.count
        for facet in response.context["facets"]
        for option in facet.options
    }

    assert counts["type", "model"] == 1
    assert counts["type", "dataset"] == 2
    assert counts["pricing_model", "free"] == 1


def test_facet_links_add_and_take_away_and_forget_the_page(client: Client) -> None:
    listed("a", type_id="dataset")
    listed("b", type_id="model")

    response = client.get("/artifacts/?type=dataset&page=3&order=name")
    types = next(facet for facet in response.context["facets"] if facet.param == "type")

    assert {option.value: option.query for option in types.options} == {
        "dataset": "order=name",
        "model": "type=dataset&type=model&order=name",
    }


def test_browse_with_nothing_to_show_says_what_to_do(client: Client) -> None:
    assert b"Nothing fits all of that." in client.get("/artifacts/?q=zzz").content


def test_home_shows_search_counts_and_the_best_of_each_type(client: Client) -> None:
    full_artifact("alpha", description="x" * 500, licence_spdx="MIT", released_on=date(2026, 1, 1))
    rank_all()

    response = client.get("/")

    assert response.status_code == 200
    assert b'action="/search/"' in response.content
    assert b"2 artifacts" in response.content


def test_home_takes_as_many_queries_with_many_artifacts(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(5):
        full_artifact(f"artifact-{place}-y", rows=2)
    rank_all()

    with django_assert_num_queries(3):
        client.get("/")


def test_empty_catalog_has_a_home(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert b"No rank stands yet" in response.content


def test_type_page_lists_its_artifacts(client: Client) -> None:
    listed("mine", type_id="dataset")
    listed("other")

    shown = client.get("/types/dataset/").content.decode()

    assert SLUG_LINK.findall(shown) == ["mine"]


def test_category_page_lists_its_artifacts(client: Client) -> None:
    coding = Category.objects.create(slug="coding", name="Coding")
    listed("mine").categories.add(coding)
    listed("other")

    shown = client.get("/categories/coding/").content.decode()

    assert SLUG_LINK.findall(shown) == ["mine"]


def test_capability_page_tells_it_in_each_artifacts_words(client: Client) -> None:
    skill = builders.capability(key="code.repair", name="Repair")
    builders.artifact_capability(
        artifact=listed("mine"), capability=skill, name="Mends things", description="By hand."
    )
    builders.artifact_capability(capability=skill, name="Hidden draft")

    shown = client.get("/capabilities/code.repair/").content.decode()

    assert ("Mends things" in shown, "Hidden draft" in shown) == (True, False)


@pytest.mark.parametrize(
    "address", ["/types/", "/categories/", "/capabilities/", "/methodology/", "/compare/"]
)
def test_page_stands_without_any_artifact(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/types/none/", "/categories/none/", "/capabilities/no.ne/", "/artifacts/none/", "/none/"],
)
def test_unknown_page_helps_on(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert b"Nothing is published here" in response.content


@pytest.mark.parametrize("address", ["/", "/artifacts/", "/search/?q=x", "/methodology/"])
def test_pages_bring_no_inline_script_or_style(client: Client, address: str) -> None:
    shown = client.get(address).content.decode()

    assert re.findall(r"<script(?! defer src=)|<style| style=| on\w+=", shown) == []


@pytest.mark.parametrize("address", ["/", "/artifacts/", "/search/", "/types/"])
def test_pages_refuse_to_be_written_to(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
