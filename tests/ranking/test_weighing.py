"""Under which weights two ranks are compared, and what they come to under them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.explanation import ComponentState, Explanation
from ranking.formula import COMPONENTS, WEIGHTS
from ranking.scoring import BASIS
from ranking.verdict import Basis, Outcome, Side, verdict
from tests.ranking.explained import POINT, own_weights, rank, ranks, side

OWN = st.none() | own_weights()
DECIDED = {Outcome.TOO_CLOSE, Outcome.LEANS, Outcome.LEADS}
ADOPTION_ALONE = {"adoption": 10_000} | dict.fromkeys(COMPONENTS[1:], 0)


def weighed_total(explanation: Explanation, weights: Mapping[str, int]) -> int:
    return sum(weights[c.key] * (c.value or 0) for c in explanation.components)


@given(ranks("mcp"), ranks("framework"), OWN)
def test_difference_is_that_of_the_weighed_values(
    a: Explanation, b: Explanation, own: Mapping[str, int] | None
) -> None:
    a, b = replace(a, adjustment=0), replace(b, adjustment=0)

    told = verdict(Side("mcp", a), Side("framework", b), own=own)

    if told.rebased and told.outcome in DECIDED:
        assert sum(told.weights.values()) == BASIS
        assert not any(told.weights[key] for key in told.left_out)
        totals = [weighed_total(one, told.weights) for one in (a, b)]
        assert told.difference == totals[0] - totals[1]


def test_types_weighed_differently_are_weighed_by_the_default() -> None:
    told = verdict(side("framework", adoption=900_000), side("mcp", adoption=100_000))

    # 25, 25 and 10 of 60
    assert told.basis is Basis.DEFAULT_PROFILE
    assert told.rebased
    assert told.weights == {
        "adoption": 4167,
        "quality": 4166,
        "ecosystem": 0,
        "match": 0,
        "freshness": 1667,
    }
    assert told.tenths == (667, 333)


def test_types_of_one_group_weighed_alike_stay_as_ranked() -> None:
    told = verdict(side("framework", adoption=900_000), side("cli", adoption=100_000))

    assert (told.basis, told.rebased) == (Basis.RANKED, False)


def test_component_of_one_side_alone_is_left_out() -> None:
    told = verdict(
        side(adoption=900_000, quality=700_000, freshness=200_000),
        side(adoption=None, quality=500_000, freshness=500_000),
    )

    assert (told.basis, told.left_out) == (Basis.COMMON, ("adoption",))
    # 20 and 10 of 30: 6667 x 700,000 + 3333 x 200,000, and 500,000
    assert told.weights == {
        "adoption": 0,
        "quality": 6667,
        "ecosystem": 0,
        "match": 0,
        "freshness": 3333,
    }
    assert (told.tenths, told.first) == ((533, 500), 0)


def in_state(explanation: Explanation, key: str, state: ComponentState) -> Explanation:
    changed = (replace(c, state=state) if c.key == key else c for c in explanation.components)
    return replace(explanation, components=tuple(changed))


def test_dormant_component_of_one_side_is_left_out() -> None:
    awake = rank(match=900_000, type_key="framework")
    asleep = rank(match=100_000, freshness=400_000, type_key="mcp")
    asleep = in_state(asleep, "match", ComponentState.DORMANT)

    told = verdict(Side("framework", awake), Side("mcp", asleep))

    assert (told.left_out, told.weights["match"]) == (("match",), 0)
    assert told.tenths == (500, 483)


def test_component_without_a_figure_counts_with_what_fills_it() -> None:
    one = rank(adoption=900_000, type_key="framework")
    other = in_state(rank(100_000, type_key="mcp"), "adoption", ComponentState.UNKNOWN)

    told = verdict(Side("framework", one), Side("mcp", other))

    assert (told.left_out, told.tenths) == ((), (667, 333))


def test_profile_of_editors_weighs_what_both_have() -> None:
    profile = {"adoption": 2000, "quality": 6000, "ecosystem": 0, "match": 0, "freshness": 2000}

    told = verdict(side(), side(adoption=None), profiles={"model": profile})

    assert (told.basis, told.weights) == (
        Basis.COMMON,
        {"adoption": 0, "quality": 7500, "ecosystem": 0, "match": 0, "freshness": 2500},
    )


def test_sides_with_nothing_in_common_are_not_weighed() -> None:
    told = verdict(
        side(adoption=900_000, quality=None, freshness=None),
        side(adoption=None, quality=900_000, freshness=None),
    )

    assert told.outcome is Outcome.INSUFFICIENT_EVIDENCE
    assert (told.basis, told.left_out) == (Basis.COMMON, ("adoption", "quality"))


def test_profiles_of_editors_stand_before_those_shipped() -> None:
    profile = {"adoption": 1000, "quality": 8000, "ecosystem": 0, "match": 0, "freshness": 1000}
    one, other = side("framework", quality=900_000), side("mcp", quality=100_000)

    told = verdict(one, other, profiles=WEIGHTS | {"product": profile})

    assert told.weights == profile
    assert told.tenths == (820, 180)


def test_profiles_that_lack_a_type_fall_back_to_those_shipped() -> None:
    one, other = side("framework", adoption=900_000), side("mcp", adoption=100_000)

    assert verdict(one, other, profiles={}) == verdict(one, other)


def test_spread_and_range_are_those_of_the_weights_in_use() -> None:
    one = Side("framework", rank(900_000, type_key="framework", sd=60_000, width=100_000))
    other = Side("mcp", rank(100_000, type_key="mcp", sd=60_000, width=100_000))

    told = verdict(one, other)

    # isqrt((4167^2 + 4166^2 + 1667^2) x 60,000^2) for each
    assert told.variance == 2 * 367_415_299**2
    assert told.outcome is Outcome.LEADS


@pytest.mark.parametrize(("width", "outcome"), [(166_000, Outcome.LEADS), (167_000, Outcome.LEANS)])
def test_range_under_other_weights_decides_whether_a_lead_is_clear(
    width: int, outcome: Outcome
) -> None:
    one = Side("framework", rank(900_000, type_key="framework", width=width))
    other = Side("mcp", rank(100_000, type_key="mcp", width=width))

    assert verdict(one, other).outcome is outcome


def test_adjustment_by_hand_counts_for_the_order_and_silences_other_weights() -> None:
    raised = Side("model", rank(adjustment=10 * POINT))

    told = verdict(raised, side())

    assert verdict(side(), raised).adjusted
    assert (told.first, told.tenths, told.adjusted) == (0, (600, 500), True)
    assert (told.flips, told.shares, told.dominant) == ((), None, False)
    assert told.depends_on_values is False


def test_adjustment_by_hand_counts_under_the_default_weights_too() -> None:
    raised = Side("framework", rank(type_key="framework", adjustment=10 * POINT))

    told = verdict(raised, side("mcp"))

    assert (told.first, told.tenths, told.adjusted) == (0, (600, 500), True)


def test_total_with_an_adjustment_stays_between_nothing_and_all() -> None:
    low = replace(rank(0, 0, freshness=0, type_key="framework"), adjustment=-10 * POINT)
    high = replace(rank(10**6, 10**6, freshness=10**6, type_key="mcp"), adjustment=10 * POINT)

    told = verdict(Side("framework", low), Side("mcp", high))

    assert (told.tenths, told.difference) == ((0, 1000), -(10**10))


def test_adjustment_by_hand_is_no_part_of_a_readers_own_total() -> None:
    raised = Side("model", rank(adoption=400_000, adjustment=30 * POINT))

    told = verdict(raised, side(), own=ADOPTION_ALONE)

    assert (told.first, told.tenths, told.adjusted) == (1, (400, 500), False)
    assert told.shares == (0, 10_000)


def test_own_weights_decide_before_those_of_the_types() -> None:
    one = side("framework", adoption=100_000, quality=900_000)
    other = side("mcp", adoption=600_000, quality=100_000)

    told = verdict(one, other, own=ADOPTION_ALONE)

    assert (told.basis, told.weights) == (Basis.OWN_WEIGHTS, ADOPTION_ALONE)
    assert (told.first, told.tenths) == (1, (100, 600))


def test_own_weights_on_what_does_not_count_weigh_nothing() -> None:
    nothing = dict.fromkeys(COMPONENTS, 0) | {"match": 10_000}

    told = verdict(side(adoption=900_000), side(), own=nothing)

    assert (told.outcome, told.basis) == (Outcome.INSUFFICIENT_EVIDENCE, Basis.OWN_WEIGHTS)
    assert told.weights == dict.fromkeys(COMPONENTS, 0)


def test_own_weights_on_what_is_not_known_settle_nothing() -> None:
    known = rank(adoption=900_000)
    unknown = replace(
        known,
        components=tuple(
            replace(c, coverage=0) if c.key == "adoption" else c for c in known.components
        ),
    )

    told = verdict(Side("model", known), Side("model", unknown), own=ADOPTION_ALONE)

    assert told.outcome is Outcome.INSUFFICIENT_EVIDENCE
