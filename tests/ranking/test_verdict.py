from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.explanation import Component, ComponentState, Explanation, Standing
from ranking.formula import COMPONENTS, LABELS, TYPES, group_of
from ranking.scoring import effective_weights, tenths_of
from ranking.verdict import Outcome, Side, Verdict, verdict

POINT = 10**8
LIVE = ("adoption", "quality", "freshness")
PPM = st.integers(min_value=0, max_value=1_000_000)
WEIGHTS = effective_weights({"adoption": 3500, "quality": 2000, "freshness": 1000}, LIVE)


def component(key: str, value: int | None) -> Component:
    weight = WEIGHTS.get(key, 0)
    return Component(
        key=key,
        label=LABELS[key],
        value=value,
        weight_bp=weight,
        contribution=weight * (value or 0),
        shown_tenths=0,
        coverage=1_000_000 if value is not None else 0,
        state=ComponentState.DORMANT if value is None else ComponentState.LIVE,
        note="",
        signals=(),
    )


def rank(
    adoption: int = 500_000, quality: int = 500_000, freshness: int = 500_000, **fields: Any
) -> Explanation:
    """A rank of three live components, exact unless `sd` and `width` (in tenths) say otherwise."""
    values = {"adoption": adoption, "quality": quality, "freshness": freshness}
    components = tuple(component(key, values.get(key)) for key in COMPONENTS)
    total = sum(one.contribution for one in components)
    width = fields.pop("width", 0)
    return Explanation(
        total=total,
        tenths=tenths_of(total),
        headline=0,
        sd=fields.pop("sd", 0),
        low_tenths=max(0, tenths_of(total) - width),
        high_tenths=min(1000, tenths_of(total) + width),
        coverage=1_000_000,
        state=fields.pop("state", Standing.RANKED),
        formula="1.0.0",
        epoch=1,
        as_of=date(2026, 6, 1),
        components=components,
        improve=(),
    )


def model(explanation: Explanation | None) -> Side:
    return Side("model", explanation)


ranks = st.builds(
    rank,
    PPM,
    PPM,
    PPM,
    sd=st.integers(min_value=0, max_value=20 * POINT),
    width=st.integers(min_value=0, max_value=300),
    state=st.sampled_from(Standing),
)
sides = st.builds(Side, st.sampled_from(TYPES), st.none() | ranks)


def mirrored(given_verdict: Verdict) -> Verdict:
    first = given_verdict.first
    return replace(
        given_verdict,
        first=None if first is None else 1 - first,
        difference=-given_verdict.difference,
        tenths=given_verdict.tenths[::-1],
    )


@given(sides, sides)
def test_verdict_mirrors(a: Side, b: Side) -> None:
    assert verdict(b, a) == mirrored(verdict(a, b))


@given(ranks)
def test_verdict_against_itself_is_never_a_lead(explanation: Explanation) -> None:
    outcome = verdict(model(explanation), model(explanation)).outcome

    assert outcome in {Outcome.TOO_CLOSE, Outcome.INSUFFICIENT_EVIDENCE}


@given(sides, sides)
def test_verdict_across_groups_orders_nothing(a: Side, b: Side) -> None:
    given_verdict = verdict(a, b)

    crossing = group_of(a.type_key) != group_of(b.type_key)
    assert (given_verdict.outcome is Outcome.CROSS_TYPE) == crossing
    if crossing:
        assert given_verdict == Verdict(Outcome.CROSS_TYPE)


@given(ranks, ranks)
def test_a_lead_is_two_points_and_points_at_the_higher_total(
    a: Explanation, b: Explanation
) -> None:
    given_verdict = verdict(model(a), model(b))

    if given_verdict.first is not None:
        higher = (a, b)[given_verdict.first]
        lower = (a, b)[1 - given_verdict.first]
        assert higher.total - lower.total >= 2 * POINT


@given(ranks, ranks)
def test_a_clear_lead_has_ranges_that_do_not_meet(a: Explanation, b: Explanation) -> None:
    given_verdict = verdict(model(a), model(b))

    if given_verdict.outcome is Outcome.LEADS:
        assert given_verdict.first is not None
        ahead, behind = (a, b)[given_verdict.first], (a, b)[1 - given_verdict.first]
        assert ahead.low_tenths > behind.high_tenths


@given(ranks, ranks)
def test_more_uncertainty_never_makes_a_verdict_surer(a: Explanation, b: Explanation) -> None:
    surer = [Outcome.TOO_CLOSE, Outcome.LEANS, Outcome.LEADS]
    sharp, blurred = replace(a, state=Standing.RANKED), replace(b, state=Standing.RANKED)
    before = verdict(model(sharp), model(blurred)).outcome

    after = verdict(model(replace(sharp, sd=sharp.sd + POINT)), model(blurred)).outcome

    assert surer.index(after) <= surer.index(before)


@pytest.mark.parametrize(
    ("adoption", "sd", "width", "outcome"),
    [
        (800_000, 0, 0, Outcome.LEADS),
        (800_000, 0, 200, Outcome.LEANS),
        (800_000, 10 * POINT, 0, Outcome.LEANS),
        (800_000, 30 * POINT, 0, Outcome.TOO_CLOSE),
        (530_000, 0, 0, Outcome.TOO_CLOSE),
    ],
)
def test_verdict_by_size_and_certainty(
    adoption: int, sd: int, width: int, outcome: Outcome
) -> None:
    ahead, behind = rank(adoption, sd=sd, width=width), rank(width=width)

    assert verdict(model(ahead), model(behind)).outcome is outcome


@pytest.mark.parametrize("other", [None, rank(state=Standing.PROVISIONAL)])
def test_verdict_needs_two_settled_ranks(other: Explanation | None) -> None:
    assert verdict(model(rank()), model(other)).outcome is Outcome.INSUFFICIENT_EVIDENCE


def test_trade_offs_name_what_speaks_for_the_one_behind() -> None:
    given_verdict = verdict(model(rank(1_000_000, 300_000)), model(rank(100_000, 500_000)))

    assert given_verdict.first == 0
    assert [(t.key, t.tenths) for t in given_verdict.trade_offs] == [("quality", 62)]


def test_types_weighed_differently_are_weighed_by_the_default() -> None:
    given_verdict = verdict(Side("framework", rank(900_000)), Side("mcp", rank(100_000)))

    assert given_verdict.reweighted
    assert given_verdict.tenths == (667, 333)


def test_margin_is_what_a_reader_works_out() -> None:
    assert Verdict(Outcome.LEADS, tenths=(674, 581)).margin_tenths == 93
