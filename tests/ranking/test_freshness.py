from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ranking.formula import HALF_LIVES
from ranking.freshness import PPM, decay_table, decayed, freshness


@given(st.sampled_from(sorted(set(HALF_LIVES.values()))), st.integers(-10, 20_000))
def test_freshness_falls_and_stays_in_bounds(half_life: int, age: int) -> None:
    table = decay_table(half_life)
    assert 0 <= decayed(age + 1, table) <= decayed(age, table) <= PPM


def test_half_is_left_after_a_half_life() -> None:
    table = decay_table(365)
    assert [decayed(365 * n, table) for n in range(5)] == [
        *(1_000_000, 500_000, 250_000),
        *(125_000, 62_500),
    ]


def test_a_dataset_of_741_days_keeps_what_the_formula_says() -> None:
    assert decayed(741, decay_table(730)) == 494_805 == round(PPM * 2 ** (-741 / 730))


def test_an_event_still_to_come_counts_as_todays() -> None:
    assert decayed(-3, decay_table(180)) == PPM


def test_nothing_is_left_after_centuries() -> None:
    assert decayed(120 * 25, decay_table(120)) == 0


def test_tables_fall_day_by_day() -> None:
    for half_life in set(HALF_LIVES.values()):
        assert all(left > right for left, right in pairwise(decay_table(half_life)))


def test_finished_work_keeps_a_floor() -> None:
    table = decay_table(180)
    assert freshness(720, table, finished=True) == 600_000
    assert freshness(720, table, finished=False) == 62_500
    assert freshness(10, table, finished=True) == freshness(10, table, finished=False)
