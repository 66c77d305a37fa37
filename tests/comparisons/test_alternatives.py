"""Alternatives: what shares capabilities and searches with an artifact, and why."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact, ArtifactAlias, Capability
from comparisons.alternatives import Alternatives, fit
from comparisons.services.alternatives import alternatives
from comparisons.words.alternatives import why
from matchgraph.services.editing import link_capability
from tests import builders
from tests.comparisons.test_changes import shown
from tests.matchgraph.searched import told

pytestmark = pytest.mark.django_db


def able(slug: str, *has: Capability, partly: bool = False, **fields: Any) -> Artifact:
    made = builders.published_artifact(slug=slug, name=slug.title(), **fields)
    for capability in has:
        support = "partial" if partly else "yes"
        builders.artifact_capability(artifact=made, capability=capability, support=support)
    return made


def of(artifact: Artifact) -> Alternatives:
    return alternatives(
        Artifact.objects.select_related("type").get(pk=artifact.pk), today=timezone.now().date()
    )


def slugs(artifact: Artifact) -> list[str]:
    return [one.artifact.slug for one in of(artifact).found]


@pytest.fixture
def writing() -> Capability:
    return builders.capability(key="code.writing", name="Writing")


@pytest.fixture
def reading() -> Capability:
    return builders.capability(key="code.reading", name="Reading")


def test_those_that_share_most_come_first_each_with_why(
    writing: Capability, reading: Capability
) -> None:
    alpha = able("alpha", writing, reading)
    able("half", writing)
    able("whole", writing, reading, type_id="finetune")
    able("part", writing, partly=True)
    able("apart", builders.capability())

    found = of(alpha)

    assert [(one.artifact.slug, one.overlap, why(one, found)) for one in found.found] == [
        (
            "whole",
            1_000_000,
            "Shares 2 of 2 capabilities: Writing, Reading."
            " Another type of the same group: Fine-tune.",
        ),
        ("half", 500_000, "Shares 1 of 2 capabilities: Writing. Same type: Model."),
        ("part", 250_000, "Shares 1 of 2 capabilities: Writing (in part). Same type: Model."),
    ]


def test_what_the_artifact_itself_has_in_part_is_met_by_part(writing: Capability) -> None:
    alpha = able("alpha", writing, partly=True)
    able("beta", writing, partly=True)

    assert of(alpha).found[0].overlap == 1_000_000


def test_another_group_a_draft_and_what_is_retired_are_no_alternatives(
    writing: Capability,
) -> None:
    alpha = able("alpha", writing)
    able("data", writing, type_id="dataset")
    able("gone", writing, lifecycle="retired")
    able("draft", writing, state="draft")
    builders.artifact_capability(artifact=able("unable"), capability=writing, support="no")

    assert slugs(alpha) == []


def test_search_that_both_answer_counts_once_it_is_published(
    writing: Capability, reading: Capability
) -> None:
    alpha = able("alpha", writing)
    able("answers", reading)
    able("aaa", builders.capability(), reading)
    intent = told("fix my code", today=timezone.now().date())
    for capability in (writing, reading):
        link_capability(intent=intent, capability=capability, by=None)
    hidden = told("hushhush", visitor_days=19, today=timezone.now().date())
    link_capability(intent=hidden, capability=writing, by=None)

    found = of(alpha)

    assert found.intents == 1
    assert [(one.artifact.slug, one.fit) for one in found.found] == [
        ("aaa", 250_000),
        ("answers", 250_000),
    ]
    assert why(found.found[0], found) == (
        "Shares none of 1 capability. Both answer 1 of 1 published search: “fix my code”."
        " Same type: Model."
    )


@pytest.mark.parametrize(
    ("overlap", "searches", "expected"),
    [(400_000, None, 400_000), (400_000, 0, 300_000), (1_000_000, 1_000_000, 1_000_000)],
)
def test_fit_weighs_searches_only_where_there_are_any(
    overlap: int, searches: int | None, expected: int
) -> None:
    assert fit(overlap, searches) == expected


@pytest.mark.parametrize("lifecycle", ["deprecated", "retired"])
def test_successor_stands_first_even_if_it_shares_nothing(
    writing: Capability, lifecycle: str
) -> None:
    alpha = able("alpha", writing, lifecycle=lifecycle, successor=able("zeta"))
    able("beta", writing)

    found = of(alpha)

    assert [(one.artifact.slug, one.is_successor) for one in found.found] == [
        ("zeta", True),
        ("beta", False),
    ]
    assert why(found.found[0], found).startswith("Named as its successor. Shares none of 1")


def test_successor_of_what_is_still_active_stands_where_it_fits(
    writing: Capability, reading: Capability
) -> None:
    alpha = able("alpha", writing, reading, successor=able("zeta", reading))
    able("beta", writing, reading)

    assert slugs(alpha) == ["beta", "zeta"]


def test_hidden_successor_is_not_told(writing: Capability) -> None:
    hidden = builders.artifact(slug="hushhush")
    alpha = able("alpha", writing, lifecycle="retired", successor=hidden)

    assert slugs(alpha) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_alternatives_take_as_many_queries_whatever_there_are(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    has = [builders.capability() for _ in range(rows)]
    able("alpha", *has)
    for place in range(rows):
        able(f"beta-{place}-x", *has)
        intent = told(f"wish {place}", today=timezone.now().date())
        link_capability(intent=intent, capability=has[0], by=None)

    with django_assert_num_queries(5):
        assert client.get("/artifacts/alpha/alternatives/").status_code == 200
    with django_assert_num_queries(5):
        assert client.get("/api/v1/artifacts/alpha/alternatives/").status_code == 200


def test_page_links_to_the_comparison_and_says_why(client: Client, writing: Capability) -> None:
    able("beta", writing)
    able("alpha", writing)

    page = client.get("/artifacts/beta/alternatives/").content.decode()

    assert re.findall(r'href="(/compare/[^"?]+)"', page) == ["/compare/alpha-vs-beta/"]
    assert "Shares 1 of 1 capability: Writing . Same type: Model." in shown(
        client, "/artifacts/beta/alternatives/"
    )


def test_page_without_alternatives_says_what_that_rests_on(
    client: Client, writing: Capability
) -> None:
    able("alpha", writing)
    able("bare")

    assert "no other published artifact of this group" in shown(
        client, "/artifacts/alpha/alternatives/"
    )
    assert "no capability of Bare has been described yet" in shown(
        client, "/artifacts/bare/alternatives/"
    )


def test_earlier_slug_leads_on_and_an_unknown_one_nowhere(client: Client) -> None:
    ArtifactAlias.objects.create(artifact=able("alpha"), kind="slug", value="earlier")

    for root in ("", "/api/v1"):
        moved = client.get(f"{root}/artifacts/earlier/alternatives/")
        assert (moved.status_code, moved["Location"]) == (
            301,
            f"{root}/artifacts/alpha/alternatives/",
        )
        assert client.get(f"{root}/artifacts/none/alternatives/").status_code == 404


def test_api_tells_shares_and_why(client: Client, writing: Capability) -> None:
    able("alpha", writing)
    able("beta", writing, partly=True)

    (entry,) = client.get("/api/v1/artifacts/alpha/alternatives/").json()["results"]

    assert (entry["artifact"]["slug"], entry["overlap"], entry["searches"]) == (
        "beta",
        500_000,
        None,
    )
    assert entry["capabilities"][0]["partly"] is True
    assert entry["comparison_html_url"] == "http://testserver/compare/alpha-vs-beta/"
