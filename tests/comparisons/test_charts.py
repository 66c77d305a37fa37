"""The drawings of comparisons and types: what they draw, what they leave to words."""

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.charts.components import component_chart, component_rows
from comparisons.charts.overlap import overlap_chart, overlap_rows, shared_sets
from comparisons.charts.prices import Priced, basis_of, price_chart, price_rows
from comparisons.facts import Subject
from comparisons.plots.logarithmic import log_axis, millionths
from comparisons.plots.stripes import Stripes
from comparisons.plots.words import keys, shortened
from comparisons.prices import Price
from ranking.explanation import ComponentState
from tests.comparisons.facts_builders import AS_OF, capability, component, explanation, subject

amounts = st.decimals(Decimal("1e-9"), Decimal("1e9"), allow_nan=False, places=9).filter(bool)
INPUT, MONTH = ("input", "token"), ("flat", "month")


@given(amounts, amounts, st.integers(3, 8))
def test_log_axis_holds_its_figures_and_labels_a_few(one: Decimal, two: Decimal, most: int) -> None:
    low, high = sorted((one, two))

    axis = log_axis(low, high, most=most)

    assert axis.low <= millionths(low) <= millionths(high) <= axis.high
    assert axis.low < axis.high
    assert 1 <= len(axis.ticks) <= most
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert all(axis.low <= millionths(tick) <= axis.high for tick in axis.ticks)


@given(amounts, amounts)
def test_millionths_keep_the_order(one: Decimal, two: Decimal) -> None:
    low, high = sorted((one, two))

    assert millionths(low) <= millionths(high)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("0.02", "0.9", ["0.02", "0.05", "0.1", "0.2", "0.5", "1"]),
        ("1", "1", ["1", "2"]),
        ("0.3", "90", ["0.5", "1", "5", "10", "50", "100"]),
        ("0.001", "1000000", ["0.01", "1", "100", "10000", "1000000"]),
    ],
)
def test_log_axis_is_labelled_with_round_figures(low: str, high: str, ticks: list[str]) -> None:
    found = log_axis(Decimal(low), Decimal(high), most=6).ticks

    assert [f"{tick:f}" for tick in found] == ticks


@given(st.lists(st.integers(0, 6), max_size=8))
def test_stripes_never_lie_on_one_another(groups: list[int]) -> None:
    stripes = Stripes()
    tops = stripes.tops(groups)

    assert [b - a for a, b in itertools.pairwise(tops)] == [
        stripes.head + stripes.row * n for n in groups
    ]


@given(st.text(), st.integers(2, 50))
def test_shortened_names_are_short_and_drawable(text: str, most: int) -> None:
    short = shortened(text, most)

    assert len(short) <= most
    assert all(sign >= " " for sign in short)


def two() -> tuple[Subject, Subject]:
    """Of the components of the second nothing is known, and some does not count yet."""
    unknown = component(state=ComponentState.UNKNOWN, shown_tenths=13, coverage=0)
    dormant = component("match", state=ComponentState.DORMANT, value=None)
    return (
        subject("alpha", rank=explanation()),
        subject("beta", rank=explanation(components=(unknown, dormant))),
    )


def test_components_are_bars_and_what_is_unknown_is_words() -> None:
    chart = component_chart(two(), "Components")

    assert chart is not None
    adoption, *_, match, _ = chart.groups
    assert [(b.words, str(b.length)) for b in adoption.bars] == [
        ("26.7 of 37.5", "40.55"),
        ("unknown", "None"),
    ]
    assert [bar.words for bar in match.bars] == ["not ranked yet", "not counted yet"]
    assert chart.rows[0] == ("Adoption", ("26.7 of 37.5", "unknown, counted as 1.3 of 37.5"))
    assert "Adoption: Alpha 26.7 of 37.5, Beta unknown, counted as 1.3" in chart.description
    assert [(key.number, key.name) for key in chart.keys] == [(1, "Alpha"), (2, "Beta")]


def test_nothing_is_drawn_of_what_is_not_ranked() -> None:
    assert component_chart([subject("alpha"), subject("beta")], "Components") is None


def test_figures_of_components_leave_unknown_empty() -> None:
    rows = component_rows(two())

    assert rows[0] == ["Adoption", "alpha", "26.7", "37.5", "71.1", "80", "known"]
    assert [row for row in rows if row[0] == "Match graph"] == [
        ["Match graph", "alpha", "", "", "", "", "not ranked yet"],
        ["Match graph", "beta", "", "", "", "", "not counted yet"],
    ]


