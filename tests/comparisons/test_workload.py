"""A workload: its one spelling, and what is said of numbers that do not do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.workload import PRESETS, BadWorkload, Workload, parse

CHAT = {"in": "1000", "out": "300", "requests": "100000"}
WORKLOADS = st.builds(
    lambda tokens_in, out, cached, requests, more: Workload(
        tokens_in, out, cached, requests, tokens_in + more
    ),
    st.integers(1, 50_000_000),
    st.integers(0, 100_000_000),
    st.integers(0, 100),
    st.integers(1, 1_000_000_000),
    st.integers(0, 50_000_000),
)


def problems(**changed: str) -> dict[str, str]:
    with pytest.raises(BadWorkload) as caught:
        parse({**CHAT, **changed})
    return caught.value.problems


def test_context_is_the_input_where_none_is_given() -> None:
    assert parse(CHAT) == Workload(1000, 300, 0, 100_000, 1000)


def test_context_and_cached_share_are_spelled_where_they_tell_something() -> None:
    assert parse({**CHAT, "cached": "0", "context": "1000"}).text == (
        "in=1000&out=300&requests=100000"
    )
    assert parse({**CHAT, "cached": "50", "context": "8000"}).text == (
        "in=1000&out=300&cached=50&requests=100000&context=8000"
    )


def test_cached_share_of_no_input_is_left_out() -> None:
    assert parse({**CHAT, "in": "0", "cached": "50"}).text == "in=0&out=300&requests=100000"


@given(WORKLOADS)
def test_spelling_leads_back_to_the_workload(workload: Workload) -> None:
    assert parse(dict(workload.pairs)) == workload


@given(WORKLOADS)
def test_cached_and_fresh_tokens_are_all_of_the_input(workload: Workload) -> None:
    together = workload.cached_tokens + workload.fresh_tokens
    assert together == workload.tokens_in * workload.requests


def test_cached_tokens_are_exact_to_the_hundredth() -> None:
    assert parse({"in": "333", "out": "1", "cached": "33", "requests": "7"}).cached_tokens == (
        Decimal("769.23")
    )


@pytest.mark.parametrize("text", ["-1", "1.5", "1,000", "x", "١٢", "1e3", "100000001", "9" * 5000])
def test_whatever_is_no_whole_number_in_range_is_told(text: str) -> None:
    assert problems(**{"in": text}) == {
        "in": f"“{text[:20]}” does not do: give a whole number from 0 to 100,000,000, digits only."
    }


def test_every_number_in_the_wrong_is_told_at_once() -> None:
    assert problems(out="", cached="101", requests="0") == {
        "out": "Give a whole number from 0 to 100,000,000, digits only.",
        "cached": "“101” does not do: give a whole number from 0 to 100, digits only.",
        "requests": "“0” does not do: give a whole number from 1 to 1,000,000,000, digits only.",
    }


def test_context_shorter_than_the_input_is_told() -> None:
    assert problems(context="999") == {
        "context": "The input is part of the context: give at least 1,000."
    }


def test_workload_of_no_tokens_is_told() -> None:
    assert problems(**{"in": "0", "out": "00"}) == {
        "out": "Tokens in and tokens out are both 0: one of them must be above 0."
    }


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_preset_is_a_workload_that_an_address_can_spell(preset: object) -> None:
    workload = preset.workload  # type: ignore[attr-defined]
    assert parse(dict(workload.pairs)) == workload
