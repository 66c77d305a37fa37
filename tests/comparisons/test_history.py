"""What moved a rank, in words and in tenths that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.api.shapes.scores import ScoreHistoryEntry
from comparisons.history import MOST_LISTED, Cause, history
from comparisons.units import signed_points
from tests.comparisons.history_builders import POINT, entry, shown, walk

shares = st.integers(-3 * POINT, 3 * POINT)


def test_first_entry_has_no_change() -> None:
    (move,) = shown().moves

    assert (move.change, move.signed, move.cause, move.events) == (None, "", "first computed", ())


def test_first_entry_tells_what_was_added_by_hand() -> None:
    first = entry(64 * POINT, {Cause.OWN: 62 * POINT, Cause.HAND: 2 * POINT})

    (move,) = history([first], as_of=first.as_of).moves

    assert move.cause == "first computed, adjustment by hand +2.0"
    assert move.events == (Cause.HAND,)


@pytest.mark.parametrize(
    ("change", "cause", "events"),
    [
        ({Cause.OWN: 120_000_000}, "own figures +1.2", ()),
        (
            {Cause.OWN: 120_000_000, Cause.EPOCH: -40_000_000},
            "own figures +1.2, new epoch 2 −0.4",
            (Cause.EPOCH,),
        ),
        (
            {Cause.OWN: 0, Cause.FORMULA: -200_000_000},
            "new formula 2.1.0 (before it 2.0.0) −2.0",
            (Cause.FORMULA,),
        ),
        ({Cause.EPOCH: 0}, "new epoch 2 ±0.0", (Cause.EPOCH,)),
        ({Cause.HAND: 150_000_000}, "adjustment by hand +1.5", (Cause.HAND,)),
        ({Cause.HAND: -150_000_000}, "adjustment by hand −1.5", (Cause.HAND,)),
        ({Cause.OWN: 1}, "no change that shows", ()),
    ],
)
def test_move_names_what_it_came_from(
    change: dict[Cause, int], cause: str, events: tuple[Cause, ...]
) -> None:
    move = shown(change).moves[-1]

    assert (move.cause, move.events) == (cause, events)


def test_parts_that_cancel_out_are_both_told() -> None:
    move = shown({Cause.OWN: 40_000_000, Cause.EPOCH: -40_000_000}).moves[-1]

    assert (move.signed, move.cause) == ("±0.0", "own figures +0.4, new epoch 2 −0.4")


@given(st.integers(0, 100 * POINT), st.dictionaries(st.sampled_from(Cause), shares))
def test_parts_sum_to_the_shown_change(start: int, change: dict[Cause, int]) -> None:
    first, last = walk(change, start=start)

    move = history([first, last], as_of=last.as_of).moves[-1]

    assert move.change == last.tenths - first.tenths
    assert sum(move.parts.values()) == move.change
    assert set(move.parts) == {cause for cause, share in change.items() if share}
    for cause, part in move.parts.items():
        assert abs(part * 10_000_000 - change[cause]) <= 10_000_000


def test_summary_tells_where_it_began_where_it_is_and_the_largest_move() -> None:
    found = shown(
        {Cause.OWN: 20_000_000},
        {Cause.OWN: 200_000_000},
        {Cause.EPOCH: -90_000_000, Cause.OWN: 10_000_000},
        {Cause.EPOCH: 0},
        start=6_410_000_000,
        days=5,
    )

    assert found.summary == (
        "64.1 on 1 May 2026, 65.5 now; 3 moves, the largest +2.0 on 11 May 2026 (own figures)."
    )


def test_summary_of_one_move_names_all_it_came_from() -> None:
    found = shown({Cause.EPOCH: -90_000_000, Cause.OWN: 10_000_000})

    assert found.summary == (
        "64.0 on 1 May 2026, 63.2 now; 1 move, −0.8 on 2 May 2026 (own figures and new epoch)."
    )


def test_summary_without_a_move() -> None:
    assert shown().summary == (
        "64.0 on 1 May 2026, when it was first worked out, and unchanged since."
    )
    assert shown({Cause.EPOCH: 0}).summary == ("64.0 on 1 May 2026, 64.0 now; no move between.")


def test_cut_history_has_no_first_entry() -> None:
    entries = walk({Cause.OWN: POINT}, {Cause.EPOCH: POINT})[1:]

    found = history(entries, as_of=entries[-1].as_of, complete=False)

    assert [move.change for move in found.moves] == [10, 10]
    assert [move.cause for move in found.moves] == ["own figures +1.0", "new epoch 2 +1.0"]
    assert not found.is_short


def test_page_lists_the_newest_first_and_no_more_than_it_can() -> None:
    found = shown(*[{Cause.OWN: POINT // 10}] * MOST_LISTED)

    listed = found.newest_first

    assert len(listed) == MOST_LISTED
    assert (listed[0], listed[-1]) == (found.moves[-1], found.moves[1])
    assert not found.is_short
    assert shown().is_short
    assert shown().newest_first == shown().moves


def test_every_cause_is_told_by_the_api() -> None:
    assert set(Cause) <= set(ScoreHistoryEntry.__annotations__)


@pytest.mark.parametrize(("tenths", "text"), [(12, "+1.2"), (-4, "−0.4"), (0, "±0.0")])
def test_change_bears_its_sign(tenths: int, text: str) -> None:
    assert signed_points(tenths) == text
