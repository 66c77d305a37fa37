from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.checks.outcomes import FAILURES, History, Outcome, outcome_of, wait_asked_for

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
EVERY = timedelta(days=3)
attempts = st.lists(st.tuples(st.sampled_from(Outcome), st.integers(1, 100)), max_size=30)


def lived(*seen: tuple[Outcome, int]) -> History:
    """A link's history after these outcomes, each so many hours after the one before."""
    history, at = History(), NOON
    for outcome, hours in seen:
        at += timedelta(hours=hours)
        history = history.after(outcome, at)
    return history


@pytest.mark.parametrize(
    ("statuses", "outcome"),
    [
        ((200, 201, 204, 206, 299), Outcome.ANSWERED),
        ((401, 402, 403, 407, 451), Outcome.BARRED),
        ((429,), Outcome.LATER),
        ((300, 304, 400, 404, 405, 410, 418, 500, 502, 503, 504, 999), Outcome.FAILED),
    ],
)
def test_status_says_what_it_says(statuses: tuple[int, ...], outcome: Outcome) -> None:
    assert {outcome_of(status, None) for status in statuses} == {outcome}


def test_unavailable_with_a_time_to_come_back_is_no_failure() -> None:
    assert outcome_of(503, timedelta(0)) is Outcome.LATER


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta(0)),
        ("999999999999999999999", timedelta(days=3)),
        ("Mon, 01 Jun 2026 12:30:00 GMT", timedelta(minutes=30)),
        ("Mon, 01 Jun 2026 11:30:00 GMT", timedelta(0)),
        ("Mon, 01 Jun 2099 11:30:00 GMT", timedelta(days=3)),
        ("Mon, 01 Jun 2026 12:30:00 -0000", timedelta(minutes=30)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_wait_is_read_from_the_header(header: str, wait: timedelta | None) -> None:
    assert wait_asked_for(header, NOON) == wait


@given(st.text(max_size=40))
def test_any_header_is_read_or_ignored(header: str) -> None:
    wait = wait_asked_for(header, NOON)
    assert wait is None or timedelta(0) <= wait <= timedelta(days=3)


def test_one_failure_does_not_count() -> None:
    history = lived((Outcome.ANSWERED, 1), (Outcome.FAILED, 72))
    assert (history.is_alive, history.is_dead) == (True, False)


@pytest.mark.parametrize(("hours", "is_dead"), [(23, False), (24, True), (25, True)])
def test_two_failures_a_day_apart_count(hours: int, is_dead: bool) -> None:
    history = lived((Outcome.ANSWERED, 1), (Outcome.FAILED, 72), (Outcome.UNREACHED, hours))
    assert (history.is_dead, history.is_alive) == (is_dead, not is_dead)


def test_an_answer_in_between_starts_anew() -> None:
    history = lived((Outcome.FAILED, 1), (Outcome.ANSWERED, 23), (Outcome.FAILED, 23))
    assert (history.is_dead, history.failures) == (False, 1)


def test_many_failures_within_a_day_are_not_enough() -> None:
    assert not lived(*[(Outcome.FAILED, 1)] * 24).is_dead
    assert lived(*[(Outcome.FAILED, 1)] * 25).is_dead


def test_never_answered_and_failed_once_is_neither() -> None:
    history = lived((Outcome.MOVED, 1))
    assert (history.is_alive, history.is_dead) == (False, False)


@pytest.mark.parametrize(
    "outcome", [Outcome.BARRED, Outcome.LATER, Outcome.REFUSED, Outcome.OFFLINE]
)
def test_what_is_no_evidence_changes_nothing(outcome: Outcome) -> None:
    for before in (History(), lived((Outcome.ANSWERED, 1)), lived((Outcome.FAILED, 1))):
        assert before.after(outcome, NOON + 9 * DAY) == before


@pytest.mark.parametrize(
    ("outcome", "before", "asked_for", "wait"),
    [
        (Outcome.ANSWERED, [], None, EVERY),
        (Outcome.BARRED, [], None, EVERY),
        (Outcome.REFUSED, [], None, EVERY),
        (Outcome.OFFLINE, [], None, timedelta(hours=1)),
        (Outcome.LATER, [], None, timedelta(hours=1)),
        (Outcome.LATER, [], timedelta(minutes=1), timedelta(hours=1)),
        (Outcome.LATER, [], timedelta(hours=7), timedelta(hours=7)),
        (Outcome.FAILED, [], None, DAY),
        (Outcome.UNREACHED, [(Outcome.FAILED, 1)], None, DAY),
        (Outcome.FAILED, [(Outcome.FAILED, 1), (Outcome.FAILED, 24)], None, EVERY),
    ],
)
def test_wait_before_the_next_check(
    outcome: Outcome,
    before: list[tuple[Outcome, int]],
    asked_for: timedelta | None,
    wait: timedelta,
) -> None:
    assert lived(*before, (outcome, 1)).wait(outcome, EVERY, asked_for) == wait


@given(attempts)
def test_never_alive_and_dead_at_once(seen: list[tuple[Outcome, int]]) -> None:
    history = lived(*seen)
    assert not (history.is_alive and history.is_dead)
    if history.is_dead:
        assert history.failures >= 2


@given(attempts)
def test_an_answer_brings_any_link_to_life(seen: list[tuple[Outcome, int]]) -> None:
    assert lived(*seen, (Outcome.ANSWERED, 1)).is_alive


@given(attempts, attempts)
def test_only_failures_kill(
    one: list[tuple[Outcome, int]], other: list[tuple[Outcome, int]]
) -> None:
    harmless = [(outcome, hours) for outcome, hours in other if outcome not in FAILURES]
    before = lived(*one)
    after = lived(*one, *harmless)
    assert before.is_dead or not after.is_dead


@given(attempts)
def test_a_link_found_dead_failed_a_day_apart(seen: list[tuple[Outcome, int]]) -> None:
    """Told again from the outcomes alone: the failures since the last answer span a day."""
    at, spans = NOON, list[datetime]()
    for outcome, hours in seen:
        at += timedelta(hours=hours)
        if outcome is Outcome.ANSWERED:
            spans = []
        elif outcome in FAILURES:
            spans.append(at)
    assert lived(*seen).is_dead == (bool(spans) and spans[-1] - spans[0] >= DAY)
