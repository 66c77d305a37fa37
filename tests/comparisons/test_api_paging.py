from typing import Any

import pytest
from django.test import Client

from catalog.models import Artifact
from ranking.models import Score
from tests import builders
from tests.comparisons.api_world import problems_of, rank_all, slugs

pytestmark = pytest.mark.django_db


def walk(client: Client, address: str, way: str = "next") -> list[list[str]]:
    """The slugs of every page on the way from an address."""
    pages = []
    following: str | None = address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.content
        pages.append(slugs(answer))
        following = answer.json()[way]
    return pages


def released(slug: str, day: str | None, **fields: Any) -> Artifact:
    return builders.published_artifact(slug=slug, name=slug.upper(), released_on=day, **fields)


def test_pages_hold_every_row_once_and_rows_without_a_value_last(client: Client) -> None:
    released("a", None)
    released("b", "2026-01-01")
    released("c", "2026-02-01")
    released("d", "2026-01-01")
    released("e", None)

    newest = walk(client, "/api/v1/artifacts/?ordering=-released_on&page_size=2")
    oldest = walk(client, "/api/v1/artifacts/?ordering=released_on&page_size=2")

    assert newest == [["c", "b"], ["d", "a"], ["e"]]
    assert oldest == [["b", "d"], ["c", "a"], ["e"]]


@pytest.mark.parametrize("ordering", ["released_on", "-released_on"])
def test_previous_leads_back_through_the_same_pages(ordering: str, client: Client) -> None:
    early, late = "2026-01-01", "2026-02-01"
    for slug, day in {"a": None, "b": early, "c": late, "d": None, "e": early, "f": None}.items():
        released(slug, day)
    address = f"/api/v1/artifacts/?ordering={ordering}&page_size=2"
    there = walk(client, address)
    last = client.get(client.get(client.get(address).json()["next"]).json()["next"])
    assert last.json()["next"] is None

    back = [slugs(last), *walk(client, last.json()["previous"], "previous")]

    assert back == there[::-1]


def test_first_page_has_no_previous(client: Client) -> None:
    released("a", None)

    answer = client.get("/api/v1/artifacts/").json()

    assert (answer["next"], answer["previous"]) == (None, None)


def test_rows_added_meanwhile_shift_nothing(client: Client) -> None:
    for slug in "bdf":
        released(slug, None)
    first = client.get("/api/v1/artifacts/?ordering=name&page_size=2").json()

    released("a", None)
    released("e", None)

    assert slugs(client.get(first["next"])) == ["e", "f"]


def test_next_keeps_the_filters(client: Client) -> None:
    for slug, type_id in (("a", "model"), ("b", "dataset"), ("c", "model"), ("d", "dataset")):
        released(slug, None, type_id=type_id)

    pages = walk(client, "/api/v1/artifacts/?type=dataset&ordering=-name&page_size=1")

    assert pages == [["d"], ["b"]]


def test_highest_rank_comes_first_and_provisional_ones_last(client: Client) -> None:
    for slug in "abcde":
        builders.observation(artifact=released(slug, None))
    rank_all()
    unranked = released("f", None)
    Score.objects.filter(artifact=unranked).delete()
    totals = {"a": (5, False), "b": (7, False), "c": (9, True), "d": (7, False), "e": (6, False)}
    for slug, (total, provisional) in totals.items():
        score = Score.objects.filter(artifact__slug=slug)
        score.update(total=total * 10**8, provisional=provisional, coverage=800_000)
    Score.objects.filter(artifact__slug="d").update(coverage=900_000)

    assert walk(client, "/api/v1/artifacts/?page_size=2") == [["d", "b"], ["e", "a"], ["c", "f"]]
    assert walk(client, "/api/v1/artifacts/?ordering=rank&page_size=4") == [
        ["a", "e", "b", "d"],
        ["c", "f"],
    ]
    scores = client.get("/api/v1/scores/").json()["results"]
    assert [score["artifact"]["slug"] for score in scores] == ["d", "b", "e", "a", "c"]


@pytest.mark.parametrize("cursor", ["nonsense", "WzFd:1tHQ:abc", "%00", "a" * 5000])
def test_foreign_cursor_is_refused(cursor: str, client: Client) -> None:
    answer = client.get(f"/api/v1/artifacts/?cursor={cursor}")

    assert answer.status_code == 400
    assert list(problems_of(answer)) == ["cursor"]


def test_cursor_of_another_ordering_or_list_is_refused(client: Client) -> None:
    for slug in "abc":
        released(slug, None)
    made = client.get("/api/v1/artifacts/?ordering=name&page_size=1").json()["next"]
    cursor = made.split("cursor=")[1].split("&")[0]

    for address in (f"artifacts/?cursor={cursor}", f"categories/?ordering=name&cursor={cursor}"):
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 400
        assert problems_of(answer) == {
            "cursor": "It belongs to another list or ordering: start without a cursor."
        }
