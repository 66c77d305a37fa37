"""Totals under a reader's own weights: what counts, in which order, and what is left out."""

from dataclasses import replace
from typing import Any

from hypothesis import given

from comparisons.facts import Subject, TypeFact
from comparisons.own_standings import OwnGroup, OwnStandings, OwnTotal, own_total
from comparisons.own_weights import OwnWeights, parse
from comparisons.table import Comparison, compare
from ranking.explanation import Explanation, Standing
from ranking.formula import COMPONENTS, group_of
from ranking.scoring import effective_weights
from ranking.verdict import Basis, Outcome
from ranking.weighing import counting
from tests.comparisons.facts_builders import DATASET, subject
from tests.comparisons.test_own_weights import PARTS
from tests.ranking.explained import POINT, rank, ranks

EQUAL = parse("equal")


def compared(*ranked: Explanation | None, own: OwnWeights = EQUAL) -> Comparison:
    names = ("alpha", "beta", "gamma", "delta")
    found = [subject(name, rank=one) for name, one in zip(names, ranked, strict=False)]
    return compare(found, own=own)


def standings(*ranked: Explanation | None, own: OwnWeights = EQUAL) -> OwnStandings:
    found = compared(*ranked, own=own).own
    assert found is not None
    return found


def of_type(key: str, explanation: Explanation) -> Subject:
    return subject(
        key, type=TypeFact(key, key.title(), f"{key.title()}s", group_of(key)), rank=explanation
    )


def tenths(own: OwnStandings) -> list[int | None]:
    return [total.tenths if total else None for total in own.totals]


@given(ranks(), PARTS)
def test_own_total_is_the_weighed_sum_of_the_values(given_rank: Explanation, parts: Any) -> None:
    own = OwnWeights.of(tuple(parts))
    weights = effective_weights(own.basis_points, counting(given_rank))

    total = own_total(given_rank, own, counting(given_rank))

    if not any(weights.values()):
        assert total is None
    else:
        assert total is not None
        assert total.weights == weights
        assert total.total == sum(weights[c.key] * (c.value or 0) for c in given_rank.components)
        assert sum(total.shown.values()) == total.tenths
        assert total.provisional or given_rank.state is Standing.RANKED


def test_own_total_of_three_that_count() -> None:
    assert own_total(rank(900_000, 300_000), EQUAL, counting(rank())) == OwnTotal(
        total=5_667_000_000,
        tenths=567,
        coverage=1_000_000,
        provisional=False,
        weights={"adoption": 3334, "quality": 3333, "ecosystem": 0, "match": 0, "freshness": 3333},
        shown={"adoption": 300, "quality": 100, "ecosystem": 0, "match": 0, "freshness": 167},
    )


def test_adjustment_by_hand_is_no_part_of_it() -> None:
    assert own_total(rank(adjustment=20 * POINT), EQUAL, counting(rank())) == own_total(
        rank(), EQUAL, counting(rank())
    )


def test_provisional_stays_provisional_under_any_weights() -> None:
    total = own_total(rank(state=Standing.PROVISIONAL), EQUAL, counting(rank()))

    assert total is not None
    assert total.provisional


def test_unknown_part_of_great_weight_makes_it_provisional() -> None:
    known = rank()
    parts = (replace(c, coverage=0) if c.key == "freshness" else c for c in known.components)
    unknown = replace(known, components=tuple(parts))

    light = own_total(unknown, parse("41-40-0-0-19"), counting(unknown))
    heavy = own_total(unknown, parse("40-40-0-0-20"), counting(unknown))

    assert light is not None
    assert heavy is not None
    assert (light.provisional, heavy.provisional) == (False, True)


def test_group_is_ordered_by_total_with_provisional_and_missing_last() -> None:
    own = standings(None, rank(900_000, state=Standing.PROVISIONAL), rank(100_000), rank(600_000))

    assert tenths(own) == [None, 633, 367, 533]
    assert own.groups == (OwnGroup("model", (3, 2, 1, 0), ()),)


def test_equal_totals_stand_in_the_order_of_the_comparison() -> None:
    assert standings(rank(), rank(), rank()).groups[0].order == (0, 1, 2)


def test_what_does_not_count_for_all_is_left_out_for_all() -> None:
    own = standings(rank(), rank(adoption=None, freshness=900_000), rank(quality=800_000))

    assert own.groups == (OwnGroup("model", (1, 2, 0), ("adoption",)),)
    assert tenths(own) == [500, 700, 650]


