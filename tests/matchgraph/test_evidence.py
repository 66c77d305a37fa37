from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from matchgraph.decay import kept, monday_of, weekly_decay
from matchgraph.evidence import PPM, against_usual, posterior, shrunk_mean
from matchgraph.models import DemandWeek, EvidenceWeek
from tests import builders

MONDAY = date(2026, 6, 1)
SUMS = st.integers(0, 10**9)
MEANS = st.integers(10_000, PPM)


def test_half_of_the_evidence_is_left_after_ninety_days() -> None:
    table = weekly_decay()
    assert (len(table), table[0]) == (105, 1_000_000)
    assert table[12] > 500_000 > table[13]
    assert all(older < newer for newer, older in pairwise(table))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 800))
def test_decay_moves_on_mondays_only(week: date, days: int) -> None:
    monday, day = monday_of(week), monday_of(week) + timedelta(days=days)
    assert kept(monday, day) == kept(monday, monday_of(day))
    assert kept(monday, monday_of(day)) >= kept(monday, monday_of(day) + timedelta(weeks=1))


def test_nothing_counts_before_its_week_or_after_two_years() -> None:
    assert kept(MONDAY, MONDAY - timedelta(days=1)) == 0
    assert kept(MONDAY, MONDAY + timedelta(weeks=104)) == weekly_decay()[-1]
    assert kept(MONDAY, MONDAY + timedelta(weeks=105)) == 0


def test_posterior_in_figures() -> None:
    found = posterior(outcomes=8_000, examinations=10_000, mean=250_000)
    assert found.satisfaction == 433_333
    # sqrt(.4333 x .5667 / 31)
    assert found.sd == 89_000


@given(SUMS, SUMS, MEANS)
def test_posterior_is_in_bounds(outcomes: int, examinations: int, mean: int) -> None:
    found = posterior(outcomes, examinations, mean)
    assert 0 <= found.satisfaction <= PPM
    assert 0 <= found.sd <= PPM // 2


@given(st.integers(0, 10**6), st.integers(1, 10**6), MEANS, st.sampled_from(weekly_decay()))
def test_decay_moves_the_posterior_towards_the_mean_and_never_past_it(
    outcomes: int, examinations: int, mean: int, left: int
) -> None:
    now = posterior(outcomes, examinations, mean).satisfaction
    later = posterior(outcomes * left // PPM, examinations * left // PPM, mean).satisfaction
    # Sums are whole thousandths: rounding them down may cost a thousandth of an examination.
    rounding = PPM // 20_000 + 1
    low, high = sorted((now, mean))
    assert low - rounding <= later <= high + rounding


@given(SUMS, SUMS, st.integers(0, 10**6), MEANS)
def test_posterior_never_falls_with_a_better_outcome(
    outcomes: int, examinations: int, more: int, mean: int
) -> None:
    less = posterior(outcomes, examinations, mean).satisfaction
    assert posterior(outcomes + more, examinations, mean).satisfaction >= less


@given(SUMS, SUMS, MEANS)
def test_a_shrunk_mean_can_always_be_divided_by(
    outcomes: int, examinations: int, towards: int
) -> None:
    assert 10_000 <= shrunk_mean(outcomes, examinations, towards) <= PPM


def test_the_usual_is_half_and_twice_of_it_the_whole() -> None:
    assert [against_usual(figure, 200_000) for figure in (0, 200_000, 400_000, 900_000)] == [
        *(0, 500_000, 1_000_000, 1_000_000),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"week": date(2026, 6, 2)}, "evidence_week_begins_on_monday"),
        ({"visitor_days": 0, "outcomes": 0}, "evidence_of_somebody"),
        ({"examinations": 0}, "evidence_of_somebody"),
        ({"outcomes": 1001}, "evidence_outcomes_in_bounds"),
    ],
)
def test_evidence_that_cannot_be_is_refused(fields: dict[str, object], constraint: str) -> None:
    values = {"week": MONDAY, "visitor_days": 1, "examinations": 500, "outcomes": 100} | fields
    with pytest.raises(IntegrityError) as refused:
        EvidenceWeek.objects.create(
            artifact=builders.artifact(), capability=builders.capability(), **values
        )
    assert refused.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"week": date(2026, 6, 7)}, "demand_week_begins_on_monday"),
        ({"visitor_days": 0}, "demand_of_somebody"),
    ],
)
def test_demand_that_cannot_be_is_refused(fields: dict[str, object], constraint: str) -> None:
    values = {"week": MONDAY, "visitor_days": 1} | fields
    with pytest.raises(IntegrityError) as refused:
        DemandWeek.objects.create(artifact=builders.artifact(), **values)
    assert refused.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]
