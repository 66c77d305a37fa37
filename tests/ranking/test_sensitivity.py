"""How far an order hangs on the weights: exact, by property and against other arithmetic."""

import math
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ranking.formula import COMPONENTS
from ranking.scoring import BASIS, effective_weights
from ranking.sensitivity import (
    Flip,
    dominates,
    flip_weight,
    flips,
    in_basis_points,
    share_of_weightings,
)

DIFFERENCE = st.integers(min_value=-1_000_000, max_value=1_000_000)
FEW = st.sampled_from((-400_000, -1, 0, 0, 1, 250_000, 250_000))
DIFFERENCES = st.lists(DIFFERENCE | FEW, min_size=5, max_size=5)
WEIGHTS = st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any)
HALF_AND_REST = {"adoption": 5000, "quality": 3000, "freshness": 2000}


def by_key(values: Sequence[int]) -> dict[str, int]:
    return dict(zip(COMPONENTS, values, strict=True))


def moved(key: str, to: Fraction, weights: dict[str, int]) -> dict[str, Fraction]:
    """The weights with one of them moved and the others in their proportion."""
    left = Fraction(BASIS - to, BASIS - weights[key])
    return {k: to if k == key else left * w for k, w in weights.items()}


def difference_of_totals(weights: dict[str, Fraction], differences: dict[str, int]) -> Fraction:
    return sum((weights[k] * d for k, d in differences.items()), Fraction(0))


def sampled_share(differences: Sequence[int], points: int = 200_000) -> float:
    """The same share by counting, on points of a lattice: weights as exponential variables, the
    one of the greatest difference replaced by the chance that it suffices."""
    *others, greatest = sorted(differences)
    ratio = 2.0
    for _ in range(100):
        ratio = (1 + ratio) ** (1 / (len(others) + 1))
    steps = [ratio ** -(place + 1) for place in range(len(others))]
    found = 0.0
    for number in range(1, points + 1):
        ahead = -sum(
            d * math.log(1 - (0.5 + number * step) % 1)
            for d, step in zip(others, steps, strict=True)
        )
        found += 1.0 if ahead >= 0 else math.exp(ahead / greatest)
    return found / points


@given(WEIGHTS, DIFFERENCES)
def test_flip_weights_make_the_difference_nothing(given_weights: list[int], d: list[int]) -> None:
    weights = effective_weights(by_key(given_weights), COMPONENTS)
    differences = by_key(d)

    for key in COMPONENTS:
        level = flip_weight(key, weights, differences)
        if level is not None:
            assert difference_of_totals(moved(key, level, weights), differences) == 0


@given(WEIGHTS, DIFFERENCES)
def test_flip_reverses_at_its_place_and_not_one_step_before(
    given_weights: list[int], d: list[int]
) -> None:
    weights, differences = effective_weights(by_key(given_weights), COMPONENTS), by_key(d)
    assume(sum(weights[key] * differences[key] for key in COMPONENTS) > 0)

    for flip in flips(weights, differences):
        step = -1 if flip.above else 1
        at, before = (
            difference_of_totals(moved(flip.key, Fraction(place), weights), differences)
            for place in (flip.at_bp, flip.at_bp + step)
        )
        assert at < 0 <= before


@given(WEIGHTS, DIFFERENCES)
def test_component_without_a_flip_cannot_reverse_at_either_end(
    given_weights: list[int], d: list[int]
) -> None:
    weights, differences = effective_weights(by_key(given_weights), COMPONENTS), by_key(d)
    assume(sum(weights[key] * differences[key] for key in COMPONENTS) > 0)

    unmoved = set(COMPONENTS) - {flip.key for flip in flips(weights, differences)}

    for key in unmoved:
        ends = [Fraction(end) for end in (0, BASIS) if weights[key] < BASIS]
        for end in ends:
            assert difference_of_totals(moved(key, end, weights), differences) >= 0


@given(WEIGHTS, st.lists(st.integers(0, 1_000_000), min_size=5, max_size=5))
def test_dominance_allows_no_flip(given_weights: list[int], d: list[int]) -> None:
    weights = effective_weights(by_key(given_weights), COMPONENTS)

    assert flips(weights, by_key(d)) == ()
    assert dominates(by_key(d)) == any(d)


@given(DIFFERENCES)
def test_dominance_is_all_of_the_weightings(d: list[int]) -> None:
    assert dominates(by_key(d)) == (share_of_weightings(d) == 1)


