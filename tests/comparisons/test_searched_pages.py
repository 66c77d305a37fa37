"""What searchers chose, on the page and in the API: only where enough of them looked at both."""

from collections.abc import Mapping

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact
from matchgraph.models import EvidenceWeek
from ranking.models import Epoch, Score
from tests import builders
from tests.comparisons.ranked import full_artifact, rank_all
from tests.comparisons.test_compare_page import ADDRESS

pytestmark = pytest.mark.django_db
API = "/api/v1/comparisons/?artifacts=alpha,beta"
CHOSEN = "Searchers chose Alpha more often for code writing."
UNCLEAR = "Searchers chose neither clearly more often for code writing."


@pytest.fixture(autouse=True)
def _day() -> None:
    Epoch.objects.update(as_of="2026-06-02")


def searched_pair(
    types: tuple[str, str] = ("model", "model"), of_beta: Mapping[str, int] | None = None
) -> None:
    """Forty visitors looked at each; three in four were content with alpha, one in five with
    beta. Both have three hundred visitors more for another capability."""
    capability = builders.capability(key="code.writing", name="Code writing")
    for slug, type_key in zip(("alpha", "beta"), types, strict=True):
        full_artifact(slug, type_id=type_key)
    alpha, beta = Artifact.objects.filter(slug__in=("alpha", "beta")).order_by("slug")
    builders.evidence_week(artifact=alpha, capability=capability, outcomes=30_000)
    builders.evidence_week(
        artifact=beta, capability=capability, **{"outcomes": 8_000} | dict(of_beta or {})
    )
    for artifact in (alpha, beta):
        builders.evidence_week(artifact=artifact, visitor_days=300)
    rank_all()


def told(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_what_searchers_chose_is_told_on_the_page_and_in_the_api(client: Client) -> None:
    searched_pair()

    answer = client.get(API).json()

    assert CHOSEN in told(client)
    assert CHOSEN in answer["words"]["verdict"]
    (found,) = answer["comparison"]["verdict"]["findings"]
    assert (found["key"], found["favours"]) == ("code.writing", 0)
    assert found["satisfactions"] == [583_333, 216_666]


@pytest.mark.parametrize(
    ("of_beta", "sentence"),
    [
        ({"examinations": 20_000, "outcomes": 4_000}, CHOSEN),
        ({"examinations": 19_999, "outcomes": 4_000}, ""),
        ({"visitor_days": 5, "outcomes": 5_000}, CHOSEN),
        ({"visitor_days": 4, "outcomes": 4_000}, ""),
        # Posteriors of .583333 and .468250 differ by 1.2814 of their deviations, .0898; 1.2816
        # are 90 %.
        ({"outcomes": 23_095}, UNCLEAR),
        ({"outcomes": 23_094}, CHOSEN),
    ],
)
def test_what_searchers_chose_needs_enough_of_them_on_both_sides_and_clearness(
    client: Client, of_beta: dict[str, int], sentence: str
) -> None:
    searched_pair(of_beta=of_beta)

    page = told(client)

    assert [one for one in (CHOSEN, UNCLEAR) if one in page] == ([sentence] if sentence else [])


def test_nothing_of_searches_is_told_across_type_groups(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    searched_pair(types=("model", "dataset"))

    with django_assert_num_queries(10):
        page = told(client)

    assert "Searchers" not in page


@pytest.mark.parametrize("capabilities", [1, 3, 50])
def test_searched_pair_takes_one_query_more_whatever_was_searched_for(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, capabilities: int
) -> None:
    searched_pair()
    for _ in range(capabilities - 1):
        capability = builders.capability()
        for slug in ("alpha", "beta"):
            artifact = Artifact.objects.get(slug=slug)
            builders.evidence_week(artifact=artifact, capability=capability)
    rank_all()

    for address in (ADDRESS, API):
        with django_assert_num_queries(11):
            assert CHOSEN in told(client, address)


def test_lead_no_longer_says_that_no_search_was_counted(client: Client) -> None:
    searched_pair()

    asleep = told(client)
    Score.objects.update(weights=[3500, 1000, 1000, 2500, 2000])
    awake = told(client)

    assert "too few searches have been counted yet to weigh in the rank." in asleep
    assert "searches count as a part of the rank." in awake


@pytest.mark.parametrize("address", [ADDRESS, API])
def test_new_evidence_makes_a_new_answer_even_before_ranks_follow(
    client: Client, address: str
) -> None:
    searched_pair()
    etag = client.get(address).headers["ETag"]

    EvidenceWeek.objects.filter(capability__key="code.writing").update(outcomes=20_000)

    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, UNCLEAR in again.content.decode()) == (200, True)
