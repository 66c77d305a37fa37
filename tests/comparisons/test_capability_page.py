"""The page of one capability: who has it, in whose words, and on what evidence."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.enums import ReviewState, Support
from catalog.models import Artifact, Capability
from matchgraph.services.editing import link_capability
from ranking.models import Epoch
from tests import builders
from tests.comparisons.ranked import rank_all
from tests.matchgraph.searched import told

pytestmark = pytest.mark.django_db
ADDRESS = "/capabilities/code.repair/"
HOLDER = re.compile(r'<h3><a href="/artifacts/([^/]+)/"')
CONTENT = "Of searchers who looked at it for this,"


@pytest.fixture
def repair() -> Capability:
    return builders.capability(key="code.repair", name="Repair")


def holder(skill: Capability, slug: str, **fields: Any) -> Artifact:
    made = builders.published_artifact(slug=slug, name=slug.title())
    builders.artifact_capability(artifact=made, capability=skill, **fields)
    return made


def page(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_who_has_it_comes_before_who_has_not(client: Client, repair: Capability) -> None:
    for support in (Support.NO, Support.UNKNOWN, Support.PARTIAL, Support.YES):
        holder(repair, support.value, support=support)
    builders.artifact_capability(capability=repair, name="Hidden draft")

    shown = page(client)

    assert HOLDER.findall(shown) == ["yes", "partial", "unknown", "no"]
    assert "2 artifacts, each in its own words" in shown
    assert "Hidden draft" not in shown


def test_higher_rank_comes_first_and_is_shown(client: Client, repair: Capability) -> None:
    holder(repair, "aaa")
    best = holder(repair, "bbb")
    Artifact.objects.filter(pk=best.pk).update(description="x" * 500, licence_spdx="MIT")
    rank_all()

    shown = page(client)

    assert HOLDER.findall(shown) == ["bbb", "aaa"]
    assert shown.count(">rank</a>") == 2


def test_sources_of_that_capability_alone_are_named(client: Client, repair: Capability) -> None:
    made = holder(repair, "alpha", review_state=ReviewState.REVIEWED)
    held = made.capabilities.get()
    read = builders.source(title="Handbook")
    builders.citation(artifact=made, artifact_capability=held, field="", source=read)
    builders.citation(artifact=made, source=builders.source(title="Elsewhere"))

    shown = page(client)

    assert "Handbook" in shown
    assert "read <time" in shown
    assert "Reviewed" in shown
    assert "Elsewhere" not in shown


@pytest.mark.parametrize(
    ("figures", "is_told"),
    [
        ({"examinations": 20_000, "visitor_days": 5, "outcomes": 5_000}, True),
        ({"examinations": 19_999, "visitor_days": 5, "outcomes": 5_000}, False),
        ({"examinations": 20_000, "visitor_days": 4, "outcomes": 4_000}, False),
    ],
)
def test_what_searchers_chose_takes_enough_of_them(
    client: Client, repair: Capability, figures: dict[str, int], is_told: bool
) -> None:
    Epoch.objects.update(as_of="2026-06-02")
    made = holder(repair, "alpha")
    builders.evidence_week(artifact=made, capability=repair, **figures)
    builders.evidence_week(artifact=made, visitor_days=300)
    rank_all()

    assert (CONTENT in page(client)) is is_told


def test_related_are_those_its_artifacts_have_too(client: Client, repair: Capability) -> None:
    often, seldom = builders.capability(name="Often"), builders.capability(name="Seldom")
    for slug in ("one", "two"):
        builders.artifact_capability(artifact=holder(repair, slug), capability=often)
    builders.artifact_capability(artifact=Artifact.objects.get(slug="two"), capability=seldom)
    builders.artifact_capability(artifact=builders.published_artifact())

    related = client.get(ADDRESS).context["told"].related

    assert [(one.name, number) for one, number in related] == [("Often", 2), ("Seldom", 1)]


def test_published_intents_lead_to_it_and_no_others(client: Client, repair: Capability) -> None:
    holder(repair, "alpha")
    empty = page(client)
    today = timezone.now().date()

    below = told("mend bicycles", prefixes=9, today=today)
    link_capability(intent=below, capability=repair, by=None, reason="told")
    unchanged = page(client)
    intent = told("mend programs", today=today)
    link_capability(intent=intent, capability=repair, by=None, reason="told")

    assert "Nothing to tell yet." in empty
    assert unchanged == empty
    assert '<a href="/search/?q=mend%20programs">mend programs</a>' in page(client)


def test_capability_nobody_has_says_so(client: Client, repair: Capability) -> None:
    assert "No published artifact has it yet." in page(client)


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_capability_page_takes_the_same_queries_whoever_has_it(
    client: Client, repair: Capability, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    Epoch.objects.update(as_of="2026-06-02")
    other = builders.capability()
    for place in range(rows):
        made = holder(repair, f"artifact-{place}-x")
        builders.artifact_capability(artifact=made, capability=other)
        builders.evidence_week(artifact=made, capability=repair)
    rank_all()

    with django_assert_num_queries(13):
        page(client)
