from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchgraph.counting import (
    Event,
    Kind,
    Unit,
    does_too_much,
    examination,
    is_public,
    is_spike,
    units_of,
    within_prefixes,
)

DAY = date(2026, 6, 1)
KINDS = st.sampled_from(Kind)


def event(kind: Kind = Kind.CLICK, **fields: object) -> Event:
    values = {"day": DAY, "visitor": "v", "prefix": "p", "intent": 1, "capability": 1}
    return Event(**{**values, "artifact": 1, "kind": kind, **fields})  # type: ignore[arg-type]


EVENTS = st.lists(
    st.builds(
        event,
        KINDS,
        visitor=st.sampled_from("abc"),
        capability=st.integers(1, 2),
        artifact=st.integers(1, 2),
        position=st.integers(1, 40),
    ),
    max_size=12,
)


def outcome(*kinds: Kind) -> int:
    (unit,) = units_of([event(kind) for kind in kinds])
    return unit.outcome


def test_the_largest_outcome_of_a_day_counts() -> None:
    assert outcome(Kind.IMPRESSION) == 0
    assert outcome(Kind.CLICK, Kind.IMPRESSION) == 100
    assert outcome(Kind.CLICK, Kind.DWELL_30, Kind.DWELL_10) == 600
    assert outcome(Kind.OUTBOUND, Kind.CLICK) == 800
    assert outcome(Kind.POSITIVE) == 1000


@given(EVENTS, st.data())
def test_repetition_by_one_visitor_adds_nothing(events: list[Event], data: st.DataObject) -> None:
    repeated = data.draw(st.lists(st.sampled_from(events), max_size=20)) if events else []
    assert units_of([*events, *repeated]) == units_of(events)


@given(EVENTS)
def test_negative_feedback_never_raises_an_outcome(events: list[Event]) -> None:
    before = {_key(unit): unit.outcome for unit in units_of(events)}
    for one in events:
        refused = event(
            Kind.NEGATIVE, visitor=one.visitor, capability=one.capability, artifact=one.artifact
        )
        after = {_key(unit): unit.outcome for unit in units_of([*events, refused])}
        assert after[_key(one)] == 0
        assert all(after[key] <= before[key] for key in before)


def _key(of: Event | Unit) -> tuple[object, ...]:
    return of.day, of.visitor, of.intent, of.capability, of.artifact


@given(EVENTS)
def test_what_is_not_trusted_counts_nothing(events: list[Event]) -> None:
    forged = [event(Kind.POSITIVE, visitor="x", is_trusted=False)]
    assert units_of([*events, *forged]) == units_of(events)


@given(EVENTS)
def test_units_are_bounded_and_do_not_depend_on_the_order_of_events(events: list[Event]) -> None:
    found = set(units_of(events))
    assert set(units_of(events[::-1])) == found
    assert all(0 <= unit.outcome <= 1000 and 50 <= unit.examination <= 1000 for unit in found)


@given(st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, max_size=30))
def test_a_network_gives_three_units_a_day_at_most(visitors: list[str]) -> None:
    units = units_of([event(Kind.POSITIVE, visitor=visitor) for visitor in visitors])
    assert len(within_prefixes(units)) == min(3, len(visitors))


def test_which_units_of_a_network_count_does_not_depend_on_their_order() -> None:
    units = units_of([event(visitor=visitor) for visitor in "dacb"])
    chosen = {frozenset(within_prefixes(order)) for order in permutations(units)}
    assert len(chosen) == 1


def test_networks_days_intents_and_artifacts_are_capped_apart() -> None:
    apart = [
        event(**{"visitor": f"{n}{key}", key: value})  # type: ignore[arg-type]
        for key, value in (("prefix", "q"), ("day", date(2026, 6, 2)), ("intent", 2))
        for n in range(5)
    ]
    assert len(within_prefixes(units_of(apart))) == 9


@pytest.mark.parametrize(
    ("position", "theta"), [(1, 1000), (2, 500), (3, 333), (20, 50), (900, 50), (0, 1000)]
)
def test_examination_falls_with_the_position_to_a_floor(position: int, theta: int) -> None:
    assert examination(position) == theta


@pytest.mark.parametrize(
    ("today", "trailing", "spike"),
    [(20, [], False), (21, [], True), (70, [10] * 28, False), (71, [10] * 28, True)],
)
def test_a_day_far_above_the_usual_is_held_back(
    today: int, trailing: list[int], spike: bool
) -> None:
    assert is_spike(today, trailing) is spike


@pytest.mark.parametrize(
    ("searches", "artifacts", "too_much"), [(60, 30, False), (61, 0, True), (0, 31, True)]
)
def test_visitors_who_do_too_much_are_told_apart(
    searches: int, artifacts: int, too_much: bool
) -> None:
    assert does_too_much(searches, artifacts) is too_much


@given(st.integers(0, 40), st.integers(0, 10), st.integers(0, 20))
def test_nothing_below_any_threshold_is_public(visitor_days: int, days: int, nets: int) -> None:
    enough = visitor_days >= 20 and days >= 5 and nets >= 10
    assert is_public(visitor_days=visitor_days, days=days, prefixes=nets) is enough
