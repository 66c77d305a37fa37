from datetime import date
from typing import Any

import pytest
from django.test import Client

from catalog.enums import EditorialState, Support
from catalog.models import Artifact, ArtifactAlias, ArtifactLink, Category, SpecDefinition, Tag
from matchgraph.services.indexing import drain_index
from tests import builders
from tests.comparisons.api_world import rank_all, rich_artifact, slugs

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_artifact_in_a_list_is_told_with_absolute_addresses(client: Client) -> None:
    publisher = builders.organization(slug="maker", name="Maker")
    builders.published_artifact(
        slug="thing",
        name="Thing",
        publisher=publisher,
        licence_spdx="Apache-2.0",
        released_on=date(2025, 7, 1),
        released_precision="month",
    )

    (entry,) = read(client, "artifacts/")["results"]

    del entry["updated_at"]
    assert entry == {
        "slug": "thing",
        "name": "Thing",
        "type": {"key": "model", "name": "Model", "url": "http://testserver/api/v1/types/model/"},
        "publisher": {
            "key": "maker",
            "name": "Maker",
            "url": "http://testserver/api/v1/organizations/maker/",
        },
        "summary": "A thing that does something.",
        "categories": [],
        "pricing_model": "unknown",
        "lifecycle": "active",
        "licence": {"spdx": "Apache-2.0", "name": None, "url": None},
        "released_on": "2025-07-01",
        "released_precision": "month",
        "score": None,
        "revision": 1,
        "published_at": "2026-06-01T12:00:00Z",
        "url": "http://testserver/api/v1/artifacts/thing/",
        "html_url": "http://testserver/artifacts/thing/",
        "own": None,
    }


def test_unknown_facts_are_null(client: Client) -> None:
    builders.published_artifact(slug="bare")

    found = read(client, "artifacts/bare/")

    unknown = {key for key, value in found.items() if value is None}
    assert unknown == {
        "licence",
        "released_on",
        "released_precision",
        "score",
        "description",
        "announced_on",
        "deprecated_on",
        "retired_on",
        "successor",
    }


def test_artifact_holds_everything_its_page_shows(client: Client) -> None:
    artifact = builders.published_artifact(
        slug="thing", description="Long.", specs={"context_tokens": 262144}
    )
    SpecDefinition.objects.create(
        type_id="model", key="context_tokens", label="Context", unit="tokens", kind="int"
    )
    artifact.categories.add(Category.objects.create(slug="editors", name="Editors"))
    artifact.tags.add(Tag.objects.create(slug="open-weights", name="Open weights"))
    ArtifactLink.objects.create(artifact=artifact, kind="docs", url="https://docs.example/")
    ArtifactAlias.objects.create(artifact=artifact, kind="openrouter", value="maker/thing")

    found = read(client, "artifacts/thing/")

    assert found["description"] == "Long."
    assert [category["key"] for category in found["categories"]] == ["editors"]
    assert found["tags"] == ["open-weights"]
    assert found["links"] == [{"kind": "docs", "url": "https://docs.example/"}]
    assert found["aliases"] == [{"kind": "openrouter", "value": "maker/thing"}]
    assert found["specs"] == [
        {
            "key": "context_tokens",
            "label": "Context",
            "unit": "tokens",
            "kind": "int",
            "value": 262144,
        }
    ]


def test_capabilities_come_with_their_citations_and_the_record_with_its_own(
    client: Client,
) -> None:
    artifact = builders.published_artifact(slug="thing")
    claim = builders.artifact_capability(
        artifact=artifact,
        capability=builders.capability(key="code.writing", name="Writing code"),
        name="Writes",
        intents=["write a function"],
    )
    card = builders.source(slug="card")
    builders.citation(artifact=artifact, artifact_capability=claim, field="", source=card)
    builders.citation(artifact=artifact, field="licence_spdx", source=card)

    found = read(client, "artifacts/thing/")

    (capability,) = found["capabilities"]
    assert capability["capability"]["key"] == "code.writing"
    assert capability["intents"] == ["write a function"]
    assert capability["description"] is None
    assert [(c["field"], c["source"]["slug"]) for c in capability["citations"]] == [(None, "card")]
    assert [(c["field"], c["read_on"]) for c in found["citations"]] == [
        ("licence_spdx", "2026-06-01")
    ]


