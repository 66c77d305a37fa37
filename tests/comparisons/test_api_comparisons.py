import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from tests import builders
from tests.comparisons.api_world import problems_of, rank_all, rich_artifact

pytestmark = pytest.mark.django_db


def test_comparison_is_told_in_canonical_order(client: Client) -> None:
    for slug in ("one", "two"):
        rich_artifact(slug=slug, name=slug.title())
    rank_all()

    found = client.get("/api/v1/comparisons/?artifacts=two,one").json()

    assert found["title"] == "One vs Two"
    assert found["url"] == "http://testserver/api/v1/comparisons/?artifacts=one,two"
    assert found["html_url"] == "http://testserver/compare/one-vs-two/"
    assert [artifact["slug"] for artifact in found["artifacts"]] == ["one", "two"]
    assert [s["slug"] for s in found["comparison"]["subjects"]] == ["one", "two"]
    assert found["is_cross_type"] is False


def test_shared_capabilities_stand_together_and_amounts_are_exact(client: Client) -> None:
    one, two = (builders.published_artifact(slug=slug) for slug in ("one", "two"))
    shared = builders.capability(key="code.writing")
    builders.artifact_capability(artifact=one, capability=shared)
    builders.artifact_capability(artifact=two, capability=shared)
    builders.artifact_capability(artifact=two, capability=builders.capability(key="code.review"))
    builders.price(offering=builders.offering(artifact=one))

    found = client.get("/api/v1/comparisons/?artifacts=one,two").json()["comparison"]

    assert [c["key"] for c in found["alignment"]["shared"]] == ["code.writing"]
    assert [[c["key"] for c in only] for only in found["alignment"]["only"]] == [
        [],
        ["code.review"],
    ]
    (price,) = found["subjects"][0]["offerings"][0]["prices"]
    assert price["amount"] == "0.00000022"


def test_six_artifacts_take_as_many_queries_as_two(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for slug in "abcdef":
        rich_artifact(slug=slug)
    rank_all()

    with django_assert_num_queries(8):
        answer = client.get("/api/v1/comparisons/?artifacts=a,b,c,d,e,f")

    assert len(answer.json()["artifacts"]) == 6


def test_artifacts_of_different_groups_are_told_apart(client: Client) -> None:
    builders.published_artifact(slug="one", type_id="model")
    builders.published_artifact(slug="two", type_id="dataset")

    assert client.get("/api/v1/comparisons/?artifacts=one,two").json()["is_cross_type"] is True


def test_unchanged_comparison_is_not_worked_out_again(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, _ = (rich_artifact(slug=slug) for slug in ("one", "two"))
    rank_all()
    address = "/api/v1/comparisons/?artifacts=one,two"
    etag = client.get(address)["ETag"]

    with django_assert_num_queries(4):
        again = client.get(address, HTTP_IF_NONE_MATCH=etag)
    builders.price(offering=builders.offering(artifact=one))
    changed = client.get(address, HTTP_IF_NONE_MATCH=etag)

    assert again.status_code == 304
    assert changed.status_code == 200


def test_earlier_slug_means_the_artifact_of_today(client: Client) -> None:
    one, _ = (builders.published_artifact(slug=slug) for slug in ("one", "two"))
    Artifact.objects.filter(pk=one.pk).update(slug="uno")

    found = client.get("/api/v1/comparisons/?artifacts=one,two").json()

    assert found["url"] == "http://testserver/api/v1/comparisons/?artifacts=two,uno"


def test_unknown_slugs_are_named(client: Client) -> None:
    builders.published_artifact(slug="one")

    answer = client.get("/api/v1/comparisons/?artifacts=one,missing,gone")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith("Not published here: “missing”, “gone”.")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["artifacts"] * 2


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "these are 0"),
        ("?artifacts=", "these are 0"),
        ("?artifacts=one", "these are 1"),
        ("?artifacts=one,one", "these are 1"),
        ("?artifacts=a,b,c,d,e,f,g", "these are 7"),
    ],
)
def test_wrong_number_of_artifacts_is_refused(query: str, words: str, client: Client) -> None:
    answer = client.get(f"/api/v1/comparisons/{query}")

    assert answer.status_code == 400
    assert words in problems_of(answer)["artifacts"]


def test_two_names_of_one_artifact_are_no_comparison(client: Client) -> None:
    one = builders.published_artifact(slug="one")
    Artifact.objects.filter(pk=one.pk).update(slug="uno")

    answer = client.get("/api/v1/comparisons/?artifacts=one,uno")

    assert answer.status_code == 400
    assert problems_of(answer)["artifacts"] == "These slugs mean one and the same artifact."
