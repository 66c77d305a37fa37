from bisect import bisect_right
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.normaliser import PPM, SAMPLES, Table, fit, lookup
from ranking.shipped import scored_signals, shipped_table

COUNTS = st.lists(st.integers(-5, 10**11), max_size=80)


@given(COUNTS)
def test_table_is_monotone_for_any_reference_set(counts: list[int]) -> None:
    table = fit(counts)
    assert len(table.xs) == len(table.ss) == SAMPLES
    assert all(left < right for left, right in pairwise(table.xs))
    assert all(left <= right for left, right in pairwise(table.ss))
    assert (table.xs[0], table.ss[0], table.ss[-1]) == (0, 0, PPM)


@given(COUNTS, st.integers(-3, 10**12), st.integers(-3, 10**12))
def test_lookup_is_monotone_and_in_bounds(counts: list[int], one: int, other: int) -> None:
    table = fit(counts)
    lower, upper = sorted((one, other))
    assert 0 <= lookup(table, lower) <= lookup(table, upper) <= PPM


@pytest.mark.parametrize("counts", [[], [0], [-1], [7], [7] * 200])
def test_fit_of_an_empty_or_constant_set_still_orders(counts: list[int]) -> None:
    table = fit(counts)
    assert lookup(table, 0) == 0
    assert 0 < lookup(table, 7) < lookup(table, 70_000_000) == PPM


@pytest.mark.parametrize(
    ("place", "score"),
    [
        *((100, 100_000), (250, 250_000), (500, 500_000), (750, 700_000)),
        *((900, 820_000), (990, 940_000), (999, 980_000)),
    ],
)
def test_curve_goes_through_its_anchors(place: int, score: int) -> None:
    counts = [int(1.015**n) for n in range(200, 1_201)]
    assert lookup(fit(counts), counts[place]) == pytest.approx(score, abs=20_000)


def test_constant_set_stands_in_the_middle() -> None:
    assert lookup(fit([7] * 200), 7) == 500_000


def test_one_outlier_moves_nobody_else_far() -> None:
    usual = [int(1.02**n) + 1 for n in range(900)]
    before, after = fit(usual), fit([*usual, 100 * usual[-1]])
    moved = [abs(lookup(before, count) - lookup(after, count)) for count in usual]
    assert sum(moved) / len(moved) < 1_000


def test_lookup_interpolates_between_samples_rounding_down() -> None:
    table = Table((0, 10, 13), (0, 100, 101))
    assert [lookup(table, count) for count in (-1, 0, 1, 10, 11, 12, 13, 99)] == [
        *(0, 0, 10, 100),
        *(100, 100, 101, 101),
    ]
    assert bisect_right(table.xs, 10) == 2


@pytest.mark.parametrize(("type_key", "signal"), scored_signals())
def test_shipped_table_says_what_it_was_fitted_to(type_key: str, signal: str) -> None:
    shipped = shipped_table(type_key, signal)
    assert len(shipped.table.xs) == SAMPLES
    assert all(left < right for left, right in pairwise(shipped.table.xs))
    assert all(left <= right for left, right in pairwise(shipped.table.ss))
    assert shipped.basis
    assert shipped.n >= 50 or shipped.basis.startswith("set by hand")


def test_shipped_tables_of_models_and_datasets_differ() -> None:
    models = shipped_table("model", "hub_downloads_30d").table
    datasets = shipped_table("dataset", "hub_downloads_30d").table
    assert models.sha256 != datasets.sha256
    assert lookup(datasets, 17_161) == 791_116
    assert lookup(models, 17_161) == lookup(
        shipped_table("finetune", "hub_downloads_30d").table, 17_161
    )
