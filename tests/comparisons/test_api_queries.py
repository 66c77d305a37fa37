"""The number of queries is the same however much there is to show."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import builders
from tests.comparisons.api_world import rank_all, rich_artifact

pytestmark = pytest.mark.django_db

LISTS = {
    "artifacts": 1,
    "capabilities": 2,
    "types": 1,
    "categories": 1,
    "organizations": 1,
    "offerings": 2,
    "prices": 1,
    "relations": 1,
    "scores": 1,
}


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_takes_the_same_queries_for_any_number_of_rows(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hub = builders.published_artifact()
    for _ in range(number):
        builders.relation(from_artifact=rich_artifact(), to_artifact=hub)
    rank_all()

    for name, queries in LISTS.items():
        with django_assert_num_queries(queries):
            answer = client.get(f"/api/v1/{name}/")
        assert answer.status_code == 200, answer.content
        assert len(answer.json()["results"]) >= min(number, 19), name


@pytest.mark.parametrize("number", [1, 3, 50])
def test_details_take_the_same_queries_for_any_number_of_parts(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    maker = builders.organization(slug="maker")
    artifact = builders.published_artifact(slug="whole", publisher=maker)
    capability = builders.capability(key="code.writing")
    for _ in range(number):
        claim = builders.artifact_capability(artifact=artifact)
        builders.citation(artifact=artifact, artifact_capability=claim, field="")
        builders.citation(artifact=artifact)
        builders.price(offering=builders.offering(artifact=artifact))
        builders.relation(from_artifact=artifact, to_artifact=builders.published_artifact())
        builders.capability(parent=capability)
        builders.artifact_capability(artifact=builders.published_artifact(), capability=capability)
    rank_all()

    expected = {
        "artifacts/whole/": 6,
        "scores/whole/": 3,
        "scores/whole/history/": 1,
        "capabilities/code.writing/": 4,
        "types/model/": 2,
        "organizations/maker/": 1,
    }
    for path, queries in expected.items():
        with django_assert_num_queries(queries):
            answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("number", [1, 3, 50])
def test_comparison_takes_nine_queries_for_any_number_of_parts(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pair = [builders.published_artifact(slug="one"), builders.published_artifact(slug="two")]
    for artifact in pair:
        for _ in range(number):
            claim = builders.artifact_capability(artifact=artifact)
            builders.citation(artifact=artifact, artifact_capability=claim, field="")
            builders.price(offering=builders.offering(artifact=artifact))
    rank_all()

    with django_assert_num_queries(9):
        answer = client.get("/api/v1/comparisons/?artifacts=one,two")

    assert answer.status_code == 200, answer.content
