"""Nothing of what is not published can be read from outside, by any address."""

import pytest
from django.test import Client

from catalog.enums import EditorialState
from catalog.models import Artifact, ArtifactAlias
from tests import builders
from tests.comparisons.api_world import rank_all, rich_artifact

pytestmark = pytest.mark.django_db

SECRET = "hushhush"
LISTS = (
    *("artifacts", "capabilities", "types", "categories", "organizations", "offerings", "prices"),
    *("relations", "scores", "changes"),
)


def hide(artifact: Artifact, state: str) -> None:
    Artifact.objects.filter(pk=artifact.pk).update(state=state)


@pytest.fixture(params=[EditorialState.DRAFT, EditorialState.SUBMITTED, EditorialState.ARCHIVED])
def hidden(request: pytest.FixtureRequest) -> Artifact:
    """An artifact with all its parts, beside a published one that it is tied to in every way."""
    maker = builders.organization(slug=f"{SECRET}-maker", name=SECRET)
    artifact = rich_artifact(slug=f"{SECRET}-thing", name=SECRET, publisher=maker, summary=SECRET)
    ArtifactAlias.objects.create(artifact=artifact, kind="slug", value=f"{SECRET}-before")
    server = builders.organization(slug=f"{SECRET}-server", name=SECRET)
    builders.price(offering=builders.offering(artifact=artifact, provider=server))
    code = builders.capability(key="code.writing")
    builders.artifact_capability(artifact=artifact, capability=code, name=SECRET)
    shown = builders.published_artifact(slug="shown", successor=artifact)
    builders.relation(from_artifact=artifact, to_artifact=shown, note=SECRET)
    builders.relation(from_artifact=shown, to_artifact=artifact, note=SECRET)
    builders.artifact_capability(artifact=shown, capability=code)
    rank_all()
    hide(artifact, request.param)
    rank_all()
    return artifact


def test_no_list_and_no_detail_tells_of_it(hidden: Artifact, client: Client) -> None:
    details = (
        *("artifacts/shown", "scores/shown", "scores/shown/history"),
        *("capabilities/code.writing", "types/model", "artifacts/shown/alternatives"),
    )

    for path in (*LISTS, *details):
        answer = client.get(f"/api/v1/{path}/")
        assert answer.status_code == 200, path
        assert SECRET not in answer.content.decode(), path


def test_counts_leave_it_out(hidden: Artifact, client: Client) -> None:
    assert client.get("/api/v1/types/model/").json()["artifacts_count"] == 1
    assert client.get("/api/v1/capabilities/code.writing/").json()["artifacts_count"] == 1


@pytest.mark.parametrize(
    "path",
    [
        f"artifacts/{SECRET}-thing/",
        f"artifacts/{SECRET}-before/",
        f"scores/{SECRET}-thing/",
        f"scores/{SECRET}-before/",
        f"scores/{SECRET}-thing/history/",
        f"scores/{SECRET}-before/history/",
        f"organizations/{SECRET}-maker/",
        f"organizations/{SECRET}-server/",
        f"artifacts/{SECRET}-thing/alternatives/",
        f"artifacts/{SECRET}-before/alternatives/",
        f"comparisons/?artifacts=shown,{SECRET}-thing",
        f"comparisons/?artifacts=shown,{SECRET}-before",
    ],
)
def test_its_own_addresses_say_what_those_of_nothing_say(
    path: str, hidden: Artifact, client: Client
) -> None:
    answer = client.get(f"/api/v1/{path}")
    nothing = client.get(f"/api/v1/{path.replace(SECRET, 'nothing')}")

    assert answer.status_code == nothing.status_code == 404
    assert answer.content.decode().replace(SECRET, "nothing") == nothing.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        f"artifacts/?publisher={SECRET}-maker",
        f"offerings/?artifact={SECRET}-thing",
        f"changes/?artifact={SECRET}-thing",
        f"offerings/?provider={SECRET}-server",
        f"prices/?artifact={SECRET}-thing",
        f"relations/?artifact={SECRET}-thing",
        f"relations/?to_artifact={SECRET}-thing",
    ],
)
def test_filters_do_not_know_it(path: str, hidden: Artifact, client: Client) -> None:
    answer = client.get(f"/api/v1/{path}")
    nothing = client.get(f"/api/v1/{path.replace(SECRET, 'nothing')}")

    assert answer.status_code == nothing.status_code == 400
    assert "Did you mean" not in answer.content.decode()


def test_its_offering_shows_no_prices(hidden: Artifact, client: Client) -> None:
    offering = hidden.offerings.first()
    assert offering is not None

    answer = client.get(f"/api/v1/prices/?offering={offering.pk}")

    assert answer.json()["results"] == []


def test_search_does_not_find_it(hidden: Artifact, client: Client) -> None:
    assert client.get(f"/api/v1/search/?q={SECRET}").json()["results"] == []
