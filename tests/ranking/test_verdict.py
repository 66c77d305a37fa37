"""What two ranks say about each other: the order, how sure it is, and what could change it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.explanation import Explanation, Standing
from ranking.formula import COMPONENTS, GROUPS, TYPES, group_of
from ranking.scoring import BASIS
from ranking.sensitivity import flip_weight
from ranking.verdict import Basis, Flip, Outcome, Side, TradeOff, Verdict, verdict
from tests.ranking.explained import (
    POINT,
    evidence,
    own_weights,
    rank,
    ranks,
    settled_ranks,
    side,
    sides,
)

OWN = st.none() | own_weights()
SURENESS = [Outcome.TOO_CLOSE, Outcome.LEANS, Outcome.LEADS]


def mirrored(told: Verdict) -> Verdict:
    """The same verdict with the places swapped, field by field."""
    swapped = {
        "first": None if told.first is None else 1 - told.first,
        "difference": -told.difference,
        "tenths": told.tenths[::-1],
        "trade_offs": tuple(replace(t, favours=1 - t.favours) for t in told.trade_offs),
        "shares": told.shares[::-1] if told.shares else None,
        "findings": tuple(
            replace(
                f,
                satisfactions=f.satisfactions[::-1],
                examinations=f.examinations[::-1],
                visitors=f.visitors[::-1],
                favours=None if f.favours is None else 1 - f.favours,
            )
            for f in told.findings
        ),
    }
    same = {"outcome", "basis", "weights", "left_out", "variance", "adjusted"}
    same |= {"dominant", "flips", "depends_on_values"}
    assert swapped.keys() | same == {field.name for field in fields(Verdict)}
    return replace(told, **swapped)  # type: ignore[arg-type]


@given(sides(), sides(), OWN)
def test_verdict_mirrors(a: Side, b: Side, own: Mapping[str, int] | None) -> None:
    assert verdict(b, a, own=own) == mirrored(verdict(a, b, own=own))


@given(sides(GROUPS["code"]), sides(GROUPS["code"]), OWN)
def test_verdict_mirrors_inside_a_group(a: Side, b: Side, own: Mapping[str, int] | None) -> None:
    assert verdict(b, a, own=own) == mirrored(verdict(a, b, own=own))


@given(sides(), OWN)
def test_verdict_against_itself_is_too_close(a: Side, own: Mapping[str, int] | None) -> None:
    told = verdict(a, a, own=own)

    settled = a.rank is not None and a.rank.state is Standing.RANKED
    if settled and own is None:
        assert told.outcome is Outcome.TOO_CLOSE
    assert told.outcome in {Outcome.TOO_CLOSE, Outcome.INSUFFICIENT_EVIDENCE}
    assert (told.difference, told.first, told.flips, told.trade_offs) == (0, None, (), ())
    assert told.depends_on_values is False


@given(sides(), sides(), OWN)
def test_no_side_is_first_across_type_groups(
    a: Side, b: Side, own: Mapping[str, int] | None
) -> None:
    told = verdict(a, b, own=own)

    crossing = group_of(a.type_key) != group_of(b.type_key)
    assert (told.outcome is Outcome.CROSS_TYPE) == crossing
    if crossing:
        assert told == Verdict(Outcome.CROSS_TYPE)


@pytest.mark.parametrize(("one", "other"), list(product(TYPES, TYPES)))
def test_cross_type_is_every_pair_of_types_of_different_groups(one: str, other: str) -> None:
    told = verdict(side(one, adoption=900_000), side(other, adoption=100_000))

    assert (told.first is None) == (group_of(one) != group_of(other))


@given(sides(("model",)), sides(("model",)), OWN)
def test_provisional_is_never_first(a: Side, b: Side, own: Mapping[str, int] | None) -> None:
    told = verdict(a, b, own=own)

    if told.first is not None:
        first = (a, b)[told.first].rank
        assert first is not None
        assert first.state is Standing.RANKED
    if any(one.rank is None or one.rank.state is Standing.PROVISIONAL for one in (a, b)):
        assert told == Verdict(Outcome.INSUFFICIENT_EVIDENCE, findings=told.findings)


@given(sides(GROUPS["code"]), sides(GROUPS["code"]), OWN)
def test_dominance_allows_no_flip(a: Side, b: Side, own: Mapping[str, int] | None) -> None:
    told = verdict(a, b, own=own)

    if told.dominant:
        assert told.first is not None
        assert told.flips == ()
        assert told.trade_offs == ()
        assert told.shares is not None
        assert told.shares[told.first] == BASIS


@given(ranks(), ranks(), OWN)
def test_flip_weights_make_the_difference_nothing(
    a: Explanation, b: Explanation, own: Mapping[str, int] | None
) -> None:
    told = verdict(Side("model", a), Side("model", b), own=own)

    values = [{c.key: c.value for c in one.components} for one in (a, b)]
    d = {k: (values[0][k] or 0) - (values[1][k] or 0) for k in COMPONENTS if told.weights}
    d = {k: v for k, v in d.items() if values[0][k] is not None and values[1][k] is not None}
    for flip in told.flips:
        level = flip_weight(flip.key, told.weights, d)
        assert level is not None
        left = Fraction(BASIS - level, BASIS - told.weights[flip.key])
        rest = sum(told.weights[k] * v for k, v in d.items() if k != flip.key)
        assert level * d[flip.key] + left * rest == 0
        assert abs(flip.at_bp - level) <= 1


@given(sides(GROUPS["code"]), sides(GROUPS["code"]), OWN)
def test_shares_sum_to_the_whole(a: Side, b: Side, own: Mapping[str, int] | None) -> None:
    told = verdict(a, b, own=own)

    if told.shares is not None:
        assert sum(told.shares) == BASIS
        leading = max(told.shares) if told.first is None else told.shares[told.first]
        if told.depends_on_values:
            assert leading <= 6000
        else:
            assert leading >= 6000 or told.shares == (5000, 5000)


@given(settled_ranks(), settled_ranks())
def test_a_lead_is_two_points_and_points_at_the_higher_total(
    a: Explanation, b: Explanation
) -> None:
    told = verdict(Side("model", a), Side("model", b))

    if told.first is not None:
        assert (told.difference, -told.difference)[told.first] >= 2 * POINT


@given(settled_ranks(), settled_ranks())
def test_a_clear_lead_has_ranges_that_do_not_meet(a: Explanation, b: Explanation) -> None:
    told = verdict(Side("model", a), Side("model", b))

    if told.outcome is Outcome.LEADS:
        ahead, behind = (a, b) if told.first == 0 else (b, a)
        assert ahead.low_tenths > behind.high_tenths


@given(settled_ranks(), settled_ranks())
def test_more_uncertainty_never_makes_a_verdict_surer(a: Explanation, b: Explanation) -> None:
    before = verdict(Side("model", a), Side("model", b)).outcome

    after = verdict(Side("model", replace(a, sd=a.sd + POINT)), Side("model", b)).outcome

    assert SURENESS.index(after) <= SURENESS.index(before)


# A lead of 20 points is 2 x 10^9. Its deviation may be 2 x 10^9 / 1.645 = 1,215,805,471 for a clear
# lead, and 2 x 10^9 / .674 = 2,967,359,050 for any.
@pytest.mark.parametrize(
    ("difference", "sd", "outcome"),
    [
        (2 * POINT, 0, Outcome.LEADS),
        (2 * POINT - 1, 0, Outcome.TOO_CLOSE),
        (20 * POINT, 1_215_805_471, Outcome.LEADS),
        (20 * POINT, 1_215_805_472, Outcome.LEANS),
        (20 * POINT, 2_967_359_050, Outcome.LEANS),
        (20 * POINT, 2_967_359_051, Outcome.TOO_CLOSE),
    ],
)
def test_outcome_turns_at_its_bounds(difference: int, sd: int, outcome: Outcome) -> None:
    behind = rank()
    total = behind.total + difference
    ahead = replace(
        rank(), total=total, tenths=0, sd=sd, low_tenths=700, high_tenths=900, adjustment=difference
    )

    assert verdict(Side("model", ahead), Side("model", behind)).outcome is outcome


def test_lead_is_clear_only_where_the_ranges_do_not_meet() -> None:
    ahead, behind = side(adoption=900_000).rank, side(adoption=100_000).rank
    assert ahead is not None
    assert behind is not None
    apart = (
        Side("model", replace(ahead, low_tenths=501)),
        Side("model", replace(behind, high_tenths=500)),
    )
    meeting = apart[0], Side("model", replace(behind, high_tenths=501))

    assert verdict(*apart).outcome is Outcome.LEADS
    assert verdict(*meeting).outcome is Outcome.LEANS


@pytest.mark.parametrize("other", [None, rank(state=Standing.PROVISIONAL)])
def test_verdict_needs_two_settled_ranks(other: Explanation | None) -> None:
    told = verdict(side(adoption=900_000), Side("model", other))

    assert told == Verdict(Outcome.INSUFFICIENT_EVIDENCE)


# Two models, adoption 600,000 and 500,000, quality 500,000 and 600,000, freshness 500,000 and
# 300,000. Weights 35, 20 and 10 of 65 are 5385, 3077 and 1538 basis points, so D = 5385 x 100,000
# - 3077 x 100,000 + 1538 x 200,000 = 538,400,000.
def test_worked_pair_of_models() -> None:
    told = verdict(
        side(adoption=600_000, quality=500_000, freshness=500_000),
        side(adoption=500_000, quality=600_000, freshness=300_000),
    )

    assert told == Verdict(
        outcome=Outcome.LEADS,
        basis=Basis.RANKED,
        weights={"adoption": 5385, "quality": 3077, "ecosystem": 0, "match": 0, "freshness": 1538},
        first=0,
        difference=538_400_000,
        tenths=(554, 500),
        trade_offs=(TradeOff("quality", "Quality", 31, favours=1),),
        # R = 846,100,000 and t = 10^4 R / (R + 100,000 x 6923) = 5499.87 for quality; for adoption
        # R = -100,000 and t = 10^4 R / (R - 100,000 x 4615) = 2.17; freshness cannot reverse it.
        flips=(
            Flip("quality", "Quality", 3077, 5500, above=True),
            Flip("adoption", "Adoption", 5385, 2, above=False),
        ),
        # 200,000^2 / (100,000 x 300,000) - 100,000^2 / (100,000 x 200,000) = 4/3 - 1/2
        shares=(8333, 1667),
    )


def test_trade_offs_are_named_from_one_point_on() -> None:
    halves = dict.fromkeys(COMPONENTS, 0) | {"adoption": 5000, "quality": 5000}
    one = side(adoption=1_000_000)

    below = verdict(one, side(adoption=100_000, quality=519_999), own=halves)
    at = verdict(one, side(adoption=100_000, quality=520_000), own=halves)

    assert (below.first, below.trade_offs) == (0, ())
    assert at.trade_offs == (TradeOff("quality", "Quality", 10, favours=1),)


def test_trade_offs_of_a_close_pair_name_what_speaks_for_each() -> None:
    told = verdict(side(adoption=600_000, quality=500_000), side(adoption=500_000, quality=660_000))

    assert told.outcome is Outcome.TOO_CLOSE
    assert told.trade_offs == (
        TradeOff("adoption", "Adoption", 54, favours=0),
        TradeOff("quality", "Quality", 49, favours=1),
    )
    assert (told.flips, told.dominant) == ((), False)


def test_dominance_says_that_no_weights_reverse_it() -> None:
    told = verdict(side(adoption=900_000, quality=500_000), side(adoption=100_000))

    assert (told.dominant, told.shares, told.flips) == (True, (10_000, 0), ())


def test_order_of_few_weightings_depends_on_what_you_value() -> None:
    told = verdict(
        side(adoption=1_000_000, quality=100_000, freshness=100_000),
        side(adoption=200_000, quality=700_000, freshness=700_000),
    )

    # 800,000^2 / 1,400,000^2 = 16/49
    assert (told.first, told.shares, told.depends_on_values) == (0, (3265, 6735), True)


def test_order_of_three_in_five_weightings_no_longer_depends() -> None:
    bound: dict[str, Any] = {"quality": 400_000, "freshness": None}
    at = verdict(
        side(adoption=650_000, **bound), side(adoption=500_000, quality=500_000, freshness=None)
    )
    below = verdict(
        side(adoption=649_999, **bound), side(adoption=500_000, quality=500_000, freshness=None)
    )

    assert (at.first, at.shares, at.depends_on_values) == (0, (6000, 4000), False)
    assert (below.first, below.shares, below.depends_on_values) == (0, (6000, 4000), True)


def test_what_searchers_chose_is_told_beside_the_order() -> None:
    one = replace(side(), evidence={"code.writing": evidence(satisfaction=900_000)})
    other = replace(side(), evidence={"code.writing": evidence(satisfaction=300_000)})

    told = verdict(one, other)

    assert [(f.key, f.favours) for f in told.findings] == [("code.writing", 0)]
    assert told.outcome is Outcome.TOO_CLOSE


def test_nothing_searchers_chose_is_told_across_type_groups() -> None:
    one = replace(side("model"), evidence={"code.writing": evidence(satisfaction=900_000)})
    other = replace(side("dataset"), evidence={"code.writing": evidence(satisfaction=300_000)})

    assert verdict(one, other) == Verdict(Outcome.CROSS_TYPE)
