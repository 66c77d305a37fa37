"""A reader's own weights in the API: beside the ranks, never in their place."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import builders
from tests.comparisons.api_world import problems_of, rank_all, rich_artifact, slugs
from tests.comparisons.test_own_pages import two_models

pytestmark = pytest.mark.django_db
LIST = "/api/v1/artifacts/"
PAIR = "/api/v1/comparisons/?artifacts=alpha,beta"


def test_list_is_in_the_order_of_the_weights_with_the_rank_beside(client: Client) -> None:
    two_models()

    found = client.get(f"{LIST}?weights=2-2-2-2-12").json()["results"]

    assert [one["slug"] for one in found] == ["beta", "alpha"]
    assert found[0]["own"] == {
        "weights": "freshness",
        "tenths": 750,
        "total": 7_500_000_000,
        "coverage": 1_000_000,
        "provisional": False,
    }
    assert found[0]["score"]["tenths"] == 350


def test_list_without_weights_has_no_own_totals(client: Client) -> None:
    two_models()

    found = client.get(LIST).json()["results"]

    assert [(one["slug"], one["own"]) for one in found] == [("alpha", None), ("beta", None)]


def test_artifact_without_a_score_has_no_own_total(client: Client) -> None:
    builders.published_artifact()

    assert client.get(f"{LIST}?weights=equal").json()["results"][0]["own"] is None


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("-own", ["beta", "alpha"]),
        ("own", ["alpha", "beta"]),
        ("-rank", ["alpha", "beta"]),
        ("-name", ["beta", "alpha"]),
    ],
)
def test_list_under_weights_can_be_in_any_order(
    ordering: str, expected: list[str], client: Client
) -> None:
    two_models()

    assert slugs(client.get(f"{LIST}?weights=freshness&ordering={ordering}")) == expected


@pytest.mark.parametrize("ordering", ["own", "-own"])
def test_order_under_weights_needs_weights(ordering: str, client: Client) -> None:
    answer = client.get(f"{LIST}?ordering={ordering}")

    assert answer.status_code == 400
    assert problems_of(answer) == {"ordering": f"{ordering} needs weights: give `weights` too."}


@pytest.mark.parametrize("address", [LIST + "?", PAIR + "&"])
@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ("", "“” says no weights. Give five whole numbers from 0 to 100"),
        ("1-2", "“1-2” says no weights."),
        ("0-0-0-0-0", "At least one of the five weights must be above 0."),
    ],
)
def test_bad_weights_are_refused(address: str, weights: str, words: str, client: Client) -> None:
    two_models()

    answer = client.get(f"{address}weights={weights}")

    assert answer.status_code == 400
    assert problems_of(answer)["weights"].startswith(words)


def test_pages_under_weights_hold_every_artifact_once(client: Client) -> None:
    made = [builders.published_artifact(slug=f"a-{place}").slug for place in range(7)]
    rank_all()
    made.append(builders.published_artifact(slug="z-late").slug)

    seen: list[str] = []
    address: str | None = f"{LIST}?weights=equal&page_size=3"
    while address:
        answer = client.get(address)
        seen += slugs(answer)
        address = answer.json()["next"]

    assert seen == made


def test_cursor_belongs_to_its_weights(client: Client) -> None:
    two_models()
    following = client.get(f"{LIST}?weights=equal&page_size=1").json()["next"]

    answer = client.get(following.replace("weights=equal", "weights=freshness"))

    assert answer.status_code == 400
    assert "another list or ordering" in problems_of(answer)["cursor"]


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_under_weights_takes_one_query(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        rich_artifact()
    rank_all()

    with django_assert_num_queries(1):
        client.get(f"{LIST}?weights=equal")


def test_comparison_tells_what_the_weights_make_of_it(client: Client) -> None:
    two_models()

    found = client.get(f"{PAIR}&weights=2-2-2-2-12").json()

    assert found["url"] == f"http://testserver{PAIR}&weights=freshness"
    assert found["html_url"] == "http://testserver/compare/alpha-vs-beta/?weights=freshness"
    own = found["comparison"]["own"]
    assert own["weights"] == "freshness"
    assert own["basis_points"] == {
        "adoption": 1000,
        "quality": 1000,
        "ecosystem": 1000,
        "match": 1000,
        "freshness": 6000,
    }
    assert [total["tenths"] for total in own["totals"]] == [250, 750]
    assert own["groups"] == [{"group": "model", "order": [1, 0], "left_out": []}]
    assert (own["verdict"]["basis"], own["verdict"]["first"]) == ("own_weights", 1)
    assert found["comparison"]["verdict"]["first"] == 0
    assert [s["rank"]["tenths"] for s in found["comparison"]["subjects"]] == [650, 350]


def test_comparison_speaks_the_words_of_the_page(client: Client) -> None:
    two_models()

    plain = client.get(PAIR).json()
    own = client.get(f"{PAIR}&weights=freshness").json()

    assert plain["words"]["lead"].startswith("Alpha is ahead of Beta, 65.0 to 35.0 points")
    assert plain["words"]["verdict"][-1].endswith("Prices play no part in the rank.")
    assert (plain["words"]["own_lead"], plain["words"]["own_verdict"]) == (None, [])
    assert plain["comparison"]["own"] is None
    assert own["words"]["own_lead"].startswith("Under your own weights (adoption 10 %")
    assert own["words"]["own_verdict"][0].startswith("Beta is ahead of Alpha, 75.0 to 25.0 points")
    assert own["words"]["lead"] == plain["words"]["lead"]


def test_weights_make_another_answer_for_caches(client: Client) -> None:
    two_models()

    tags = {
        client.get(address)["ETag"]
        for address in (PAIR, f"{PAIR}&weights=equal", f"{PAIR}&weights=freshness")
    }

    assert len(tags) == 3