def test_groups_of_types_are_kept_apart() -> None:
    data = subject("beta", type=DATASET, rank=rank(quality=None, type_key="dataset"))

    found = compare([subject("alpha", rank=rank()), data], own=EQUAL).own

    assert found is not None
    assert found.groups == (OwnGroup("model", (0,), ()), OwnGroup("dataset", (1,), ()))
    assert found.verdict is not None
    assert found.verdict.outcome is Outcome.CROSS_TYPE
    assert tenths(found) == [500, 500]


def test_verdict_of_a_pair_weighs_the_same_totals() -> None:
    found = compare(
        [
            of_type("framework", rank(900_000, type_key="framework")),
            of_type("mcp", rank(adoption=None, quality=800_000, type_key="mcp")),
        ],
        own=parse("40-30-10-10-10"),
    ).own

    assert found is not None
    assert found.verdict is not None
    assert found.verdict.basis is Basis.OWN_WEIGHTS
    assert list(found.verdict.tenths) == tenths(found) == [500, 725]
    assert found.verdict.left_out == found.groups[0].left_out == ("adoption",)


def test_weights_on_nothing_that_counts_give_no_total() -> None:
    own = standings(rank(), rank(), own=parse("0-0-50-50-0"))

    assert own.totals == (None, None)
    assert own.verdict is not None
    assert own.verdict.outcome is Outcome.INSUFFICIENT_EVIDENCE


def test_rank_and_its_verdict_stay_what_they_are() -> None:
    ranked = compared(rank(900_000, 100_000), rank(100_000, 700_000), own=parse("documentation"))
    plain = compare(ranked.subjects)

    assert ranked.verdict == plain.verdict
    assert replace(ranked, own=None, groups=plain.groups) == plain
    assert ranked.own is not None
    assert ranked.own.verdict is not None
    assert (ranked.verdict and ranked.verdict.first, ranked.own.verdict.first) == (0, 1)


def cells(comparison: Comparison, key: str) -> list[str]:
    group = next(group for group in comparison.groups if group.key == "own")
    return [cell.text for row in group.rows if row.key == key for cell in row.cells]


def test_rows_tell_the_total_and_its_parts_below_the_rank() -> None:
    comparison = compared(rank(900_000, 300_000), rank(match=None), own=parse("50-25-25-0-0"))

    keys = [group.key for group in comparison.groups]
    assert keys[keys.index("rank") + 1] == "own"
    assert cells(comparison, "own-total") == ["70.0 / 100", "50.0 / 100"]
    assert cells(comparison, "own-adoption") == ["60.0 of 66.67 points", "33.3 of 66.67 points"]
    assert cells(comparison, "own-ecosystem") == ["Not applicable", "Not applicable"]
    assert cells(comparison, "own-freshness") == ["No weight given", "No weight given"]


def test_total_row_tells_what_is_known_and_what_is_provisional() -> None:
    settled, provisional = (
        compared(rank(), rank(state=Standing.PROVISIONAL)).groups[2].rows[0].cells
    )

    assert settled.notes == ("100 % of its inputs are known",)
    assert settled.share == 500_000
    assert provisional.notes == (
        "provisional: too little is known to place it",
        "100 % of its inputs are known",
    )


def test_rows_say_what_is_left_out_and_what_has_no_rank() -> None:
    left_out = compared(rank(), rank(adoption=None))
    unranked = compared(rank(), None, own=parse("0-0-100-0-0"))

    assert cells(left_out, "own-adoption") == ["Left out", "Not applicable"]
    assert cells(unranked, "own-total") == ["Nothing you weigh counts for it", "Not ranked yet"]
    assert cells(unranked, "own-adoption") == ["No weight given", "Not ranked yet"]


def test_without_weights_there_are_no_such_rows() -> None:
    comparison = compare([subject("alpha", rank=rank()), subject("beta")])

    assert comparison.own is None
    assert [group.key for group in comparison.groups if group.key == "own"] == []


def test_components_of_every_total_are_all_five() -> None:
    (row_keys,) = (
        [r.key for r in g.rows] for g in compared(rank(), rank()).groups if g.key == "own"
    )

    assert row_keys == ["own-total", *(f"own-{key}" for key in COMPONENTS)]
