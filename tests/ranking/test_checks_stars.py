from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.checks.stars import Growth, Judgement, Reading, judge

START = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


def at(hours: float, count: int) -> Reading:
    return Reading(START + timedelta(hours=hours), count)


def daily(*counts: int) -> list[Reading]:
    return [at(24 * day, count) for day, count in enumerate(counts)]


def steady(days: int, a_day: int = 4) -> list[Reading]:
    return daily(*(1000 + a_day * day for day in range(days)))


series = st.lists(st.builds(at, st.integers(0, 24 * 120), st.integers(0, 100_000)), max_size=60)


def test_a_jump_over_ten_times_the_median_is_a_spike() -> None:
    readings = [*steady(30), at(24 * 30, 1116 + 1200)]

    judged = judge(readings)

    assert judged == Judgement(
        Growth(START + timedelta(days=30), START + timedelta(days=28), 1204), 8, is_spike=True
    )
    assert judged.words == "2026-03-31: 1,204 stars in 48 hours, 28-day median 8"


@pytest.mark.parametrize(
    ("jump", "usual", "is_spike"),
    [(100, 0, False), (101, 0, True), (200, 10, False), (201, 10, True), (101, 5, True)],
)
def test_a_spike_is_over_a_hundred_and_over_ten_times_the_median(
    jump: int, usual: int, is_spike: bool
) -> None:
    """`usual` stars a day, 2 x `usual` in 48 hours; the jump is the growth of the last 48."""
    before = steady(30, usual)
    readings = [*before, at(24 * 30, before[28].count + jump)]

    judged = judge(readings)

    assert judged
    assert (judged.growth.stars, judged.median, judged.is_spike) == (jump, 2 * usual, is_spike)


def test_growth_over_more_than_48_hours_is_scaled_down() -> None:
    readings = [*(at(72 * n, 100) for n in range(10)), at(72 * 10, 400)]

    judged = judge(readings)

    assert judged
    assert (judged.growth.stars, judged.is_spike) == (200, True)


def test_growth_over_less_than_48_hours_is_scaled_up() -> None:
    readings = [*(at(40 * n, 100) for n in range(12)), at(40 * 12, 185)]

    judged = judge(readings)

    assert judged
    assert (judged.growth.stars, judged.is_spike) == (102, True)


def test_the_reading_nearest_to_48_hours_before_is_taken() -> None:
    quiet = [at(24 * day, 0) for day in range(-20, 1)]
    readings = [*quiet, at(40, 0), at(47, 10), at(95, 700)]

    judged = judge(readings)

    assert judged
    assert (judged.growth.since, judged.growth.stars) == (START + timedelta(hours=47), 690)


def test_what_came_about_in_a_gap_is_never_a_spike() -> None:
    readings = [*steady(30), at(24 * 29 + 97, 50_000), at(24 * 29 + 98, 50_000)]

    judged = judge(readings)

    assert judged
    assert not judged.is_spike


def test_weekly_readings_are_unknown() -> None:
    assert judge([at(168 * n, 1000 * n * n) for n in range(20)]) is None


def test_growth_on_fewer_than_seven_days_is_unknown() -> None:
    """Ten readings: the first growth on day 2, and seven days of them before the last one's."""
    assert judge([*steady(9), at(24 * 9, 9000)]) is None
    assert judge([*steady(10), at(24 * 10, 9000)]) is None
    judged = judge([*steady(11), at(24 * 11, 9000)])
    assert judged
    assert judged.is_spike


def test_many_readings_on_one_day_count_as_one_day() -> None:
    crowded = [at(hours, 1000) for hours in range(48 + 24)]

    assert judge([*crowded, at(24 * 4, 9000)]) is None


def test_falling_counts_are_no_growth() -> None:
    readings = daily(*(10_000 - 300 * day for day in range(30)))

    judged = judge(readings)

    assert judged
    assert (judged.growth.stars, judged.median, judged.is_spike) == (0, 0, False)


def test_stars_that_were_taken_away_and_come_back_are_a_spike() -> None:
    readings = daily(*[1000] * 29, 200, 200, 200, 1000)

    judged = judge(readings)

    assert judged
    assert (judged.growth.stars, judged.is_spike) == (800, True)


def test_no_readings_are_unknown() -> None:
    assert judge([]) is None


@given(st.integers(0, 5000), st.lists(st.integers(20, 40), min_size=1, max_size=80))
def test_steady_growth_is_never_a_spike(a_day: int, gaps: list[int]) -> None:
    hours = [sum(gaps[:n]) for n in range(len(gaps))]

    judged = judge(at(hour, 24 * 1000 + a_day * hour // 24) for hour in hours)

    assert judged is None or not judged.is_spike


@given(series, st.randoms(use_true_random=False))
def test_the_order_of_readings_does_not_matter(readings: list[Reading], random: Random) -> None:
    shuffled = list(readings)
    random.shuffle(shuffled)
    assert judge(shuffled) == judge(readings)


@given(series, st.integers(1, 1000))
def test_only_differences_of_counts_matter(readings: list[Reading], more: int) -> None:
    assert judge(Reading(one.moment, one.count + more) for one in readings) == judge(readings)


@given(series, series)
def test_later_readings_never_take_a_spike_back(one: list[Reading], other: list[Reading]) -> None:
    first = judge(one)
    end = max((reading.moment for reading in one), default=START)
    later = [Reading(reading.moment + (end - START), reading.count) for reading in other]

    whole = judge([*one, *(reading for reading in later if reading.moment > end)])

    if first and first.is_spike:
        assert whole
        assert whole.is_spike
        assert whole.growth.stars >= first.growth.stars


@given(series)
def test_a_spike_is_what_the_rule_says(readings: list[Reading]) -> None:
    judged = judge(readings)
    if judged and judged.is_spike:
        assert judged.growth.stars > 100
        assert judged.growth.stars > 10 * judged.median
        apart = judged.growth.moment - judged.growth.since
        assert timedelta(hours=36) <= apart <= timedelta(hours=96)


@given(st.integers(0, 20), st.integers(9, 40), st.integers(1, 20))
def test_a_planted_spike_is_found(a_day: int, before: int, after: int) -> None:
    jump = 20 * a_day * 2 + 500
    quiet = steady(before + after + 2, a_day)
    readings = [
        Reading(one.moment, one.count + jump if day > before else one.count)
        for day, one in enumerate(quiet)
    ]

    judged = judge(readings)

    assert before < 10 or (judged and judged.is_spike and judged.growth.stars == jump + 2 * a_day)
