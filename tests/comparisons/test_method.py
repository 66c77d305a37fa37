"""What the methodology is laid out from: counts on curves, lines, and types told together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.method import anchors
from comparisons.method.curves import HEIGHT, WIDTH, count_at, described, line
from comparisons.method.together import together
from comparisons.templatetags.method import how_signal, rests_on
from ranking.formula import CRITERIA, METRICS
from ranking.normaliser import PPM, Table, fit, lookup, straight
from ranking.shipped import scored_signals, shipped_table

COUNTS = st.lists(st.integers(0, 10**9), max_size=200)
VALUES = st.integers(1, PPM)


def test_marks_of_a_straight_line_are_its_steps() -> None:
    curve = described(straight(4), 0, "a straight line")

    assert [(mark.value, mark.count) for mark in curve.marks] == [
        *((100_000, 1), (250_000, 1), (500_000, 2), (750_000, 3), (900_000, 4), (PPM, 4)),
    ]


@given(COUNTS, VALUES)
def test_count_at_is_the_smallest_that_stands_so_high(counts: list[int], value: int) -> None:
    table = fit(counts)

    found = count_at(table, value)

    assert lookup(table, found) >= value
    assert found == 0 or lookup(table, found - 1) < value


@pytest.mark.parametrize(("type_key", "signal"), scored_signals())
def test_marks_of_a_shipped_curve_stand_where_they_say(type_key: str, signal: str) -> None:
    table = shipped_table(type_key, signal).table

    for mark in described(table, 0, "").marks:
        assert lookup(table, mark.count) >= mark.value
        assert lookup(table, mark.count - 1) < mark.value


def test_curve_that_does_not_rise_from_nothing_has_no_count_below() -> None:
    assert count_at(Table((0, 1), (500_000, PPM)), 250_000) == 0


def test_line_runs_from_the_lower_left_to_the_upper_right() -> None:
    points = line((0, 1, 3), (0, 500_000, PPM), last=3).split(" ")

    assert points == [f"0.0,{HEIGHT:.1f}", "80.0,20.0", f"{WIDTH:.1f},0.0"]


def test_line_of_a_smaller_curve_ends_sooner_on_the_same_scale() -> None:
    assert line((0, 1), (0, PPM), last=3) == f"0.0,{HEIGHT:.1f} {WIDTH / 2:.1f},0.0"


def test_line_without_any_count_is_a_point() -> None:
    assert line((0,), (0,), last=0) == f"0.0,{HEIGHT:.1f}"


def test_types_that_are_treated_alike_are_told_once_in_their_order() -> None:
    told = together([("Models", 45), ("Datasets", 50), ("Fine-tunes", 45)])

    assert told == [(45, ("Models", "Fine-tunes")), (50, ("Datasets",))]


def test_every_signal_and_criterion_has_its_paragraph() -> None:
    wanted = {
        *(f"signal-{key}" for key in METRICS),
        *(f"criterion-{criterion.code}" for criterion in CRITERIA),
        *("signal-last_release", "criterion-star_spike", "component-match"),
    }

    assert wanted <= anchors.ANCHORS


def test_paragraph_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="no paragraph “ranking”"):
        anchors.known("ranking")


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("hub_likes", "/methodology/#signal-hub_likes"),
        ("docs_alive", "/methodology/#criterion-docs_alive"),
        ("measured_no_more", "/methodology/#points"),
    ],
)
def test_signal_leads_to_its_paragraph_or_to_points(key: str, address: str) -> None:
    assert how_signal(key) == address


@pytest.mark.parametrize(
    ("figures", "basis", "words"),
    [
        (
            0,
            "set by hand, no figures at hand, 2026-11-23",
            "set by hand, no figures at hand, 23 No",
        ),
        (873, "Hugging Face Hub, models, 2026-04-30", "873 figures: Hugging Face Hub, models, 30"),
        (1_200, "figures of Models read until 2026-02-30", "1,200 figures of Models read until 20"),
    ],
)
def test_curve_tells_what_it_rests_on(figures: int, basis: str, words: str) -> None:
    assert rests_on(described(straight(2), figures, basis)).startswith(words)
