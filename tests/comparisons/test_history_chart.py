"""The drawing: where things stand, what is marked, and what it says to those who do not see it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from comparisons.history import Cause, History, history
from comparisons.history_chart import HistoryChart, history_chart
from tests.comparisons.history_builders import MAY, POINT, entry, shown, walk

OWN = {Cause.OWN: POINT}


def chart(found: History, title: str = "Rank of Thing") -> HistoryChart:
    drawn = history_chart(found, title)
    assert drawn is not None
    return drawn


def test_history_without_entries_is_not_drawn() -> None:
    assert history_chart(History((), date(2026, 5, 1)), "Rank") is None


def test_steps_begin_with_the_first_entry_and_end_with_the_day() -> None:
    drawn = chart(shown({Cause.OWN: 2 * POINT}, days=1))

    # Two days of 500 each; 176 pixels for 60 to 70 points; entries at noon.
    assert drawn.path == "M250.00 105.60H750.00V70.40H1000.00"
    assert [(tick.label, str(tick.at)) for tick in drawn.up] == [
        ("60", "176.00"),
        ("65", "88.00"),
        ("70", "0.00"),
    ]
    assert [(tick.label, tick.below, str(tick.at)) for tick in drawn.across] == [
        ("00:00", "1 May", "9.00"),
        ("12:00", "", "30.50"),
        ("00:00", "2 May", "52.00"),
        ("12:00", "", "73.50"),
        ("00:00", "3 May", "95.00"),
    ]
    assert (drawn.end.x, drawn.end.y) == (Decimal("95.00"), Decimal("70.40"))


def test_day_the_rank_stands_at_ends_the_line() -> None:
    found = replace(shown(OWN, days=1), as_of=date(2026, 5, 10))

    assert chart(found).path.endswith("H1000.00")
    assert chart(found).path.startswith("M50.00 ")


def test_new_rules_and_hands_are_marked_and_own_figures_are_not() -> None:
    drawn = chart(
        shown(OWN, {Cause.EPOCH: POINT}, {Cause.FORMULA: POINT}, {Cause.HAND: POINT}, OWN)
    )

    assert [mark.kind for mark in drawn.marks] == ["by_epoch", "by_formula", "by_hand"]
    assert drawn.legend == (
        ("by_formula", "new formula"),
        ("by_epoch", "new epoch"),
        ("by_hand", "adjustment by hand"),
    )
    assert [str(mark.x) for mark in drawn.marks] == sorted(str(mark.x) for mark in drawn.marks)


def test_description_tells_scale_ends_extremes_and_marks() -> None:
    drawn = chart(shown({Cause.OWN: -POINT}, {Cause.EPOCH: 3 * POINT}))

    assert drawn.title == "Rank of Thing"
    assert drawn.description == (
        "Steps from 1 May 2026 to 3 May 2026, on a scale from 55 to 70 of 100 points."
        " 64.0 on 1 May 2026, 66.0 now; 2 moves, the largest +3.0 on 3 May 2026 (new epoch)."
        " Lowest 63.0 on 2 May 2026, highest 66.0 on 3 May 2026. New epoch on 3 May 2026."
    )


def test_many_marks_are_summed_up_in_words() -> None:
    drawn = chart(shown(*[{Cause.EPOCH: POINT // 10}] * 9))

    assert drawn.description.count("New epoch on") == 6
    assert drawn.description.endswith("3 more such changes.")
    assert len(drawn.marks) == 9


def test_thousands_of_entries_are_thinned_and_it_says_so() -> None:
    drawn = chart(shown(*[{Cause.OWN: POINT}, {Cause.OWN: -POINT}] * 1500))

    assert drawn.of == 3001
    assert drawn.drawn <= 400
    assert drawn.thinned
    assert drawn.path.count("V") == drawn.drawn - 1
    assert f"Of 3,001 entries {drawn.drawn} are drawn" in drawn.description


def test_time_never_runs_backwards_in_the_drawing() -> None:
    late = entry(65 * POINT, OWN, recorded_at=MAY - timedelta(seconds=3))
    found = history([entry(), late], as_of=date(2026, 5, 1))

    assert chart(found).path == "M500.00 70.40H500.00V58.67H1000.00"


def test_signs_that_no_file_may_hold_are_left_out() -> None:
    assert chart(shown(OWN), "A\x0b\x00B\uffff <&").title == "AB <&"


@given(
    st.lists(st.integers(-20 * POINT, 20 * POINT), min_size=1, max_size=30),
    st.integers(1, 400),
)
def test_everything_is_drawn_inside_the_frame(changes: list[int], days: int) -> None:
    entries = walk(days=days)
    for change in changes:
        total = max(0, min(100 * POINT, entries[-1].total + change))
        moved = {Cause.OWN: total - entries[-1].total}
        when = entries[-1].recorded_at + timedelta(days=days)
        entries.append(entry(total, moved, recorded_at=when))

    drawn = chart(history(entries, as_of=entries[-1].as_of))

    xs = [float(x) for x in re.findall(r"[MH](-?[\d.]+)", drawn.path)]
    ys = [float(y) for y in re.findall(r"(?:V| )(-?[\d.]+)", drawn.path)]
    assert xs == sorted(xs)
    assert 0 <= xs[0] <= xs[-1] == 1000
    assert 0 <= min(ys) <= max(ys) <= drawn.frame.depth
    assert 2 <= len(drawn.up) <= 5
    assert 1 <= len(drawn.across) <= 5
