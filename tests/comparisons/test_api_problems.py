"""Every answer that is none says why, and what to do."""

import time

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from config.cache import ForgivingRedisCache
from tests import builders
from tests.comparisons.api_world import problems_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "parameter", "words"),
    [
        ("artifacts/?tpye=model", "tpye", "Not a parameter of this address. Did you mean type?"),
        ("types/model/?fields=key", "fields", "Not a parameter of this address. It takes none."),
        ("artifacts/?ordering=best", "ordering", "Choose one of -rank, rank, name, -name"),
        ("artifacts/?ordering=name&ordering=rank", "ordering", "Give it once."),
        ("artifacts/?page_size=0", "page_size", "Give a whole number from 1 to 100."),
        ("artifacts/?page_size=101", "page_size", "Give a whole number from 1 to 100."),
        ("artifacts/?page_size=ten", "page_size", "Give a whole number from 1 to 100."),
        ("artifacts/?page_size=%D9%A3", "page_size", "Give a whole number from 1 to 100."),
        ("artifacts/?type=modle", "type", "Did you mean model?"),
        ("artifacts/?type=", "type", "Give a value, or leave it out."),
        ("prices/?as_of=", "as_of", "Give a value, or leave it out."),
        ("artifacts/?lifecycle=gone", "lifecycle", "Choose from announced, preview, active"),
        ("artifacts/?updated_since=yesterday", "updated_since", "Enter a valid date/time."),
        ("artifacts/?q=%00", "q", "Null characters are not allowed."),
        ("artifacts/?type=%00", "type", "Null characters are not allowed."),
        (f"artifacts/?q={'x' * 201}", "q", "at most 200 characters"),
        ("prices/?as_of=06/01/2026", "as_of", "Enter a valid date."),
        ("prices/?as_of=2026-02-30", "as_of", "Enter a valid date."),
        ("prices/?open=perhaps", "open", "Choose from true, false."),
        ("prices/?offering=-1", "offering", "greater than or equal to 1"),
        ("prices/?offering=9223372036854775808", "offering", "less than or equal to"),
        ("prices/?offering=1.5", "offering", "Enter a whole number."),
        ("scores/?provisional=1", "provisional", "Choose from true, false."),
        (f"search/?q={'x' * 1001}", "q", "Give 1000 characters at most."),
        ("search/?q=x&type=car", "type", "Select a valid choice."),
        ("search/?q=x&pricing_model=cheap", "pricing_model", "Choose from free"),
        ("suggestions/", "q", "Give 1 to 100 characters."),
        ("suggestions/?q=x&limit=21", "limit", "Give a whole number from 1 to 20."),
        ("search/?q=x&limit=0", "limit", "Give a whole number from 1 to 100."),
    ],
)
def test_bad_parameter_is_named_with_what_it_takes(
    path: str, parameter: str, words: str, client: Client
) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert list(problems_of(answer)) == [parameter]
    assert words in problems_of(answer)[parameter]


def test_all_bad_filters_are_named_at_once(client: Client) -> None:
    answer = client.get("/api/v1/artifacts/?type=x&lifecycle=y&category=z")

    assert sorted(problems_of(answer)) == ["category", "lifecycle", "type"]


def test_problem_has_the_members_of_its_standard(client: Client) -> None:
    answer = client.get("/api/v1/artifacts/nothing/")

    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"
    assert answer.json() == {
        "type": "http://testserver/api/v1/problems/not-found/",
        "title": "Nothing is published at this address",
        "status": 404,
        "detail": "No published artifact has the slug “nothing”. Find slugs and keys in the lists,"
        " for example /api/v1/artifacts/.",
        "instance": "/api/v1/artifacts/nothing/",
        "errors": [],
    }


def test_kind_of_problem_can_be_read_at_its_address(client: Client) -> None:
    kind = client.get("/api/v1/artifacts/nothing/").json()["type"]

    assert client.get(kind).json() == {
        "code": "not-found",
        "title": "Nothing is published at this address",
        "status": 404,
        "advice": "Find slugs and keys in the lists, for example /api/v1/artifacts/.",
    }


