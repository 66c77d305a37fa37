"""The page of one artifact."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.enums import AliasKind, EditorialState, Metric
from catalog.models import Artifact, ArtifactAlias, NotApplicable, Release
from matchgraph.services.editing import link_capability
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all
from tests.matchgraph.searched import told

pytestmark = pytest.mark.django_db


def page(client: Client, slug: str = "alpha") -> str:
    response = client.get(f"/artifacts/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_artifact_page_takes_fourteen_queries_whatever_it_holds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    full_artifact("alpha", rows=rows)
    rank_all()
    client.get("/artifacts/alpha/")

    with django_assert_num_queries(14):
        client.get("/artifacts/alpha/")


def test_artifact_page_shows_prices_in_human_units(client: Client) -> None:
    full_artifact("alpha")

    assert "$0.22 / 1M input tokens" in page(client)


def test_artifact_page_shows_both_ways_of_a_relation(client: Client) -> None:
    alpha, beta = full_artifact("alpha"), full_artifact("beta")
    builders.relation(from_artifact=beta, to_artifact=alpha, kind="base_model")

    assert "is built on" in page(client)
    assert 'href="/artifacts/beta/"' in page(client)


def test_artifact_page_hides_relations_with_drafts(client: Client) -> None:
    alpha = full_artifact("alpha")
    draft = builders.artifact(name="Secret draft")
    builders.relation(from_artifact=draft, to_artifact=alpha)

    assert "Secret draft" not in page(client)


def test_artifact_page_explains_its_rank(client: Client) -> None:
    full_artifact("alpha")
    rank_all()

    shown = page(client)

    assert "The points below add up to the rank." in shown
    assert "What would raise it" in shown
    assert "Hub likes" in shown


def test_artifact_page_without_a_rank_says_so(client: Client) -> None:
    full_artifact("alpha")

    assert "Not ranked yet" in page(client)


def test_artifact_page_tells_what_does_not_apply_and_why(client: Client) -> None:
    alpha = full_artifact("alpha")
    NotApplicable.objects.create(
        artifact=alpha, metric=Metric.PACKAGE_DOWNLOADS_30D, reason="Comes from a hub."
    )

    assert "Package downloads, 30 days: Comes from a hub." in page(client)


def test_artifact_page_names_the_successor_of_what_is_retired(client: Client) -> None:
    newer = full_artifact("newer")
    full_artifact("alpha", lifecycle="deprecated", successor=newer)

    assert "Its successor is" in page(client)
    assert 'href="/artifacts/newer/"' in page(client)


def test_artifact_page_lists_releases(client: Client) -> None:
    alpha = full_artifact("alpha")
    Release.objects.create(artifact=alpha, version="2.0", released_on=date(2026, 3, 1))

    assert "1 March 2026" in page(client)


def test_description_is_rendered_and_cannot_script(client: Client) -> None:
    full_artifact("alpha", description="**Bold** <script>alert(1)</script>")

    shown = page(client)

    assert "<strong>Bold</strong>" in shown
    assert "<script>" not in shown


def test_earlier_slug_leads_to_the_artifact(client: Client) -> None:
    alpha = full_artifact("alpha")
    ArtifactAlias.objects.create(artifact=alpha, kind=AliasKind.SLUG, value="older")

    response = client.get("/artifacts/older/")

    assert (response.status_code, response.headers["Location"]) == (301, "/artifacts/alpha/")


@pytest.mark.parametrize(
    "state", [EditorialState.DRAFT, EditorialState.SUBMITTED, EditorialState.ARCHIVED]
)
def test_unpublished_artifact_has_no_page(client: Client, state: str) -> None:
    full_artifact("alpha")
    Artifact.objects.update(state=state)

    assert client.get("/artifacts/alpha/").status_code == 404


def test_page_is_not_sent_again_until_it_changes(client: Client) -> None:
    alpha = full_artifact("alpha")
    etag = client.get("/artifacts/alpha/").headers["ETag"]

    same = client.get("/artifacts/alpha/", headers={"If-None-Match": etag})
    builders.artifact_capability(artifact=alpha)
    changed = client.get("/artifacts/alpha/", headers={"If-None-Match": etag})

    assert (same.status_code, changed.status_code) == (304, 200)


def test_artifact_page_names_published_intents_it_serves(client: Client) -> None:
    today = timezone.now().date()
    skill = builders.capability()
    builders.artifact_capability(artifact=full_artifact("alpha"), capability=skill)
    etag = client.get("/artifacts/alpha/").headers["ETag"]
    for label, visitor_days in (("fold laundry", 20), ("iron shirts", 19)):
        intent = told(label, visitor_days=visitor_days, today=today)
        link_capability(intent=intent, capability=skill, by=None, reason="told")

    response = client.get("/artifacts/alpha/", headers={"If-None-Match": etag})

    shown = response.content.decode()
    assert '<a href="/search/?q=fold%20laundry">fold laundry</a>' in shown
    assert "20 visitors in 90 days, once a day each" in shown
    assert "iron shirts" not in shown


def test_artifact_page_does_not_change_for_an_intent_below_the_threshold(client: Client) -> None:
    skill = builders.capability()
    builders.artifact_capability(artifact=full_artifact("alpha"), capability=skill)
    before = client.get("/artifacts/alpha/")

    intent = told(visitor_days=19, today=timezone.now().date())
    link_capability(intent=intent, capability=skill, by=None, reason="told")

    after = client.get("/artifacts/alpha/")
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])
    assert "Nothing to tell yet." in after.content.decode()


def test_renamed_neighbour_makes_a_new_page(client: Client) -> None:
    full_artifact("alpha")
    etag = client.get("/artifacts/alpha/").headers["ETag"]

    Artifact.objects.exclude(slug="alpha").update(name="Renamed")

    response = client.get("/artifacts/alpha/", headers={"If-None-Match": etag})
    assert response.status_code == 200
