from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.units import UnstorableAmount, per_token, storable, within_bounds


def test_per_token_divides_exactly() -> None:
    assert per_token(Decimal("0.22")) == Decimal("0.00000022")


def test_per_token_keeps_every_digit_of_a_float_s_tail() -> None:
    assert str(per_token(Decimal("0.09999999999999999"))) == "9.999999999999999E-8"


@given(st.decimals(min_value=0, max_value=10_000, places=20))
def test_per_token_times_a_million_is_the_amount_again(amount: Decimal) -> None:
    assert per_token(amount) * 1_000_000 == amount


def test_per_token_of_more_places_than_a_price_holds_is_refused() -> None:
    with pytest.raises(UnstorableAmount, match="30 decimal places"):
        per_token(Decimal("1E-25"))


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1E+10", "1E+999999999"])
def test_storable_refuses_what_is_no_price(text: str) -> None:
    with pytest.raises(UnstorableAmount):
        storable(Decimal(text))


@pytest.mark.parametrize("text", ["1E-31", "1E-999999999", "0.1234567890123456789012345678901"])
def test_storable_refuses_more_than_thirty_places(text: str) -> None:
    with pytest.raises(UnstorableAmount):
        storable(Decimal(text))


def test_storable_counts_significant_places_only() -> None:
    assert storable(Decimal("0.10000000000000000000000000000000000")) == Decimal("0.1")


@given(st.decimals(min_value=0, max_value=1000, places=30))
def test_storable_gives_back_the_same_amount(amount: Decimal) -> None:
    assert storable(amount) == amount


def test_zero_is_within_bounds() -> None:
    assert within_bounds("input", "token", Decimal(0))


def test_a_per_million_price_read_as_per_token_is_out_of_bounds() -> None:
    assert not within_bounds("input", "token", Decimal(3))


def test_a_per_token_price_read_as_per_million_is_out_of_bounds() -> None:
    assert not within_bounds("input", "token", Decimal("2.2E-13"))


def test_the_dearest_known_output_price_is_within_bounds() -> None:
    assert within_bounds("output", "token", Decimal("0.0006"))


def test_an_unlisted_unit_has_no_bounds() -> None:
    assert within_bounds("flat", "month", Decimal(20_000))
