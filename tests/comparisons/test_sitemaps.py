"""The site map, robots.txt and llms.txt: what they list, and what they leave out."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.enums import EditorialState
from catalog.models import Artifact
from comparisons.services import sitemaps
from ranking.models import Score
from tests import builders
from tests.comparisons.ranked import rank_all, settled_artifact
from tests.comparisons.written import two, written

pytestmark = pytest.mark.django_db
SITE = "https://lineup.example"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE


def listed(client: Client, path: str) -> dict[str, str | None]:
    """Paths with the time of their last change."""
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    root = ET.fromstring(answer.content)  # noqa: S314  (a file of ours)
    return {
        entry.findtext(f"{SPACE}loc", "").removeprefix(SITE): entry.findtext(f"{SPACE}lastmod")
        for entry in root
    }


def kinds(client: Client) -> list[str]:
    return [
        path.removeprefix("/sitemap-").partition("-")[0] for path in listed(client, "/sitemap.xml")
    ]


def placed(*slugs: str) -> None:
    """Published datasets, the first of them ranked highest."""
    for slug in slugs:
        settled_artifact(slug)
    rank_all()
    for place, slug in enumerate(slugs):
        Score.objects.filter(artifact__slug=slug).update(total=9_000_000_000 - place * 10**8)


def pairs(client: Client) -> list[str]:
    """Of every shard of comparisons."""
    found: list[str] = []
    for path in listed(client, "/sitemap.xml"):
        if path.startswith("/sitemap-comparisons-"):
            found += listed(client, path)
    return found


def test_index_names_the_shards_that_hold_something(client: Client) -> None:
    assert kinds(client) == ["pages"]

    builders.published_artifact()

    assert kinds(client) == ["pages", "artifacts"]


def test_published_artifacts_are_listed_with_their_last_change(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 10**9)
    shown = builders.published_artifact(slug="alpha")
    builders.artifact(slug="beta", state=EditorialState.DRAFT)
    Artifact.objects.filter(pk=shown.pk).update(updated_at=datetime(2030, 6, 1, 12, tzinfo=UTC))

    assert listed(client, "/sitemap-artifacts-1.xml") == {
        "/artifacts/alpha/": "2030-06-01T12:00:00+00:00"
    }


def test_artifacts_are_told_on_as_many_shards_as_they_need(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 2)
    slugs = {builders.published_artifact().slug for _ in range(5)}

    shards = [path for path in listed(client, "/sitemap.xml") if "artifacts" in path]
    found = [list(listed(client, path)) for path in shards]

    assert {path for shard in found for path in shard} == {f"/artifacts/{slug}/" for slug in slugs}
    assert max(map(len, found)) <= 2
    assert sum(map(len, found)) == 5


def test_each_placed_artifact_is_paired_with_those_next_below_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "NEAREST", 2)
    placed("delta", "alpha", "gamma", "beta")

    assert sorted(pairs(client)) == [
        "/compare/alpha-vs-beta/",
        "/compare/alpha-vs-delta/",
        "/compare/alpha-vs-gamma/",
        "/compare/beta-vs-gamma/",
        "/compare/delta-vs-gamma/",
    ]


def test_equal_ranks_are_paired_once(client: Client) -> None:
    placed("alpha", "beta")
    Score.objects.update(total=5)

    assert pairs(client) == ["/compare/alpha-vs-beta/"]


def test_pairs_are_told_on_as_many_shards_as_they_need(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PLACED", 2)
    placed("alpha", "beta", "gamma")

    assert list(listed(client, "/sitemap-comparisons-1.xml")) == [
        "/compare/alpha-vs-beta/",
        "/compare/alpha-vs-gamma/",
        "/compare/beta-vs-gamma/",
    ]
    assert kinds(client).count("comparisons") == 1


def test_no_pair_of_what_is_unpublished_or_not_placed(client: Client) -> None:
    placed("alpha", "beta", "gamma")
    Artifact.objects.filter(slug="beta").update(state=EditorialState.ARCHIVED)
    builders.published_artifact(slug="unknown", type_id="dataset")

    assert pairs(client) == ["/compare/alpha-vs-gamma/"]


def test_pairs_that_editors_wrote_about_are_listed(client: Client) -> None:
    alpha, beta = two()
    Artifact.objects.filter(pk=beta.pk).update(type="dataset")
    written(alpha, beta)

    assert list(listed(client, "/sitemap-picks-1.xml")) == ["/compare/alpha-vs-beta/"]

    Artifact.objects.filter(pk=beta.pk).update(state=EditorialState.ARCHIVED)

    assert client.get("/sitemap-picks-1.xml").status_code == 404


def test_pages_are_listed_as_far_as_something_stands_on_them(client: Client) -> None:
    held = builders.capability(key="code.completion")
    builders.capability(key="code.review")
    maker = builders.organization(slug="maker")
    builders.organization(slug="nobody")
    artifact = builders.published_artifact(publisher=maker)
    builders.artifact_capability(artifact=artifact, capability=held)

    found = listed(client, "/sitemap-pages-1.xml")

    assert [path for path in found if path.count("/") > 2] == [
        *("/types/model/", "/capabilities/code.completion/", "/organizations/maker/")
    ]
    assert {"/", "/changes/", "/organizations/", "/artifacts/", "/types/", "/methodology/"} <= set(
        found
    )


@pytest.mark.parametrize(
    "name", ["artifacts-0", "artifacts-7", "artifacts-99999999999999999999", "intents-1"]
)
def test_no_shard_without_addresses(client: Client, name: str) -> None:
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


@pytest.mark.parametrize("rows", [2, 4])
def test_site_map_takes_as_many_queries_whatever_it_lists(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    placed(*(f"a-{place}" for place in range(rows)))
    (shard,) = [p for p in listed(client, "/sitemap.xml") if "comparisons" in p]

    with django_assert_num_queries(3):
        client.get("/sitemap.xml")
    with django_assert_num_queries(2):
        client.get(shard)


@pytest.mark.parametrize(
    ("path", "kind", "line"),
    [
        ("/robots.txt", "text/plain", f"Sitemap: {SITE}/sitemap.xml"),
        (
            "/llms.txt",
            "text/markdown",
            f"- [OpenAPI description]({SITE}/api/v1/schema/): for programs",
        ),
    ],
)
def test_text_for_crawlers_is_there_and_not_sent_twice(
    client: Client, path: str, kind: str, line: str
) -> None:
    answer = client.get(path)

    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    assert line in answer.content.decode().splitlines()
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_site_map_follows_a_change_at_once(client: Client) -> None:
    shown: Any = builders.published_artifact(slug="alpha")
    (shard,) = [p for p in listed(client, "/sitemap.xml") if "artifacts" in p]
    etag = client.get(shard)["ETag"]
    assert client.get(shard, headers={"If-None-Match": etag}).status_code == 304

    Artifact.objects.filter(pk=shown.pk).update(slug="alpha-two")

    assert list(listed(client, shard)) == ["/artifacts/alpha-two/"]
