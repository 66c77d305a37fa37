"""Intents in the API: those that may be told, and not a byte of any other."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from matchgraph.models import Intent
from matchgraph.services.editing import link_capability
from matchgraph.services.intents import digest_of, note_search
from tests import builders
from tests.comparisons.api_world import problems_of, rank_all, rich_artifact
from tests.matchgraph.searched import told

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/intents/"


def today() -> date:
    return timezone.now().date()


def labels(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{ADDRESS}{query}")
    assert answer.status_code == 200, answer.content
    return [row["label"] for row in answer.json()["results"]]


def test_published_intent_is_told_with_what_it_asks_for(client: Client) -> None:
    intent = told(visitor_days=31, days=6, today=today())
    capability = builders.capability(key="audio.transcription", name="Transcription")
    link_capability(intent=intent, capability=capability, by=None)
    denied = builders.capability()
    link_capability(intent=intent, capability=denied, by=None, holds=False)

    assert client.get(ADDRESS).json() == {
        "next": None,
        "previous": None,
        "results": [
            {
                "key": str(intent.key),
                "label": "transcribe podcasts",
                "visitor_days": 31,
                "days": 6,
                "capabilities": [
                    {
                        "key": "audio.transcription",
                        "name": "Transcription",
                        "url": "http://testserver/api/v1/capabilities/audio.transcription/",
                    }
                ],
            }
        ],
    }


def test_most_wanted_come_first_or_last_or_by_label(client: Client) -> None:
    for label, visitor_days in [("b", 25), ("a", 30), ("c", 25)]:
        told(label, visitor_days=visitor_days, today=today())

    assert labels(client)[0] == "a"
    assert labels(client, "?ordering=visitor_days")[2] == "a"
    assert labels(client, "?ordering=label") == ["a", "b", "c"]
    assert labels(client, "?ordering=-label") == ["c", "b", "a"]


def test_pages_hold_every_intent_once(client: Client) -> None:
    for number in range(7):
        told(f"wish {number}", visitor_days=20 + number % 2, today=today())
    seen: list[str] = []
    following: str | None = f"{ADDRESS}?page_size=2"
    while following:
        answer = client.get(following).json()
        seen += [row["label"] for row in answer["results"]]
        following = answer["next"]

    assert sorted(seen) == [f"wish {number}" for number in range(7)]


def test_list_is_narrowed_by_capability(client: Client) -> None:
    one, _ = told("one", today=today()), told("other", today=today())
    capability = builders.capability(key="audio.transcription")
    link_capability(intent=one, capability=capability, by=None)
    link_capability(intent=one, capability=builders.capability(), by=None)

    assert labels(client, "?capability=audio.transcription") == ["one"]
    assert client.get(ADDRESS).json()["results"][0]["visitor_days"] == 20


def test_bad_parameters_are_told(client: Client) -> None:
    for query, name in [("?capability=no.such", "capability"), ("?label=x", "label")]:
        answer = client.get(ADDRESS + query)
        assert answer.status_code == 400
        assert list(problems_of(answer)) == [name]


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_two_queries(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        intent = told(f"wish {each}", today=today())
        link_capability(intent=intent, capability=builders.capability(), by=None)

    with django_assert_num_queries(2):
        assert len(labels(client)) == number


# --- Below the threshold -----------------------------------------------------------------------

PATHS = (
    *("/", "/artifacts/", "/artifacts/shown/", "/artifacts/shown.md", "/search/", "/changes/"),
    *("/search/?q=hushhush", "/search/?q=thing", "/capabilities/code.writing/", "/sitemap.xml"),
    *("/sitemap-pages-1.xml", "/sitemap-artifacts-1.xml", "/compare/shown-vs-whole.md"),
    *("/capabilities/", "/types/model/", "/methodology/", "/robots.txt", "/llms.txt"),
    *("/compare/shown-vs-whole/", "/artifacts/shown/alternatives/", "/artifacts/shown/history/"),
    *("/changes/feed/", "/intents/", "/api/v1/", "/api/v1/schema/"),
    *("/changes/feed.atom", "/changes/feed.json", "/artifacts/shown/changes/", "/organizations/"),
    *("/api/v1/changes/", "/api/v1/artifacts/shown/alternatives/"),
    *("/api/v1/intents/", "/api/v1/intents/?page_size=1", "/api/v1/intents/?ordering=label"),
    *("/api/v1/intents/?capability=code.writing", "/api/v1/search/?q=hushhush"),
    *("/api/v1/artifacts/", "/api/v1/artifacts/shown/", "/api/v1/capabilities/"),
    *("/api/v1/capabilities/code.writing/", "/api/v1/scores/shown/", "/api/v1/methodology/"),
)


def seen_from_outside(client: Client) -> dict[str, tuple[int, bytes, dict[str, str]]]:
    """Status, body and headers of every address, as an anonymous reader gets them."""
    answers: dict[str, Any] = {}
    for path in PATHS:
        answer: Any = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answers[path] = (answer.status_code, body, dict(answer.headers))
    return answers


def hide_some(capability: Any) -> list[Intent]:
    """Intents that are each just short of the threshold in one way, with all that hangs on them."""
    hidden = [
        told("hushhush one", visitor_days=19, today=today()),
        told("hushhush two", days=4, today=today()),
        told("hushhush three", prefixes=9, today=today()),
        told("", visitor_days=500, days=20, prefixes=80, today=today()),
        told("hushhush four", visitor_days=500, ago=90, today=today()),
        told("hushhush five", visitor_days=19, named_by_hand=True, today=today()),
    ]
    for intent in hidden:
        link_capability(intent=intent, capability=capability, by=None)
        intent.forms.create(
            digest=digest_of(f"hushhush {intent.pk}"), first_seen_on=today(), last_seen_on=today()
        )
        searched(f"hushhush {intent.pk}")
    return hidden


def searched(text: str) -> None:
    keys = type("Keys", (), {"visitor": b"v", "prefix": b"p"})()
    noted = note_search(
        search_id=uuid4(),
        text=text,
        keys=keys,
        surface="page",
        found=0,
        strength=0,
        matched=[],
        now=timezone.now(),
    )
    assert noted is not None


def test_nothing_outside_differs_by_an_intent_that_may_not_be_told(client: Client) -> None:
    capability = builders.capability(key="code.writing")
    for slug in ("shown", "whole"):
        artifact = rich_artifact(slug=slug)
        builders.artifact_capability(artifact=artifact, capability=capability)
    rank_all()
    intent = told(today=today())
    link_capability(intent=intent, capability=capability, by=None)
    seen_from_outside(client)
    before = seen_from_outside(client)

    hidden = hide_some(capability)

    for path, answer in seen_from_outside(client).items():
        assert answer == before[path], path
    Intent.objects.filter(pk=hidden[0].pk).update(label="hushhush renamed")
    assert seen_from_outside(client) == before
    assert before[ADDRESS][0] == 200
    told("another", today=today())
    assert seen_from_outside(client)[ADDRESS] != before[ADDRESS]


def test_answer_stays_not_modified_whatever_hidden_intents_do(client: Client) -> None:
    capability = builders.capability()
    link_capability(intent=told(today=today()), capability=capability, by=None)
    etag = client.get(ADDRESS).headers["ETag"]

    hide_some(capability)

    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304
