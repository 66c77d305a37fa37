"""Weights as people write them: per cent, with two decimals at most."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ranking.forms.fields import PerCentField, PointsField, per_cent
from ranking.forms.weights import sum_in_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("35", 3500), ("12.5", 1250), ("0.01", 1), ("0", 0), ("100", 10_000), (" 7.25 ", 725)],
)
def test_per_cent_is_kept_in_basis_points(typed: str, kept: int) -> None:
    assert PerCentField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "This field is required."),
        ("many", "Enter a number."),
        ("NaN", "Enter a number."),
        ("1e400", "Ensure this value is less than or equal to 100."),
        ("-1", "Ensure this value is greater than or equal to 0."),
        ("100.01", "Ensure this value is less than or equal to 100."),
        ("1.234", "Ensure that there are no more than 2 decimal places."),
    ],
)
def test_what_is_no_per_cent_is_refused(typed: str, words: str) -> None:
    with pytest.raises(ValidationError) as error:
        PerCentField().clean(typed)

    assert words in error.value.messages


@pytest.mark.parametrize(
    ("typed", "kept"), [("-20", -200), ("20.0", 200), ("-1.5", -15), ("0.1", 1)]
)
def test_points_are_kept_in_tenths(typed: str, kept: int) -> None:
    assert PointsField(most=20).clean(typed) == kept


@pytest.mark.parametrize("typed", ["20.1", "-20.1", "1.25"])
def test_points_out_of_bounds_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        PointsField(most=20).clean(typed)


@pytest.mark.parametrize(
    ("basis_points", "shown"),
    [(3500, "35"), (1250, "12.5"), (1, "0.01"), (0, "0"), (10_000, "100")],
)
def test_basis_points_are_shown_in_per_cent(basis_points: int, shown: str) -> None:
    assert per_cent(basis_points) == shown
    assert PerCentField().prepare_value(basis_points) == shown


def test_what_was_typed_is_shown_again_as_it_was() -> None:
    assert PerCentField().prepare_value("12,5 or so") == "12,5 or so"


@pytest.mark.parametrize(
    ("stored", "typed", "changed"),
    [(3500, "35", False), (3500, "35.0", False), (3500, "35.01", True), (3500, "x", True)],
)
def test_field_has_changed_only_with_its_number(stored: int, typed: str, changed: Any) -> None:
    assert PerCentField().has_changed(stored, typed) is changed


@pytest.mark.parametrize(
    ("basis_points", "words"),
    [
        (10_000, "100 %"),
        (9_525, "95.25 %: 4.75 % missing"),
        (10_200, "102 %: 2 % too much"),
        (0, "0 %: 100 % missing"),
    ],
)
def test_sum_says_what_is_missing(basis_points: int, words: str) -> None:
    assert sum_in_words(basis_points) == words