def test_score_stands_beside_the_artifact(client: Client) -> None:
    builders.observation(artifact=builders.published_artifact(slug="thing"))
    rank_all()

    score = read(client, "artifacts/thing/")["score"]

    assert score["url"] == "http://testserver/api/v1/scores/thing/"
    assert score["rank"] == round(score["total"] / 10**8)
    assert score["low"] <= score["total"] <= score["high"]


def test_earlier_slug_leads_to_the_current_one(client: Client) -> None:
    artifact = builders.published_artifact(slug="old-name")
    Artifact.objects.filter(pk=artifact.pk).update(slug="new-name")

    for kind in ("artifacts", "scores"):
        answer = client.get(f"/api/v1/{kind}/old-name/")
        assert answer.status_code == 301
        assert answer["Location"] == f"/api/v1/{kind}/new-name/"


def test_unchanged_artifact_is_not_sent_again(client: Client) -> None:
    artifact = rich_artifact(slug="thing")
    first = client.get("/api/v1/artifacts/thing/")

    again = client.get("/api/v1/artifacts/thing/", HTTP_IF_NONE_MATCH=first["ETag"])
    builders.price(offering=builders.offering(artifact=artifact))
    changed = client.get("/api/v1/artifacts/thing/", HTTP_IF_NONE_MATCH=first["ETag"])

    assert again.status_code == 304
    assert again.content == b""
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=model", ["a", "b"]),
        ("type=model&type=dataset", ["a", "b", "c"]),
        ("category=editors", ["a"]),
        ("publisher=maker", ["b"]),
        ("pricing_model=free", ["c"]),
        ("licence=mit", ["b"]),
        ("lifecycle=preview", ["a"]),
        ("capability=code.writing", ["a", "b"]),
        ("capability=code.writing&capability=code.review", ["b"]),
        ("q=quick+summaries", ["c"]),
        ("type=dataset&pricing_model=free", ["c"]),
        ("updated_since=2026-06-02T00:00:00Z", ["b"]),
        ("updated_since=2026-06-01T00:00:00%2B00:00", ["a", "b"]),
    ],
)
def test_filters_narrow_the_list(query: str, expected: list[str], client: Client) -> None:
    a = builders.published_artifact(slug="a", name="A", lifecycle="preview")
    b = builders.published_artifact(
        slug="b", name="B", publisher=builders.organization(slug="maker"), licence_spdx="MIT"
    )
    c = builders.published_artifact(
        slug="c", name="C", type_id="dataset", pricing_model="free", summary="Quick summaries."
    )
    a.categories.add(Category.objects.create(slug="editors", name="Editors"))
    writing, review = (
        builders.capability(key="code.writing"),
        builders.capability(key="code.review"),
    )
    builders.artifact_capability(artifact=a, capability=writing, support=Support.PARTIAL)
    builders.artifact_capability(artifact=a, capability=review, support=Support.NO)
    builders.artifact_capability(artifact=b, capability=writing)
    builders.artifact_capability(artifact=b, capability=review)
    for artifact, day in ((a, "2026-06-01"), (b, "2026-06-03"), (c, "2026-05-01")):
        Artifact.objects.filter(pk=artifact.pk).update(updated_at=f"{day}T00:00:00Z")

    answer = client.get(f"/api/v1/artifacts/?ordering=name&{query}")

    assert slugs(answer) == expected


