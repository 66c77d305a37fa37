from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.admin import paging
from catalog.models import Artifact, ArtifactAlias
from tests import builders
from tests.catalog.desk import desk_client

pytestmark = pytest.mark.django_db

LIST = "/admin/catalog/artifact/"


def names(client: Client, query: str) -> list[str]:
    page = client.get(f"{LIST}?{query}")
    return [artifact.name for artifact in page.context["cl"].result_list]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, _ = desk_client()
    for _ in range(rows):
        builders.published_artifact()
    client.get(LIST)

    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize(
    "query",
    [
        "qwen3+cod",
        "coder",
        "480b",
        "qwen3-coder-480b",
        "Qwen/Qwen3-Coder",
        "alibaba+lab",
    ],
)
def test_artifact_is_found_by_words_slug_and_outside_id(query: str) -> None:
    client, _ = desk_client()
    found = builders.artifact(
        name="Qwen3 Coder 480B", slug="qwen3-coder-480b-a35b", summary="From the Alibaba labs."
    )
    ArtifactAlias.objects.create(
        artifact=found, kind="huggingface_model", value="Qwen/Qwen3-Coder-480B-A35B-Instruct"
    )
    builders.artifact(name="Another model", slug="another")

    assert names(client, f"q={query}") == ["Qwen3 Coder 480B"]


@pytest.mark.parametrize("query", ["gpt-4.1", "4.1", "GPT+4.1"])
def test_version_numbers_are_found(query: str) -> None:
    client, _ = desk_client()
    builders.artifact(name="GPT-4.1", slug="gpt-4-1")
    builders.artifact(name="GPT-4o", slug="gpt-4o")

    assert names(client, f"q={query}") == ["GPT-4.1"]


@pytest.mark.parametrize("query", ["%27%3B+--", "%26%26", "%3A*", "%28", "the", "%5C"])
def test_odd_signs_in_a_search_do_no_harm(query: str) -> None:
    client, _ = desk_client()
    builders.artifact(name="Plain")

    assert client.get(f"{LIST}?q={query}").status_code == 200


def test_autocomplete_of_artifacts_uses_the_same_search() -> None:
    client, _ = desk_client("editor")
    found = builders.artifact(name="Qwen3 Coder")
    builders.artifact(name="Another")
    where = "app_label=catalog&model_name=relation&field_name=to_artifact"

    answer = client.get(f"/admin/autocomplete/?{where}&term=coder").json()

    assert answer["results"] == [{"id": str(found.pk), "text": "Qwen3 Coder"}]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type__key__exact=dataset", ["A dataset"]),
        ("state__exact=draft", ["A dataset", "Bare"]),
        ("lifecycle__exact=retired", ["A dataset"]),
        ("lacks=source", ["A dataset", "Bare"]),
        ("lacks=capability", ["A dataset", "Full"]),
        ("lacks=publisher", ["A dataset", "Bare"]),
        ("lacks=release", ["A dataset", "Bare", "Full"]),
        ("lacks=nonsense", ["A dataset", "Bare", "Full"]),
        ("kept=imports", ["Full"]),
        ("kept=held", ["Full"]),
        ("kept=editors", ["A dataset", "Bare"]),
        ("priced=yes", ["Full"]),
        ("priced=no", ["A dataset", "Bare"]),
    ],
)
def test_filters_narrow_the_list(query: str, expected: list[str]) -> None:
    client, _ = desk_client()
    builders.artifact(name="A dataset", type_id="dataset", lifecycle="retired")
    full = builders.published_artifact(name="Full", held_fields=["name"])
    ArtifactAlias.objects.create(artifact=full, kind="openrouter", value="made/it")
    builders.price(offering=builders.offering(artifact=full))
    builders.artifact_capability(artifact=builders.artifact(name="Bare"))

    assert names(client, query) == expected


def test_publisher_filter_narrows_the_list() -> None:
    client, _ = desk_client()
    made = builders.published_artifact(name="Theirs")
    builders.published_artifact(name="Others'")

    assert names(client, f"publisher__id__exact={made.publisher_id}") == ["Theirs"]


def paginator_of(rows: Any) -> paging.DeskPaginator:
    return paging.DeskPaginator(rows, 50)


def test_short_list_is_counted_exactly() -> None:
    builders.artifact()
    builders.artifact()

    assert paginator_of(Artifact.objects.all()).count == 2


def test_long_list_without_filters_is_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "EXACT_UP_TO", 1)
    builders.artifact()
    builders.artifact()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalog_artifact")
    builders.artifact()

    assert paginator_of(Artifact.objects.all()).count == 2


def test_filtered_list_is_counted_up_to_the_cap() -> None:
    for _ in range(3):
        builders.artifact()

    assert paging.capped_count(Artifact.objects.filter(state="draft"), cap=2) == 3
    assert paging.capped_count(Artifact.objects.filter(state="draft"), cap=1) == 2


def test_every_class_of_the_desk_lists_and_opens() -> None:
    client, _ = desk_client("administrator")
    price = builders.price()
    builders.citation()
    builders.artifact_capability()
    builders.observation(artifact=price.offering.artifact)
    for model in site._registry:
        if model._meta.app_label != "catalog":
            continue
        address = f"/admin/catalog/{model._meta.model_name}/"
        assert client.get(address).status_code == 200, address
        for row in model._default_manager.all()[:1]:
            assert client.get(f"{address}{row.pk}/change/").status_code == 200, address
