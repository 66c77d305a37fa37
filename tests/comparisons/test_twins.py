"""The Markdown twins carry what their pages show, and say whose twins they are."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from catalog.enums import AliasKind, EditorialState
from catalog.models import Artifact, ArtifactAlias
from matchgraph.services.editing import link_capability
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all, settled_artifact
from tests.matchgraph.searched import told

pytestmark = pytest.mark.django_db
FIGURE = re.compile(r"\d[\d.,:]*\d|\d")
ARTIFACT, PAIR = "/artifacts/alpha", "/compare/alpha-vs-gamma"


class Tables(HTMLParser):
    """The text inside every table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.told: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "table"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "table"

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.told.append(data)


def figures_of_tables(html: str) -> set[str]:
    tables = Tables()
    tables.feed(html)
    return set(FIGURE.findall(" ".join(tables.told)))


def twin(client: Client, path: str) -> str:
    answer = client.get(f"{path}.md")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/markdown; charset=utf-8")
    return answer.content.decode()


@pytest.fixture
def world(db: None) -> None:
    """A model without much, a dataset of which all is known, and what both can do."""
    alpha, gamma = full_artifact("alpha", rows=3), settled_artifact("gamma")
    both = builders.capability(key="code.completion", name="Code completion")
    for owner, text in ((alpha, "Ours <b>completes</b>."), (gamma, "Theirs | completes.")):
        builders.artifact_capability(artifact=owner, capability=both, description=text)
    rank_all()


@pytest.mark.parametrize("path", [ARTIFACT, PAIR])
def test_twin_has_every_figure_of_the_tables_of_its_page(
    client: Client, world: None, path: str
) -> None:
    shown = figures_of_tables(client.get(f"{path}/").content.decode())

    assert len(shown) > 20
    assert shown - set(FIGURE.findall(twin(client, path))) == set()


def test_twin_of_a_comparison_tells_capabilities_verdict_and_sources(
    client: Client, world: None
) -> None:
    told = twin(client, PAIR)

    assert "### Shared: Code completion" in told
    assert r"Ours \<b\>completes\</b\>." in told
    assert r"Theirs \| completes." in told
    assert told.startswith("# Alpha vs Gamma\n")
    assert told.count("\n## ") == 7


def test_twin_names_its_page_as_canonical(client: Client, world: None, settings: Settings) -> None:
    settings.SITE_URL = "https://lineup.example"

    answer = client.get(f"{ARTIFACT}.md")

    assert answer["Link"] == '<https://lineup.example/artifacts/alpha/>; rel="canonical"'
    assert "X-Robots-Tag" not in answer


def test_twin_is_not_sent_again_until_something_changed(client: Client, world: None) -> None:
    etag = client.get(f"{PAIR}.md")["ETag"]
    assert client.get(f"{PAIR}.md", headers={"If-None-Match": etag}).status_code == 304

    Artifact.objects.filter(slug="alpha").update(summary="Now something else.")

    assert client.get(f"{PAIR}.md", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/artifacts/old-alpha.md", "/artifacts/alpha.md"),
        ("/compare/gamma-vs-alpha.md", "/compare/alpha-vs-gamma.md"),
    ],
)
def test_other_spellings_lead_to_the_twin_at_its_one_address(
    client: Client, world: None, asked: str, target: str
) -> None:
    alpha = Artifact.objects.get(slug="alpha")
    ArtifactAlias.objects.create(artifact=alpha, kind=AliasKind.SLUG, value="old-alpha")

    answer = client.get(asked)

    assert (answer.status_code, answer["Location"]) == (301, target)


@pytest.mark.parametrize("path", [ARTIFACT, PAIR, "/compare/gamma-vs-gamma", "/compare/a"])
def test_nothing_unpublished_has_a_twin(client: Client, path: str) -> None:
    builders.published_artifact(slug="gamma")
    builders.artifact(slug="alpha", state=EditorialState.DRAFT)

    assert client.get(f"{path}.md").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_twin_of_an_artifact_takes_as_many_queries_as_its_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    full_artifact("alpha", rows=rows)
    rank_all()
    client.get(f"{ARTIFACT}/")

    with django_assert_num_queries(13):
        client.get(f"{ARTIFACT}.md")


def test_twin_names_published_intents_and_no_others(client: Client) -> None:
    owner, today = builders.published_artifact(slug="alpha"), timezone.now().date()
    skill = builders.capability()
    builders.artifact_capability(artifact=owner, capability=skill)
    for label, prefixes in (("mend programs", 10), ("mend bicycles", 9)):
        intent = told(label, prefixes=prefixes, today=today)
        link_capability(intent=intent, capability=skill, by=None, reason="told")

    shown = twin(client, ARTIFACT)

    assert "- mend programs: " in shown
    assert "bicycles" not in shown