@pytest.mark.parametrize(
    "path",
    [
        "nowhere/",
        "artifacts/a/b/",
        "artifacts/No_Slug/",
        "capabilities/no.such/",
        "types/nothing/",
        "categories/nothing/",
        "organizations/nothing/",
        "scores/nothing/",
        "scores/nothing/history/",
        "problems/nothing/",
        "artifacts/a%0Ab/",
    ],
)
def test_address_of_nothing_is_not_found(path: str, client: Client) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_address_without_its_slash_leads_to_the_one_with_it(client: Client) -> None:
    answer = client.get("/api/v1/artifacts?type=model")

    assert answer.status_code == 301
    assert answer["Location"] == "/api/v1/artifacts/?type=model"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_api_is_only_read(method: str, client: Client) -> None:
    answer = getattr(client, method)("/api/v1/artifacts/")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith("/problems/method-not-allowed/")


def test_other_media_types_are_refused_in_json(client: Client) -> None:
    answer = client.get("/api/v1/artifacts/", HTTP_ACCEPT="application/xml")

    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"
    assert "Accept: application/json" in answer.json()["detail"]


def test_browsers_address_bar_gets_json(client: Client) -> None:
    answer = client.get("/api/v1/artifacts/", HTTP_ACCEPT="text/html,*/*;q=0.8")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("path", ["artifacts/", "artifacts/nothing/", "schema/"])
def test_pages_of_other_sites_may_read(path: str, client: Client) -> None:
    answer = client.get(f"/api/v1/{path}", HTTP_ORIGIN="https://elsewhere.example")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]


def test_preflight_allows_conditional_reading(client: Client) -> None:
    answer = client.options("/api/v1/artifacts/", HTTP_ORIGIN="https://elsewhere.example")

    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Headers"] == "*"


def test_head_is_answered_without_a_body(client: Client) -> None:
    builders.published_artifact(slug="thing")

    answer = client.head("/api/v1/artifacts/thing/")

    assert (answer.status_code, answer.content) == (200, b"")


def test_answer_may_be_shared_and_opens_no_session(client: Client) -> None:
    answer = client.get("/api/v1/artifacts/")

    assert answer["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies


def rate(value: str) -> override_settings:
    throttles = {"DEFAULT_THROTTLE_RATES": {"anon": value}}
    return override_settings(REST_FRAMEWORK=settings.REST_FRAMEWORK | throttles)


def test_too_many_requests_are_held_back_with_the_time_to_wait(client: Client) -> None:
    cache.clear()
    with rate("2/hour"):
        statuses = [client.get("/api/v1/").status_code for _ in range(2)]
        answer = client.get("/api/v1/")
        other = client.get("/api/v1/", REMOTE_ADDR="192.0.2.7")

    assert statuses == [200, 200]
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert 1 <= int(answer["Retry-After"]) <= 3600
    assert other.status_code == 200


def test_claimed_address_is_not_believed(client: Client) -> None:
    cache.clear()
    with rate("1/hour"):
        statuses = [
            client.get("/api/v1/", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}").status_code
            for n in range(2)
        ]

    assert statuses == [200, 429]


def test_nobody_is_held_back_without_a_rate(client: Client) -> None:
    cache.clear()
    with rate(""):
        statuses = {client.get("/api/v1/").status_code for _ in range(5)}

    assert statuses == {200}


def test_nobody_is_held_back_while_the_cache_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.published_artifact(slug="thing")
    gone = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey.sock"}
    with rate("1/hour"), override_settings(CACHES={"default": gone}):
        statuses = [client.get("/api/v1/artifacts/thing/").status_code for _ in range(3)]
    monkeypatch.setattr(ForgivingRedisCache, "_resting_until", time.monotonic())

    assert statuses == [200, 200, 200]