def three() -> list[Subject]:
    a, b, c = (capability(f"area.{letter}") for letter in "abc")
    no = capability("area.c", support="no")
    return [
        subject("alpha", capabilities=(a, b, c)),
        subject("beta", capabilities=(a, b)),
        subject("gamma", capabilities=(a, no)),
    ]


def test_capabilities_are_counted_in_the_set_of_exactly_who_has_them() -> None:
    assert [(one.words, one.number, one.holders) for one in shared_sets(three())] == [
        ("All 3", 1, (0, 1, 2)),
        ("Alpha and Beta", 1, (0, 1)),
        ("Only Alpha", 1, (0,)),
    ]
    assert overlap_rows(three())[0] == ["alpha beta gamma", 3, "area.a", "A"]


@given(st.lists(st.sets(st.integers(0, 5)), min_size=2, max_size=6))
def test_each_capability_is_in_one_set(held: list[set[int]]) -> None:
    subjects = [
        subject(f"a-{n}", capabilities=tuple(capability(f"c.{k}") for k in sorted(keys)))
        for n, keys in enumerate(held)
    ]

    sets = shared_sets(subjects)

    assert sum(one.number for one in sets) == len(set().union(*held))
    for one in sets:
        for key, _ in one.capabilities:
            assert [n for n, has in enumerate(held) if int(key[2:]) in has] == list(one.holders)


def test_overlap_draws_a_bar_for_each_set() -> None:
    chart = overlap_chart(three(), "Shared")

    assert chart is not None
    assert [[dot.held for dot in line.dots] for line in chart.lines] == [
        [True, True, True],
        [True, True, False],
        [True, False, False],
    ]
    assert {line.length for line in chart.lines} == {Decimal(chart.stripes.width)}
    assert overlap_chart([subject("alpha"), subject("beta")], "Shared") is None


def priced(slug: str, tenths: int, **amounts: str) -> Priced:
    """`input` in dollars per token, `flat` per month."""
    units = {"input": "token", "flat": "month"}
    lowest = {
        (component, units[component]): Price(
            provider="",
            component=component,
            component_label=component.capitalize(),
            unit=units[component],
            mode="standard",
            mode_label="Standard",
            kind="amount",
            amount=Decimal(amount),
            currency="USD",
            seen_on=AS_OF,
            source=None,
        )
        for component, amount in amounts.items()
    }
    return Priced(slug, slug.capitalize(), tenths, lowest, dict.fromkeys(lowest, 2))


def test_prices_are_drawn_in_the_unit_that_most_have() -> None:
    monthly = [priced("a", 700, flat="20"), priced("b", 600, flat="5")]

    assert basis_of([*monthly, priced("c", 500, input="0.000001")]) == MONTH
    assert basis_of([monthly[0], priced("c", 500, input="0.000001")]) == INPUT
    assert basis_of([priced("d", 400)]) is None


def test_unknown_price_is_told_and_never_drawn_at_zero() -> None:
    found = [priced("a", 700, input="0.000001"), priced("b", 650), priced("c", 600, input="0")]

    chart = price_chart(found, "Prices")

    assert chart is not None
    assert [(p.name, p.words, str(p.x)) for p in chart.points] == [
        ("A", "70.0 points, $1 / 1M input tokens", "18.00"),
        ("C", "60.0 points, free", "13"),
    ]
    assert [row.name for row in chart.unpriced] == ["B"]
    assert [tick.label for tick in chart.across] == ["free", "$1", "$2"]
    assert "1 more have no known price" in chart.description
    assert price_rows(found)[1] == ["b", "B", "65.0", "", "", "", ""]
    assert price_rows(found)[0] == ["a", "A", "70.0", "0.000001", "USD", "token", 2]


@pytest.mark.parametrize("found", [[], [priced("a", 700)]])
def test_no_prices_no_drawing(found: list[Any]) -> None:
    assert price_chart(found, "Prices") is None


def test_free_alone_needs_no_axis() -> None:
    chart = price_chart([priced("a", 700, input="0")], "Prices")

    assert chart is not None
    assert [tick.label for tick in chart.across] == ["free"]


def test_keys_number_names() -> None:
    assert [(key.number, key.name, key.y) for key in keys(["A", "B" * 60])] == [
        (1, "A", 12),
        (2, f"{'B' * 37}…", 32),
    ]
