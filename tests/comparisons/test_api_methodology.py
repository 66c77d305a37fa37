"""The methodology as JSON: enough to work a score out again."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ranking.models import Epoch, EpochState, NormaliserTable
from ranking.normaliser import Table
from tests.comparisons.api_world import rank_all, rich_artifact

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/methodology/"


def answer(client: Client) -> Any:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response.json()


def test_methodology_names_formula_epoch_and_page(client: Client) -> None:
    rank_all()

    told = answer(client)

    epoch = Epoch.objects.get(state=EpochState.ACTIVE)
    assert told["html_url"] == "http://testserver/methodology/"
    assert told["method"]["formula"]["version"] == "2.0.0"
    assert told["method"]["epoch"]["number"] == epoch.pk
    assert told["method"]["epoch"]["as_of"] == epoch.as_of.isoformat()


def test_hash_of_the_formula_can_be_worked_out_again(client: Client) -> None:
    rank_all()

    told = answer(client)

    record = json.dumps(told["definition"], sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(record.encode()).hexdigest() == told["method"]["formula"]["sha256"]


def test_curves_are_told_whole(client: Client) -> None:
    rank_all()

    told = answer(client)["method"]["signals"]

    likes = next(signal for signal in told if signal["key"] == "hub_likes")
    use = next(one for one in likes["uses"] if "Datasets" in one["types"])
    stored = NormaliserTable.objects.get(type_key="dataset", signal="hub_likes")
    assert use["weight"] == 30
    assert Table(tuple(use["curve"]["counts"]), tuple(use["curve"]["values"])) == stored.table
    assert use["curve"]["basis"] == stored.basis


def test_weights_of_every_type_sum_to_the_whole(client: Client) -> None:
    rank_all()

    types = answer(client)["method"]["types"]

    assert len(types) == 19
    for one in types:
        assert sum(weight["declared"] for weight in one["weights"]) == 10_000
        assert sum(weight["counting"] for weight in one["weights"]) == 10_000


def test_methodology_without_a_formula_is_empty_where_one_is_needed(client: Client) -> None:
    Epoch.objects.update(state=EpochState.RETIRED)

    told = answer(client)

    assert told["definition"] == {}
    assert (told["method"]["formula"], told["method"]["types"]) == (None, [])


@pytest.mark.parametrize("number", [1, 3])
def test_methodology_takes_seven_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        rich_artifact()
    rank_all()

    with django_assert_num_queries(7):
        client.get(ADDRESS)


def test_methodology_is_not_sent_again_until_it_changes(client: Client) -> None:
    etag = client.get(ADDRESS).headers["ETag"]

    same = client.get(ADDRESS, headers={"If-None-Match": etag})
    Epoch.objects.update(note="Another note.")
    changed = client.get(ADDRESS, headers={"If-None-Match": etag})

    assert (same.status_code, changed.status_code) == (304, 200)


def test_shapes_say_what_their_fields_mean(client: Client) -> None:
    schemas = client.get("/api/v1/schema/").json()["components"]["schemas"]

    signal, explanation = schemas["Signal"], schemas["Explanation"]
    assert signal["description"].startswith("One measured figure or one criterion")
    assert "at most" in signal["properties"]["gain"]["description"]
    assert "by hand" in explanation["properties"]["adjustment"]["description"]
    assert {"sd", "low", "high"} <= set(schemas["Component"]["properties"])
    assert all("description" in schemas["Component"]["properties"][k] for k in ("sd", "low"))
    assert "description" not in schemas["SourceMention"]
