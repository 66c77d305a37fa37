"""Agreement of two orders: what must hold for any figures."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, spearmanr

from ranking.validation.agreement import Agreement, agree
from ranking.validation.report import Estimate

SHORT = 100
figures = st.integers(min_value=-20, max_value=20)
pairs = st.lists(st.tuples(figures, figures), min_size=3, max_size=40)


def sides(rows: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [row[0] for row in rows], [row[1] for row in rows]


def test_orders_with_ties_agree_as_worked_out_by_hand() -> None:
    found = agree([1, 2, 2, 3], [1, 3, 2, 4], resamples=SHORT)

    assert found.spearman is not None
    assert found.kendall is not None
    # Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4; five of six pairs ordered on both sides, none reversed.
    assert found.spearman.value == pytest.approx(4.5 / (4.5 * 5) ** 0.5)
    assert found.kendall.value == pytest.approx(5 / (5 * 6) ** 0.5)


def test_same_order_agrees_fully_and_reversed_order_not_at_all() -> None:
    same = agree([1, 2, 3, 4], [10, 20, 30, 40], resamples=SHORT)
    reverse = agree([1, 2, 3, 4], [4, 3, 2, 1], resamples=SHORT)

    assert same.spearman is not None
    assert reverse.kendall is not None
    assert same.spearman == Estimate(1.0, 1.0, 1.0, same.spearman.undefined)
    assert reverse.kendall == Estimate(-1.0, -1.0, -1.0, reverse.kendall.undefined)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [([5, 5, 5], [1, 2, 3]), ([1, 2, 3], [7, 7, 7]), ([1, 2], [1, 2]), ([], [])],
    ids=["ours all equal", "theirs all equal", "two things", "nothing"],
)
def test_figures_without_an_order_are_undefined(ours: list[int], theirs: list[int]) -> None:
    assert agree(ours, theirs, resamples=SHORT) == Agreement(None, None)
    assert agree(ours, theirs, [1.0] * len(ours), resamples=SHORT) == Agreement(None, None)


def test_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    ours, theirs = [1, 5, 2, 8, 3, 9, 4], [2, 4, 1, 9, 6, 7, 3]

    first, again = agree(ours, theirs, seed=1), agree(ours, theirs, seed=1)

    assert first == again
    assert first != agree(ours, theirs, seed=2)


def test_interval_narrows_with_more_things() -> None:
    ours, theirs = [1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5]

    few = agree(ours, theirs).spearman
    many = agree(ours * 20, theirs * 20).spearman

    assert few is not None
    assert many is not None
    assert many.value == pytest.approx(few.value)
    assert many.high - many.low < (few.high - few.low) / 3


def test_resamples_without_an_order_are_counted_and_left_out() -> None:
    found = agree([1, 1, 2], [1, 2, 3], resamples=1000).spearman

    assert found is not None
    # All three draws from the first two things, or all three the last.
    assert 200 < found.undefined < 450
    assert found.value == pytest.approx(0.75**0.5)


@given(pairs)
def test_weights_of_one_are_as_good_as_none(rows: list[tuple[int, int]]) -> None:
    ours, theirs = sides(rows)

    plain = agree(ours, theirs, resamples=SHORT)
    weighted = agree(ours, theirs, [1.0] * len(rows), resamples=SHORT)

    for one, other in ((plain.spearman, weighted.spearman), (plain.kendall, weighted.kendall)):
        assert (one is None) == (other is None)
        if one and other:
            assert one.value == pytest.approx(other.value, abs=1e-9)
            assert (one.low, one.high) == (other.low, other.high)


@given(st.lists(st.tuples(figures, figures, st.integers(1, 5)), min_size=3, max_size=25))
def test_a_weight_counts_a_thing_as_often(rows: list[tuple[int, int, int]]) -> None:
    ours, theirs, weights = ([row[at] for row in rows] for at in range(3))

    found = agree(ours, theirs, [float(weight) for weight in weights], resamples=SHORT)

    if found.spearman and found.kendall:
        repeated = np.repeat(ours, weights), np.repeat(theirs, weights)
        assert found.spearman.value == pytest.approx(spearmanr(*repeated).statistic, abs=1e-9)
        assert found.kendall.value == pytest.approx(kendalltau(*repeated).statistic, abs=1e-9)


@given(pairs)
def test_only_the_order_counts(rows: list[tuple[int, int]]) -> None:
    ours, theirs = sides(rows)

    found = agree(ours, theirs, resamples=SHORT)
    moved = agree([n**3 + 7 for n in ours], [2**n for n in theirs], resamples=SHORT)

    assert found == moved


@given(pairs)
def test_turning_one_side_around_turns_the_sign(rows: list[tuple[int, int]]) -> None:
    ours, theirs = sides(rows)

    found = agree(ours, theirs, resamples=SHORT)
    turned = agree(ours, [-n for n in theirs], resamples=SHORT)

    for one, other in ((found.spearman, turned.spearman), (found.kendall, turned.kendall)):
        assert (one is None) == (other is None)
        if one and other:
            opposite = (-other.value, -other.high, -other.low)
            assert (one.value, one.low, one.high) == pytest.approx(opposite, abs=1e-9)


@given(pairs)
def test_swapping_the_sides_changes_nothing(rows: list[tuple[int, int]]) -> None:
    ours, theirs = sides(rows)

    one, other = agree(ours, theirs, resamples=SHORT), agree(theirs, ours, resamples=SHORT)

    for found, swapped in ((one.spearman, other.spearman), (one.kendall, other.kendall)):
        assert (found is None) == (swapped is None)
        if found and swapped:
            figures = (swapped.value, swapped.low, swapped.high)
            assert (found.value, found.low, found.high) == pytest.approx(figures, abs=1e-9)


@given(pairs)
def test_every_figure_lies_between_minus_one_and_one(rows: list[tuple[int, int]]) -> None:
    found = agree(*sides(rows), resamples=SHORT)

    for estimate in (found.spearman, found.kendall):
        if estimate:
            assert -1 <= estimate.low <= estimate.high <= 1
            assert -1 <= estimate.value <= 1
