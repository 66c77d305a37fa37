"""The comparison page: its address, what it shows, and what it costs the database."""

from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.enums import AliasKind, EditorialState
from catalog.models import Artifact, ArtifactAlias, Source
from matchgraph.services.indexing import drain_index
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all

pytestmark = pytest.mark.django_db
ADDRESS = "/compare/alpha-vs-beta/"


def page(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def pair(**fields: Any) -> tuple[Artifact, Artifact]:
    return full_artifact("alpha", **fields), full_artifact("beta", type_id="dataset")


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_comparison_takes_ten_queries_whatever_the_artifacts_hold(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    full_artifact("alpha", rows=rows)
    full_artifact("beta", rows=rows, type_id="dataset")
    rank_all()
    client.get(ADDRESS)

    with django_assert_num_queries(10):
        client.get(ADDRESS)


def test_comparison_of_six_takes_nine_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    slugs = ["alpha", "beta", "delta", "epsilon", "gamma", "zeta"]
    for slug in slugs:
        full_artifact(slug)
    rank_all()

    with django_assert_num_queries(9):
        response = client.get(f"/compare/{'-vs-'.join(slugs)}/")

    assert response.status_code == 200


@pytest.mark.parametrize(
    "spelling",
    ["beta-vs-alpha", "alpha-vs-beta-vs-alpha", "Alpha-vs-Beta", "beta-vs-old-alpha"],
)
def test_other_spellings_lead_to_the_canonical_one(client: Client, spelling: str) -> None:
    alpha, _ = pair()
    ArtifactAlias.objects.create(artifact=alpha, kind=AliasKind.SLUG, value="old-alpha")

    response = client.get(f"/compare/{spelling}/")

    assert (response.status_code, response.headers["Location"]) == (301, ADDRESS)


def test_comparison_with_itself_leads_to_the_artifact(client: Client) -> None:
    pair()

    response = client.get("/compare/alpha-vs-alpha/")

    assert (response.status_code, response.headers["Location"]) == (301, "/artifacts/alpha/")


def test_renamed_artifact_keeps_its_comparisons(client: Client) -> None:
    alpha, _ = pair()
    Artifact.objects.filter(pk=alpha.pk).update(slug="alpha-two")

    response = client.get(ADDRESS)

    assert response.headers["Location"] == "/compare/alpha-two-vs-beta/"


def test_unknown_slug_is_told_with_suggestions(client: Client) -> None:
    full_artifact("alpha")
    builders.published_artifact(slug="beta-coder", name="Beta Coder")
    drain_index()

    response = client.get("/compare/alpha-vs-beta/")

    assert response.status_code == 404
    assert b'href="/artifacts/beta-coder/"' in response.content
    assert b'href="/artifacts/alpha/"' in response.content


@pytest.mark.parametrize("state", [EditorialState.DRAFT, EditorialState.ARCHIVED])
def test_unpublished_artifact_is_not_compared(client: Client, state: str) -> None:
    alpha, _ = pair()
    Artifact.objects.filter(pk=alpha.pk).update(state=state)

    response = client.get(ADDRESS)

    assert response.status_code == 404
    assert b"Does something" not in response.content


def test_more_than_six_are_not_compared(client: Client) -> None:
    slugs = [f"a-{place}" for place in range(7)]
    for slug in slugs:
        builders.published_artifact(slug=slug)

    assert client.get(f"/compare/{'-vs-'.join(slugs)}/").status_code == 404


@pytest.mark.parametrize("tail", ["alpha", "-vs-", "a-vs-", "x" * 3000, "a%00b-vs-c", "ä-vs-b"])
def test_strange_addresses_find_nothing(client: Client, tail: str) -> None:
    assert client.get(f"/compare/{tail}/").status_code == 404


def test_shared_capability_stands_on_one_row_with_both_texts(client: Client) -> None:
    alpha, beta = pair()
    both = builders.capability(key="code.completion", name="Code completion")
    builders.artifact_capability(artifact=alpha, capability=both, description="Ours completes.")
    builders.artifact_capability(artifact=beta, capability=both, description="Theirs completes.")

    shared, _, only = page(client).partition('id="only-1"')

    assert 'href="/capabilities/code.completion/"' in shared
    assert ("Ours completes." in shared, "Theirs completes." in shared) == (True, True)
    assert ("Ours completes." in only, "Theirs completes." in only) == (False, False)


def test_every_capability_is_there_however_many(client: Client) -> None:
    full_artifact("alpha", rows=12)
    full_artifact("beta", rows=11)

    shown = page(client)

    assert shown.count('class="capability-text"') == 23
    assert "8 more of Alpha" in shown
    assert "7 more of Beta" in shown


def test_points_shown_add_up_to_the_rank(client: Client) -> None:
    alpha, _ = pair()
    rank_all()
    alpha.refresh_from_db()

    score = alpha.score

    assert sum(score.shown) == score.tenths
    assert f"{score.tenths // 10}.{score.tenths % 10} / 100" in page(client)


def test_what_is_disputed_says_so_with_both_claims(client: Client) -> None:
    alpha, _ = pair()
    builders.citation(artifact=alpha, field="released_on", claim="2025-04", stance="disputes")

    shown = page(client)

    assert "sources disagree" in shown
    assert "“2025-04”" in shown


GROUPS = ["model", "dataset", "mcp", "api", "prompt", "benchmark"]


@pytest.mark.parametrize(("one", "other"), list(combinations(GROUPS, 2)))
def test_page_across_type_groups_holds_no_word_of_winning(
    client: Client, one: str, other: str
) -> None:
    full_artifact("alpha", type_id=one)
    full_artifact("beta", type_id=other)
    rank_all()

    shown = page(client).lower()

    forbidden = ("better", "winner", "wins", "ranks higher than", "beats")
    assert [word for word in forbidden if word in shown] == []


def test_page_names_its_canonical_address(client: Client, settings: Settings) -> None:
    pair()
    settings.SITE_URL = "https://lineup.example"

    canonical = '<link rel="canonical" href="https://lineup.example/compare/alpha-vs-beta/">'
    assert canonical in page(client)


def test_closing_block_leads_into_search(client: Client) -> None:
    pair()

    shown = page(client)

    assert "Need something different?" in shown
    assert 'action="/search/"' in shown


def test_page_is_not_sent_again_until_something_it_shows_changes(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alpha, _ = pair()
    rank_all()
    etag = client.get(ADDRESS).headers["ETag"]

    with django_assert_num_queries(4):
        same = client.get(ADDRESS, headers={"If-None-Match": etag})
    Artifact.objects.filter(pk=alpha.pk).update(licence_spdx="MIT")
    changed = client.get(ADDRESS, headers={"If-None-Match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["Cache-Control"] == "no-cache"


def test_renamed_source_makes_a_new_page(client: Client) -> None:
    alpha, _ = pair()
    etag = client.get(ADDRESS).headers["ETag"]

    Source.objects.filter(artifacts=alpha).update(title="Another name")

    response = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert b"Another name" in response.content


def test_new_price_makes_a_new_page(client: Client) -> None:
    alpha, _ = pair()
    etag = client.get(ADDRESS).headers["ETag"]

    builders.price(offering=builders.offering(artifact=alpha))

    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 200


def test_new_rank_of_a_third_artifact_makes_a_new_page(client: Client) -> None:
    pair()
    rank_all()
    etag = client.get(ADDRESS).headers["ETag"]

    full_artifact("third", rows=3)
    rank_all()

    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 200


def test_texts_of_the_catalog_are_escaped(client: Client) -> None:
    alpha, _ = pair(summary="<script>alert(1)</script>")
    builders.artifact_capability(artifact=alpha, description="<img src=x onerror=alert(1)>")

    shown = page(client)

    assert "<script>" not in shown
    assert "<img" not in shown


def test_form_leads_from_names_to_the_comparison(client: Client) -> None:
    pair()
    drain_index()

    response = client.get("/compare/", {"a": "beta", "b": "Alpha"})

    assert (response.status_code, response.headers["Location"]) == (302, ADDRESS)


def test_form_leads_from_a_selection_to_the_comparison(client: Client) -> None:
    pair()

    response = client.get("/compare/?artifact=beta&artifact=alpha")

    assert response.headers["Location"] == ADDRESS


def test_form_asks_which_one_was_meant(client: Client) -> None:
    pair()
    drain_index()

    response = client.get("/compare/", {"a": "alpha", "b": "beta something"})

    assert response.status_code == 200
    assert b'href="/compare/alpha-vs-beta/"' in response.content
