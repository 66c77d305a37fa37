"""How a reader's own weights are spelled: one choice, one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.own_weights import PRESETS, BadWeights, OwnWeights, of_fields, parse

PARTS = st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any)


def spelled(parts: list[int]) -> str:
    return "-".join(map(str, parts))


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        ("40-30-10-10-10", "40-30-10-10-10"),
        ("80-60-20-20-20", "40-30-10-10-10"),
        ("4-3-1-1-1", "40-30-10-10-10"),
        ("1-1-1-0-0", "1-1-1-0-0"),
        ("50-50-50-0-0", "1-1-1-0-0"),
        ("7-0-0-0-0", "100-0-0-0-0"),
        ("040-30-10-10-10", "40-30-10-10-10"),
        ("adoption", "adoption"),
        ("6-1-1-1-1", "adoption"),
        ("10-10-10-10-60", "freshness"),
        ("7-1-4-7-1", "proven"),
        ("1-1-1-1-1", "equal"),
        ("10-60-10-10-10", "documentation"),
    ],
)
def test_weights_have_one_spelling(given_text: str, text: str) -> None:
    assert parse(given_text).text == text


@given(PARTS)
def test_spelling_is_read_back_as_the_same_weights(parts: list[int]) -> None:
    own = parse(spelled(parts))

    assert parse(own.text) == own
    assert parse(spelled(list(own.parts))) == own


@given(PARTS)
def test_spelled_numbers_keep_their_proportion_and_stay_in_bounds(parts: list[int]) -> None:
    own = parse(spelled(parts))

    assert [a * sum(own.parts) for a in parts] == [b * sum(parts) for b in own.parts]
    assert 1 <= max(own.parts) <= 100


@given(PARTS, st.integers(1, 100))
def test_weights_of_one_proportion_are_one_choice(parts: list[int], times: int) -> None:
    multiplied = tuple(times * part for part in parts)

    assert OwnWeights.of(multiplied) == OwnWeights.of(tuple(parts))


@given(PARTS)
def test_basis_points_sum_to_the_whole(parts: list[int]) -> None:
    shares = parse(spelled(parts)).basis_points

    assert sum(shares.values()) == 10_000
    for share, part in zip(shares.values(), parts, strict=True):
        assert abs(share * sum(parts) - 10_000 * part) < sum(parts)


def test_basis_points_go_to_the_components_in_their_order() -> None:
    assert parse("1-1-1-0-0").basis_points == {
        "adoption": 3334,
        "quality": 3333,
        "ecosystem": 3333,
        "match": 0,
        "freshness": 0,
    }


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "1-2-3-4", "1-2-3-4-5-6", "101-0-0-0-0", "1000-0-0-0-0", "-1-0-0-0-1"),
        *("1.5-0-0-0-1", "1-a-0-0-0", "1 -1-1-1-1", "1--1-1-1-1", "+1-1-1-1-1", "Adoption"),
        *("٣-1-1-1-1", "¹-1-1-1-1"),
    ],
)
def test_anything_else_is_refused_with_what_would_do(text: str) -> None:
    with pytest.raises(BadWeights) as refused:
        parse(text)

    assert str(refused.value) == (
        f"“{text}” says no weights. Give five whole numbers from 0 to 100, joined by hyphens, in "
        "the order adoption, quality, ecosystem, match, freshness, for example 40-30-10-10-10; "
        "or one of adoption, documentation, proven, freshness, equal."
    )


def test_long_nonsense_is_not_repeated_whole() -> None:
    with pytest.raises(BadWeights, match=r"^“x{40}” says no weights"):
        parse("x" * 5000)


def test_weights_of_nothing_are_refused() -> None:
    with pytest.raises(BadWeights, match=r"^At least one of the five weights must be above 0\.$"):
        parse("0-0-0-0-0")


def test_fields_of_the_form_are_read_by_component() -> None:
    given_fields = {"freshness": "20", "adoption": " 80 ", "quality": ""}

    assert of_fields(given_fields).text == "80-0-0-0-20"


def test_fields_in_the_wrong_are_named() -> None:
    with pytest.raises(BadWeights) as refused:
        of_fields({"adoption": "10", "quality": "-5", "match": "much"})

    assert str(refused.value) == "Give a whole number from 0 to 100 for Quality, Match graph."


@pytest.mark.parametrize("key", PRESETS)
def test_presets_are_spelled_by_their_names_and_sum_to_a_hundred(key: str) -> None:
    own = parse(key)

    assert (own.text, own.label) == (key, PRESETS[key].label)
    assert sum(PRESETS[key].parts) == 100
    assert OwnWeights.of(PRESETS[key].parts) == own


def test_weights_that_are_no_preset_are_labelled_by_their_numbers() -> None:
    assert parse("40-30-10-10-10").label == "Weights 40-30-10-10-10"
