"""What visitors and REST clients see of an editorial verdict, whatever task has run."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from comparisons.editorial import Words
from comparisons.models import EditorialVerdict
from comparisons.services import verdicts
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all
from tests.comparisons.written import two, written

pytestmark = pytest.mark.django_db
ADDRESS = "/compare/alpha-vs-beta/"
API = "/api/v1/comparisons/?artifacts=alpha,beta"
SUMMARY = "Both are **small**, <script>alert(1)</script>."


def section(client: Client) -> str:
    """The editors' part of the page, as words."""
    page = client.get(ADDRESS).content.decode()
    found = re.search(r'<section class="verdict editorial".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_page_says_who_each_suits_above_the_computed_verdict(client: Client) -> None:
    by = builders.user("reviewer", first_name="Kim", last_name="Ode")
    written(by=by, rows=("licence", "lifecycle"))

    page = client.get(ADDRESS).content.decode()

    assert section(client) == (
        "Editors’ verdict Choose Alpha if … you need the first for what it does. "
        "Choose Beta if … you need the second for what it does. "
        "Decided by: Licence , Lifecycle . Kim Ode, 3 June 2026"
    )
    assert page.index('id="editors-verdict"') < page.index('id="verdict"')
    assert '<a href="#editors-verdict">' in page


def test_page_without_one_keeps_the_computed_verdict_alone(client: Client) -> None:
    two()

    page = client.get(ADDRESS).content.decode()

    assert ("editors-verdict" in page, 'id="verdict"' in page) == (False, True)


def test_deciding_rows_lead_to_their_places_on_the_page(client: Client) -> None:
    alpha, beta = two()
    for key in ("code.review", "code.writing"):
        skill = builders.capability(key=key)
        builders.artifact_capability(artifact=alpha, capability=skill)
        if key == "code.writing":
            builders.artifact_capability(artifact=beta, capability=skill)
    rows = ("licence", "component-quality", "capability:code.review", "capability:code.writing")
    written(alpha, beta, rows=(*rows, "verdict"))

    page = client.get(ADDRESS).content.decode()

    for target in (
        *("row-licence", "row-component-quality", "verdict"),
        *("capability-code.review", "capability-code.writing"),
    ):
        assert page.count(f'href="#{target}"') >= 1
        assert page.count(f'id="{target}"') == 1


def test_ids_of_the_page_are_unique(client: Client) -> None:
    full_artifact("alpha", rows=6)
    full_artifact("beta", rows=6)

    ids = re.findall(r'\bid="([^"]+)"', client.get(ADDRESS).content.decode())

    assert sorted(set(ids)) == sorted(ids)


def test_page_tells_what_changed_though_no_task_has_run(client: Client) -> None:
    verdict = written()
    Artifact.objects.filter(pk=verdict.first_id).update(licence_spdx="Apache-2.0")

    assert "Written before this changed: Licence of Alpha: was “MIT”, now “Apache-2.0”" in (
        section(client)
    )
    verdict.refresh_from_db()
    assert verdict.state == "current"


def test_page_believes_the_facts_and_not_the_stored_state(client: Client) -> None:
    written()
    EditorialVerdict.objects.update(
        state="stale", stale_since=builders.NOON, stale_rows=["licence"]
    )

    assert "Written before" not in section(client)


def test_summary_is_markdown_and_escaped(client: Client) -> None:
    words = Words("you need <b>Alpha</b> & nothing else.", "you need Beta & nothing else.", SUMMARY)
    written(words=words)

    page = client.get(ADDRESS).content.decode()

    assert "<strong>small</strong>" in page
    assert "you need &lt;b&gt;Alpha&lt;/b&gt; &amp; nothing else." in page
    assert "<script>" not in page


def test_withdrawn_verdict_is_gone_from_page_and_api(client: Client) -> None:
    verdict = written()

    verdicts.withdraw(verdict_id=verdict.pk, by=None)

    assert section(client) == ""
    assert client.get(API).json()["editorial"] is None


def test_comparison_of_three_shows_no_verdict_on_two_of_them(client: Client) -> None:
    written()
    builders.published_artifact(slug="gamma")

    page = client.get("/compare/alpha-vs-beta-vs-gamma/").content.decode()

    assert "editors-verdict" not in page


def test_verdict_across_types_says_what_each_is_for(client: Client) -> None:
    alpha = builders.published_artifact(slug="alpha", name="Alpha")
    beta = builders.published_artifact(slug="beta", name="Beta", type_id="dataset")
    words = Words("you want to run a model.", "you want to train a model.")
    written(alpha, beta, rows=("type",), words=words)

    shown = section(client)

    assert "Choose Beta if … you want to train a model." in shown


def test_ordering_words_are_hidden_once_the_types_have_no_order(client: Client) -> None:
    words = Words("you want the better licence of the two.", "you want the one that is older.")
    verdict = written(words=words)
    assert "better licence" in section(client)

    Artifact.objects.filter(pk=verdict.second_id).update(type_id="dataset")

    assert section(client) == ""
    assert "better" not in client.get(ADDRESS).content.decode()
    assert client.get(API).json()["editorial"] is None


def test_every_step_of_a_verdict_makes_a_new_page(client: Client) -> None:
    two()
    etags = [client.get(ADDRESS).headers["ETag"]]

    def look() -> None:
        etags.append(client.get(ADDRESS).headers["ETag"])

    verdict = written(*Artifact.objects.filter(slug__in=["alpha", "beta"]))
    look()
    EditorialVerdict.objects.update(choose_first="you need something else by now.")
    look()
    EditorialVerdict.objects.update(written_on="2026-07-01")
    look()
    verdicts.withdraw(verdict_id=verdict.pk, by=None)
    look()

    assert len(set(etags[:-1])) == 4
    assert etags[-1] == etags[0]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_with_a_verdict_takes_nine_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    made = full_artifact("alpha", rows=rows), full_artifact("beta", rows=rows)
    rank_all()
    written(*made, rows=("licence", "starting_price", "rank"))
    client.get(ADDRESS)

    with django_assert_num_queries(9):
        client.get(ADDRESS)
    with django_assert_num_queries(9):
        client.get(API)


def test_api_tells_the_whole_verdict(client: Client) -> None:
    by = builders.user("reviewer", first_name="Kim", last_name="Ode")
    verdict = written(
        by=by, words=Words("you need Alpha as it is.", "you need Beta as it is.", "So.")
    )
    Artifact.objects.filter(pk=verdict.second_id).update(licence_spdx="MIT")

    assert client.get(API).json()["editorial"] == {
        "state": "stale",
        "choose": ["you need Alpha as it is.", "you need Beta as it is."],
        "summary": "So.",
        "deciding_rows": [
            {
                "key": "licence",
                "label": "Licence",
                "html_url": "http://testserver/compare/alpha-vs-beta/#row-licence",
            }
        ],
        "changed": [
            {
                "row": "licence",
                "label": "Licence",
                "artifact": "beta",
                "was": "Unknown",
                "now": "MIT",
            }
        ],
        "author": "Kim Ode",
        "as_of": "2026-06-03",
    }


def test_api_without_a_verdict_says_null(client: Client) -> None:
    two()

    assert client.get(API).json()["editorial"] is None