def test_artifact_counts_as_updated_when_anything_shown_of_it_changes(client: Client) -> None:
    for slug in "abcd":
        rich_artifact(slug=slug)
    Artifact.objects.update(updated_at="2026-01-01T00:00:00Z")

    builders.price(offering=Artifact.objects.get(slug="a").offerings.get(), mode="batch")
    Artifact.objects.filter(slug="b").update(lifecycle="deprecated")
    ArtifactLink.objects.filter(artifact__slug="c").delete()

    answer = client.get("/api/v1/artifacts/?ordering=name&updated_since=2026-01-02T00:00:00Z")
    assert slugs(answer) == ["a", "b", "c"]


def test_lists_hold_published_artifacts_alone(client: Client) -> None:
    builders.published_artifact(slug="shown")
    for state in (EditorialState.DRAFT, EditorialState.SUBMITTED, EditorialState.ARCHIVED):
        builders.artifact(slug=f"hidden-{state}", state=state)

    assert slugs(client.get("/api/v1/artifacts/")) == ["shown"]


def test_search_finds_by_capability_and_says_which(client: Client) -> None:
    artifact = builders.published_artifact(slug="thing")
    builders.artifact_capability(
        artifact=artifact,
        capability=builders.capability(key="audio.transcription"),
        name="Transcribes meetings",
    )
    builders.published_artifact(slug="other")
    drain_index()

    found = read(client, "search/?q=transcribe+a+meeting")

    assert [hit["artifact"]["slug"] for hit in found["results"]] == ["thing"]
    (hit,) = found["results"]
    assert hit["in_text"] is False
    assert hit["why"] == ["capability"]
    assert (hit["strength"], found["complete"], found["respelled"]) == (100, True, {})
    assert [c["key"] for c in hit["capabilities"]] == ["audio.transcription"]


def test_search_is_narrowed_by_type_and_limit(client: Client) -> None:
    for slug, type_id in (("a", "model"), ("b", "dataset"), ("c", "dataset")):
        builders.published_artifact(slug=slug, name=f"Whale {slug}", type_id=type_id)
    drain_index()

    found = read(client, "search/?q=whale&type=dataset&limit=1")

    assert [hit["artifact"]["slug"] for hit in found["results"]] == ["b"]


def test_search_is_narrowed_as_lists_are(client: Client) -> None:
    free = builders.published_artifact(slug="free", name="Whale", pricing_model="free")
    builders.published_artifact(slug="paid", name="Whale too", pricing_model="paid")
    builders.artifact_capability(artifact=free, capability=builders.capability(key="sea.swim"))
    drain_index()

    for narrowed in (
        "pricing_model=free",
        "capability=sea.swim",
        "pricing_model=free&lifecycle=active",
    ):
        found = read(client, f"search/?q=whale&{narrowed}")
        assert [hit["artifact"]["slug"] for hit in found["results"]] == ["free"], narrowed


def test_search_without_words_answers_with_what_there_is(client: Client) -> None:
    builders.published_artifact(slug="b", name="B")
    builders.published_artifact(slug="a", name="A")
    drain_index()

    found = read(client, "search/")

    assert [hit["artifact"]["slug"] for hit in found["results"]] == ["a", "b"]
    assert [hit["why"] for hit in found["results"]] == [[], []]


def test_search_does_not_show_what_was_unpublished_a_moment_ago(client: Client) -> None:
    builders.published_artifact(name="Whale")
    drain_index()
    Artifact.objects.update(state=EditorialState.ARCHIVED)

    assert read(client, "search/?q=whale")["results"] == []


def test_suggestions_name_artifacts_and_capabilities_with_their_addresses(client: Client) -> None:
    builders.published_artifact(slug="whale", name="Whale")
    builders.capability(key="sea.whales", name="Whales at sea")
    drain_index()

    found = read(client, "suggestions/?q=wha")

    assert [(one["kind"], one["key"], one["type"]) for one in found["results"]] == [
        ("artifact", "whale", "model"),
        ("capability", "sea.whales", None),
    ]
    assert found["results"][0]["url"].endswith("/api/v1/artifacts/whale/")
    assert found["results"][1]["url"].endswith("/api/v1/capabilities/sea.whales/")
