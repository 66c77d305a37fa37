"""What searches showed of artifacts, as verdicts take it: decayed, against what is usual."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from catalog.models import Artifact, Capability
from matchgraph.models import DemandWeek
from ranking.models import Epoch, MatchMean, Score
from ranking.preference import CapabilityEvidence
from ranking.services import drain_all, searched
from ranking.services.searched import SIGNALS, START
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("epoch")]
MONDAY = date(2026, 6, 1)


def writing() -> Capability:
    return builders.capability(key="code.writing", name="Code writing")


def scores(*artifacts: Artifact) -> list[Score]:
    drain_all()
    found = Score.objects.for_page().in_bulk([artifact.pk for artifact in artifacts])
    return [found[artifact.pk] for artifact in artifacts]


# (20,000 + .25 x 20,000) / (40,000 + 20,000), its deviation sqrt(.41666 x .58333 / 61).
def test_evidence_is_told_by_artifact_and_capability(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    capability = writing()
    pair = [builders.evidence_week(capability=capability).artifact for _ in range(2)]
    given = scores(*pair)

    with django_assert_num_queries(1):
        found = searched(given)

    told = CapabilityEvidence("code.writing", "Code writing", 416_666, 63_123, 40_000, 40)
    assert found == {artifact.pk: {"code.writing": told} for artifact in pair}


def test_examinations_and_outcomes_decay_and_visitors_do_not() -> None:
    earlier = MONDAY - timedelta(weeks=13)
    artifact = builders.evidence_week(capability=writing(), week=earlier).artifact

    (found,) = searched(scores(artifact))[artifact.pk].values()

    # 496,163 ppm are left after 91 days.
    assert (found.examinations, found.visitors) == (19_846, 40)
    assert found.satisfaction == (9_923 * 10**6 + 250_000 * 20_000) // (19_846 + 20_000)


def test_weeks_of_one_capability_are_added_up() -> None:
    capability, artifact = writing(), builders.published_artifact()
    for week in (MONDAY, MONDAY + timedelta(weeks=1), MONDAY - timedelta(weeks=105)):
        builders.evidence_week(artifact=artifact, capability=capability, week=week)

    (found,) = searched(scores(artifact))[artifact.pk].values()

    assert (found.examinations, found.visitors) == (40_000, 40)


def test_what_is_usual_for_the_capability_stands_before_what_is_for_the_type() -> None:
    capability = writing()
    artifact = builders.evidence_week(capability=capability).artifact
    MatchMean.objects.create(
        epoch=Epoch.objects.get(), type_key="model", capability=capability, mean=700_000
    )

    (found,) = searched(scores(artifact))[artifact.pk].values()

    assert found.satisfaction == (20_000 * 10**6 + 700_000 * 20_000) // 60_000


def test_nothing_is_asked_unless_each_has_evidence(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one, other = builders.evidence_week().artifact, builders.published_artifact()
    builders.evidence_week(artifact=other, visitor_days=4, outcomes=4000)
    given = scores(one, other)

    with django_assert_num_queries(0):
        assert searched(given) == {}
        assert searched([]) == {}


@pytest.mark.parametrize(("visitors", "known"), [(4, None), (5, 5)])
def test_demand_is_known_from_five_visitors_on(visitors: int, known: int | None) -> None:
    artifact = builders.published_artifact()
    DemandWeek.objects.create(artifact=artifact, week=MONDAY, visitor_days=visitors)

    (score,) = scores(artifact)

    assert score.breakdown.raw[START + SIGNALS.index("demand")] == known
    call_command("verify_ranks", stdout=StringIO())