def test_flips_name_the_weight_nearest_to_its_place_first() -> None:
    differences = {"adoption": 100_000, "quality": -200_000, "freshness": 150_000}

    assert flips(HALF_AND_REST, differences) == (
        Flip("quality", "Quality", 3000, 3637, above=True),
        Flip("freshness", "Freshness", 2000, 769, above=False),
        Flip("adoption", "Adoption", 5000, 3749, above=False),
    )


def test_level_at_an_end_of_the_scale_is_no_flip() -> None:
    differences = {"adoption": 0, "quality": 10, "freshness": 0}

    assert [flip_weight(key, HALF_AND_REST, differences) for key in differences] == [None] * 3


def test_component_that_weighs_everything_has_no_others_to_scale() -> None:
    weights = {"adoption": BASIS, "quality": 0, "freshness": 0}

    assert flip_weight("adoption", weights, {"adoption": 5, "quality": -9, "freshness": 1}) is None


@given(DIFFERENCES)
def test_shares_of_both_sides_sum_to_one(d: list[int]) -> None:
    assert share_of_weightings(d) + share_of_weightings([-one for one in d]) == 1


@given(DIFFERENCES)
def test_share_is_the_published_sum_where_no_two_differences_are_equal(d: list[int]) -> None:
    assume(len(set(d)) == len(d))

    summed = sum(
        Fraction(one ** (len(d) - 1), math.prod(one - other for other in d if other != one))
        for one in d
        if one > 0
    )

    assert share_of_weightings(d) == summed


@given(DIFFERENCES, st.integers(1, 1000))
def test_share_is_the_same_in_any_unit_and_order(d: list[int], unit: int) -> None:
    assert share_of_weightings([unit * one for one in reversed(d)]) == share_of_weightings(d)


@given(DIFFERENCES, st.integers(0, 4), st.integers(1, 1000))
def test_share_never_falls_where_a_difference_grows(d: list[int], place: int, more: int) -> None:
    grown = [one + more if at == place else one for at, one in enumerate(d)]

    assert share_of_weightings(grown) >= share_of_weightings(d)


@pytest.mark.parametrize(
    "differences",
    [
        (300_000, -100_000, 50_000, -200_000, 10_000),
        (100_000, 100_000, -50_000, -50_000, 0),
        (20, -7, -7, -7, -7),
        (400_000, -50_000, -50_000),
        (500_000, 499_999, -1, -1, -300_000),
    ],
)
def test_share_is_what_counting_gives_to_four_digits(differences: tuple[int, ...]) -> None:
    assert abs(float(share_of_weightings(differences)) - sampled_share(differences)) < 0.00005


@pytest.mark.parametrize(
    ("differences", "share"),
    [
        ((0, 0, 0), Fraction(1, 2)),
        ((7,), Fraction(1)),
        ((-7,), Fraction(0)),
        ((0,), Fraction(1, 2)),
        ((700_000, -300_000), Fraction(7, 10)),
        ((5, 5, 5), Fraction(1)),
        ((5, 0, 0), Fraction(1)),
        ((0, 0, 5, -5, 0), Fraction(1, 2)),
        ((1, 1, -1), Fraction(3, 4)),
        ((1, 1, -1, -1), Fraction(1, 2)),
        ((1, 1, 1, -1, -1), Fraction(11, 16)),
        ((200, 100, -100), Fraction(5, 6)),
    ],
)
def test_share_of_worked_examples(differences: tuple[int, ...], share: Fraction) -> None:
    assert share_of_weightings(differences) == share


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(1), (10_000, 0)),
        (Fraction(2, 3), (6667, 3333)),
        (Fraction(999_999, 1_000_000), (9999, 1)),
        (Fraction(1, 1_000_000), (1, 9999)),
        (Fraction(1, 2), (5000, 5000)),
    ],
)
def test_share_in_basis_points_is_whole_only_where_it_is(
    share: Fraction, shown: tuple[int, int]
) -> None:
    assert in_basis_points(share) == shown


@given(st.fractions(0, 1))
@example(Fraction(5, 20_000))
@example(Fraction(7, 20_000))
def test_shares_in_basis_points_mirror(share: Fraction) -> None:
    assert in_basis_points(1 - share) == in_basis_points(share)[::-1]
