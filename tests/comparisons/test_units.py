from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons import units


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (262_144, "262,144"),
        (9_999_999, "9,999,999"),
        (480_000_000_000, "480 billion"),
        (12_500_000, "12.5 million"),
        (12_345_678, "12,345,678"),
    ],
)
def test_count_shortens_only_what_stays_exact(value: int, shown: str) -> None:
    assert units.count(value) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (262_144, "tokens", "262,144 tokens"),
        (67_500_000_000_000, "bytes", "67.5 TB"),
        (999, "bytes", "999 bytes"),
        (3, "", "3"),
    ],
)
def test_quantity_names_its_unit(value: int, unit: str, shown: str) -> None:
    assert units.quantity(value, unit) == shown


@pytest.mark.parametrize(
    ("precision", "shown"), [("day", "22 July 2025"), ("month", "July 2025"), ("year", "2025")]
)
def test_day_shows_as_much_as_is_known(precision: str, shown: str) -> None:
    assert units.day(date(2025, 7, 22), precision) == shown


@pytest.mark.parametrize(
    ("ppm", "shown"), [(0, "0 %"), (1, "1 %"), (999_999, "99 %"), (10**6, "100 %")]
)
def test_per_cent_keeps_the_ends_for_the_ends(ppm: int, shown: str) -> None:
    assert units.per_cent(ppm) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (121, "121st")],
)
def test_ordinal_ends_as_spoken(number: int, shown: str) -> None:
    assert units.ordinal(number) == shown


def test_points_and_weight_read_as_points() -> None:
    assert (units.points(674), units.weight(3750), units.weight(2500)) == ("67.4", "37.5", "25")


@given(st.integers(min_value=0, max_value=10**15))
def test_count_loses_no_digit(value: int) -> None:
    number, _, word = units.count(value).replace(",", "").partition(" ")
    size = {"million": 10**6, "billion": 10**9, "trillion": 10**12}.get(word, 1)

    assert round(float(number) * size) == value


@pytest.mark.parametrize(("tenths", "shown"), [(20, "+2.0"), (-15, "−1.5"), (0, "±0.0")])
def test_signed_points_always_have_a_sign(tenths: int, shown: str) -> None:
    assert units.signed_points(tenths) == shown


@pytest.mark.parametrize(
    ("ppm", "shown"),
    [(0, "0"), (1, "0.1"), (791_116, "79.1"), (250_000, "25"), (999_999, "99.9"), (10**6, "100")],
)
def test_of_hundred_reads_whole_only_where_it_is(ppm: int, shown: str) -> None:
    assert units.of_hundred(ppm) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (9_999_999, "9,999,999"),
        (12_891_324, "12.9 million"),
        (1_725_548_514, "1.73 billion"),
        (4_000_000_000, "4 billion"),
        (999_999_999, "1,000 million"),
    ],
)
def test_about_keeps_three_digits_of_what_is_large(value: int, shown: str) -> None:
    assert units.about(value) == shown
