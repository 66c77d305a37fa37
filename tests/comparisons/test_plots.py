"""Scales, ticks, dates and steps: what must hold for any figures."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.plots.dates import DateTick, date_ticks
from comparisons.plots.frame import Frame, Tick, dated, seconds, upright
from comparisons.plots.scales import Scale
from comparisons.plots.steps import Point, path, thinned
from comparisons.plots.ticks import Axis, axis, widened

figures = st.integers(-(10**12), 10**12)
places = st.integers(-10_000, 10_000)
times = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001  (the strategy adds the zone)
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
walks = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=200
).map(lambda pairs: [Point(x, y) for x, y in sorted(pairs, key=lambda pair: pair[0])])


def day(year: int, month: int, number: int, hour: int = 0) -> datetime:
    return datetime(year, month, number, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("scale", "figure", "place"),
    [
        (Scale(0, 100, 0, 1000), 37, "370.00"),
        (Scale(0, 3, 0, 100), 1, "33.33"),
        (Scale(0, 3, 0, 100), 2, "66.67"),
        (Scale(600, 700, 176, 0), 641, "103.84"),
        (Scale(5, 5, 10, 95), 5, "52.50"),
        (Scale(-10, 10, 0, 1), 0, "0.50"),
        (Scale(0, 200, 0, 1), 1, "0.01"),
    ],
)
def test_scale_places_figures_with_two_decimals(scale: Scale, figure: int, place: str) -> None:
    assert str(scale.at(figure)) == place


@given(figures, figures, places, places)
def test_scale_leads_ends_to_ends(low: int, high: int, start: int, end: int) -> None:
    scale = Scale(low, high, start, end)

    if low != high:
        assert [scale.at(low), scale.at(high)] == [Decimal(start), Decimal(end)]


@given(st.lists(figures, min_size=4, max_size=4), places, places)
def test_scale_keeps_the_order(four: list[int], start: int, end: int) -> None:
    low, one, other, high = sorted(four)
    scale = Scale(low, high, start, end)

    if low != high:
        inside = [scale.at(low), scale.at(one), scale.at(other), scale.at(high)]
        assert inside == sorted(inside, reverse=end < start)


@given(figures, figures, places, places, figures)
def test_scale_writes_two_decimals_and_no_exponent(
    low: int, high: int, start: int, end: int, figure: int
) -> None:
    assert re.fullmatch(r"-?\d+\.\d\d", f"{Scale(low, high, start, end).at(figure)}")


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1000, Axis(0, 1000, 500)),
        (640, 680, Axis(640, 680, 10)),
        (641, 679, Axis(640, 680, 10)),
        (590, 690, Axis(550, 700, 50)),
        (7, 7, Axis(7, 8, 1)),
        (-3, 4, Axis(-4, 4, 2)),
    ],
)
def test_axis_is_round_and_holds_the_figures(low: int, high: int, expected: Axis) -> None:
    assert axis(low, high, most=5) == expected


@given(figures, figures, st.integers(3, 12))
def test_axis_holds_both_figures_with_few_round_ticks(one: int, other: int, most: int) -> None:
    low, high = sorted((one, other))

    found = axis(low, high, most=most)

    assert found.low <= low <= high <= found.high
    assert 2 <= len(found.ticks) <= most
    assert (found.ticks[0], found.ticks[-1]) == (found.low, found.high)
    assert str(found.step).rstrip("0") in {"1", "2", "5"}


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_widened_range_holds_the_figures_inside_its_bounds(one: int, other: int) -> None:
    low, high = sorted((one, other))

    wide = widened(low, high, least=100, floor=0, ceiling=1000)

    assert 0 <= wide[0] <= low <= high <= wide[1] <= 1000
    assert wide[1] - wide[0] == max(100, high - low)


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        (
            day(2026, 5, 1),
            day(2026, 5, 2),
            [("00:00", "1 May"), ("06:00", ""), ("12:00", ""), ("18:00", ""), ("00:00", "2 May")],
        ),
        (
            day(2026, 12, 29),
            day(2027, 1, 2),
            [("29 Dec", "2026"), ("30 Dec", ""), ("31 Dec", ""), ("1 Jan", "2027"), ("2 Jan", "")],
        ),
        (
            day(2026, 5, 3),
            day(2026, 6, 1),
            [("4 May", "2026"), ("11 May", ""), ("18 May", ""), ("25 May", ""), ("1 Jun", "")],
        ),
        (
            day(2025, 11, 15),
            day(2026, 7, 1),
            [("Jan", "2026"), ("Mar", ""), ("May", ""), ("Jul", "")],
        ),
        (
            day(2019, 6, 1),
            day(2026, 6, 1),
            [("2020", ""), ("2022", ""), ("2024", ""), ("2026", "")],
        ),
    ],
)
def test_dates_are_labelled_by_what_tells_them_apart(
    start: datetime, end: datetime, labels: list[tuple[str, str]]
) -> None:
    assert [(t.label, t.below) for t in date_ticks(start, end, most=5)] == labels


def test_weeks_begin_on_mondays() -> None:
    ticks = date_ticks(day(2026, 5, 1), day(2026, 5, 30), most=5)

    assert {tick.at.weekday() for tick in ticks} == {0}


@given(times, times, st.integers(2, 8))
def test_dates_are_few_in_order_and_inside(one: datetime, other: datetime, most: int) -> None:
    start, end = sorted((one, other))

    ticks = date_ticks(start, end, most=most)

    moments = [tick.at for tick in ticks]
    assert len(moments) <= most
    assert moments == sorted(set(moments))
    assert all(start <= moment <= end for moment in moments)


@given(times, st.integers(1, 60_000), st.integers(3, 8))
def test_whole_days_are_never_without_dates(start: datetime, days: int, most: int) -> None:
    start = start.replace(hour=0, minute=0, second=0, microsecond=0)

    ticks = date_ticks(start, start + timedelta(days=days), most=most)

    assert ticks
    assert ticks[0].label


@pytest.mark.parametrize("year", [1, 9998])
def test_dates_at_the_ends_of_the_calendar_are_labelled(year: int) -> None:
    assert date_ticks(day(year, 1, 1), day(year, 12, 31), most=5)


ACROSS, UP = Scale(0, 100, 0, 1000), Scale(0, 10, 50, 0)


def test_steps_hold_a_value_until_it_changes() -> None:
    points = [Point(0, 1), Point(25, 4), Point(50, 2)]

    drawn = path(points, 100, across=ACROSS, up=UP)

    assert drawn == "M0.00 45.00H250.00V30.00H500.00V40.00H1000.00"


def test_nothing_is_drawn_of_nothing() -> None:
    assert path([], 100, across=ACROSS, up=UP) == ""


@given(walks)
def test_path_turns_once_for_each_point_after_the_first(points: list[Point]) -> None:
    drawn = path(points, 1000, across=Scale(0, 1000, 0, 1000), up=Scale(0, 1000, 176, 0))

    number = r"-?\d+\.\d\d"
    assert re.fullmatch(rf"M{number} {number}(H{number}V{number})*H{number}", drawn)
    assert drawn.count("V") == len(points) - 1


def test_few_points_are_all_kept() -> None:
    points = [Point(0, 3), Point(1, 2), Point(5, 9)]

    assert thinned(points, most=4) == tuple(points)


def test_a_single_peak_among_thousands_is_kept() -> None:
    points = [Point(x, 50) for x in range(5000)]
    points[1234] = Point(1234, 900)
    points[4321] = Point(4321, 1)

    kept = thinned(points, most=400)

    assert len(kept) <= 400
    assert {Point(1234, 900), Point(4321, 1)} <= set(kept)


@given(walks, st.integers(4, 60))
def test_thinned_points_are_some_of_them_in_their_order(points: list[Point], most: int) -> None:
    kept = thinned(points, most=most)

    remaining = iter(points)
    assert all(point in remaining for point in kept)
    assert len(kept) <= max(most, 1)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    values = [point.y for point in points]
    assert min(values) == min(point.y for point in kept)
    assert max(values) == max(point.y for point in kept)


def test_ticks_stand_where_the_scales_say() -> None:
    frame = Frame()
    vertical = axis(590, 690, most=5)
    start, end = day(2026, 5, 1), day(2026, 5, 3)

    up = upright(vertical, frame.up(vertical), str)
    across = dated(
        [DateTick(day(2026, 5, 2), "2 May", "2026")], frame.across(seconds(start), seconds(end))
    )

    assert up[0] == Tick(Decimal("176.00"), "550")
    assert up[-1] == Tick(Decimal("0.00"), "700")
    assert across == (Tick(Decimal("52.00"), "2 May", "2026"),)


def test_seconds_are_whole_and_count_from_1970() -> None:
    assert seconds(datetime(1970, 1, 2, 0, 0, 1, 999_999, tzinfo=UTC)) == 86_401
