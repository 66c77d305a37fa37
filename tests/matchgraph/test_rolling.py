"""From events to weeks: SQL and the plain rules agree, and doing it again changes nothing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.models import Artifact, Capability
from catalog.services.merging import merge_artifacts
from matchgraph import counting
from matchgraph.counting import Asked, Kind, is_spike
from matchgraph.models import (
    DemandDay,
    DemandWeek,
    Event,
    EvidenceDay,
    EvidenceWeek,
    HeldDay,
    Intent,
    PositionBias,
    RolledDay,
    Search,
    TouchedDay,
)
from matchgraph.services.rolling import RollUpRefused, days_due, roll_up
from matchgraph.sql import load
from ranking.models import Dirty
from tests import builders
from tests.matchgraph.events import NOON, event_row, intent, search_row

pytestmark = pytest.mark.django_db
MONDAY = NOON.date()
NOW = datetime(2026, 6, 9, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
VISITORS, ARTIFACTS, INTENTS = 6, 3, 3


@dataclass(frozen=True)
class World:
    artifacts: list[Artifact]
    capabilities: list[Capability]
    intents: list[Intent]


@pytest.fixture
def world() -> World:
    """Three artifacts, two capabilities, and three intents of which the last is merged away."""
    intents = [intent() for _ in range(INTENTS)]
    Intent.objects.filter(pk=intents[2].pk).update(merged_into=intents[0], merged_on=MONDAY)
    intents[2].refresh_from_db()
    return World(
        artifacts=[builders.published_artifact() for _ in range(ARTIFACTS)],
        capabilities=[builders.capability() for _ in range(2)],
        intents=intents,
    )


def key(name: str, number: int) -> bytes:
    return f"{name}{number}".encode().ljust(8, b"-")


# --- The oracle -------------------------------------------------------------------------------

SEARCHES = st.lists(
    st.fixed_dictionaries(
        {
            "visitor": st.integers(0, VISITORS - 1),
            "intent": st.integers(0, INTENTS - 1),
            "surface": st.sampled_from(["page", "api"]),
            "trusted": st.sampled_from([True] * 11 + [False]),
            "matched": st.lists(st.integers(0, ARTIFACTS - 1), unique=True),
        }
    ),
    max_size=12,
)
ACTS = st.lists(
    st.fixed_dictionaries(
        {
            "search": st.integers(0, 11),
            "artifact": st.integers(0, ARTIFACTS),
            "capability": st.none() | st.integers(0, 1),
            "kind": st.sampled_from(Kind),
            "position": st.integers(1, 60),
            "trusted": st.sampled_from([True] * 19 + [False]),
        }
    ),
    max_size=40,
)
BIASES = st.lists(
    st.tuples(
        st.sampled_from(["page", "api"]),
        st.sampled_from([1, 2, 7, 30]),
        st.sampled_from([MONDAY - DAY, MONDAY, MONDAY + DAY]),
        st.integers(50, 1000),
    ),
    max_size=4,
    unique_by=lambda row: row[:3],
)


@given(searches=SEARCHES, acts=ACTS, biases=BIASES, networks=st.integers(1, 3))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_statement_and_plain_rules_agree_to_the_last_digit(
    world: World,
    searches: list[dict[str, Any]],
    acts: list[dict[str, Any]],
    biases: list[tuple[str, int, date, int]],
    networks: int,
) -> None:
    with transaction.atomic():
        _write(world, searches, acts, biases, networks)
        roll_up(MONDAY, now=NOW)
        stored = {
            (row.artifact_id, row.capability_id): (row.units, row.examinations, row.outcomes)
            for row in EvidenceDay.objects.all()
        }
        demanded = dict(DemandDay.objects.values_list("artifact_id", "visitors"))
        evidence, demand = _reckoned(world)
        transaction.set_rollback(True)

    assert stored == evidence
    assert demanded == demand


def _write(
    world: World,
    searches: list[dict[str, Any]],
    acts: list[dict[str, Any]],
    biases: list[tuple[str, int, date, int]],
    networks: int,
) -> None:
    for surface, position, day, permille in biases:
        values = {"surface": surface, "position": position, "from_day": day}
        PositionBias.objects.create(**values, permille=permille, note="Drawn.")
    rows = [
        search_row(
            visitor_key=key("v", one["visitor"]),
            prefix_key=key("p", one["visitor"] % networks),
            intent=world.intents[one["intent"]],
            surface=one["surface"],
            trusted=one["trusted"],
            reason="" if one["trusted"] else "bot",
            matched=[world.artifacts[n].pk for n in one["matched"]],
        )
        for one in searches
    ]
    gone = world.artifacts[0].pk + 10_000
    for act in acts if rows else []:
        search = rows[act["search"] % len(rows)]
        place, skill = act["artifact"], act["capability"]
        artifact = world.artifacts[place].pk if place < ARTIFACTS else gone
        trusted = act["trusted"] and search.trusted
        if Event.objects.filter(search_id=search.pk, artifact=artifact, kind=act["kind"]).exists():
            continue
        event_row(
            search,
            artifact,
            None if skill is None else world.capabilities[skill].pk,
            kind=act["kind"].value,
            position=act["position"],
            trusted=trusted,
            reason="" if trusted else "clicks",
        )


def _reckoned(world: World) -> tuple[dict[Any, Any], dict[int, int]]:
    """The same day by the plain rules."""
    known = {artifact.pk for artifact in world.artifacts}
    settled = {one.pk: one.settled_id for one in world.intents}
    columns = ("surface", "position", "from_day", "permille")
    examined = counting.examined_by(PositionBias.objects.values_list(*columns))
    doubted = {
        (row.day, bytes(row.visitor_key).hex())
        for model in (Search, Event)
        for row in model.objects.filter(trusted=False)
    }
    events = [
        counting.Event(
            day=row.day,
            visitor=bytes(row.visitor_key).hex(),
            prefix=bytes(row.prefix_key).hex(),
            intent=settled[row.intent_id],
            capability=row.capability_id or 0,
            artifact=row.artifact_id,
            kind=Kind(row.kind),
            position=row.position,
            is_trusted=row.trusted,
            surface=row.surface,
        )
        for row in Event.objects.exclude(capability=None)
    ]
    units = counting.within_networks(counting.units_of(events, examined, doubted))
    evidence = {
        (artifact, capability): (tally.units, tally.examinations, tally.outcomes)
        for (_, artifact, capability), tally in counting.evidence_of(units).items()
        if artifact in known
    }
    asked = [
        Asked(
            day=row.day,
            visitor=bytes(row.visitor_key).hex(),
            prefix=bytes(row.prefix_key).hex(),
            matched=tuple(row.matched),
            is_trusted=row.trusted,
        )
        for row in Search.objects.all()
    ]
    demand = counting.demand_of(asked, doubted)
    return evidence, {artifact: visitors for (_, artifact), visitors in demand.items()}


# --- Weeks ------------------------------------------------------------------------------------


def visit(world: World, number: int = 1, at: datetime = NOON, *kinds: str, **fields: Any) -> Search:
    """A visitor of a network of their own, to whom the first artifact was shown in first place."""
    search = search_row(
        at=at,
        visitor_key=key("v", number),
        prefix_key=key("p", number),
        intent=world.intents[0],
        matched=[world.artifacts[0].pk],
        **fields,
    )
    for kind in ("impression", *kinds):
        event_row(search, world.artifacts[0].pk, world.capabilities[0].pk, kind=kind)
    return search


def weeks() -> list[tuple[Any, ...]]:
    return list(
        EvidenceWeek.objects.values_list("week", "visitor_days", "examinations", "outcomes")
    )


def test_days_of_a_week_are_summed_up(world: World) -> None:
    visit(world, 1, NOON, "click")
    visit(world, 2, NOON, "outbound")
    visit(world, 1, NOON + 6 * DAY, "positive")
    visit(world, 1, NOON + 7 * DAY)

    for n in (0, 6, 7):
        roll_up(MONDAY + n * DAY, now=NOW)

    assert weeks() == [(MONDAY + 7 * DAY, 1, 1000, 0), (MONDAY, 3, 3000, 1900)]
    assert list(DemandWeek.objects.values_list("week", "visitor_days")) == [
        (MONDAY + 7 * DAY, 1),
        (MONDAY, 3),
    ]


def test_second_time_writes_nothing_and_marks_nothing(world: World) -> None:
    visit(world, 1, NOON, "click")
    first = roll_up(MONDAY, now=NOW)
    Dirty.objects.all().delete()

    second = roll_up(MONDAY, now=NOW)

    assert (first.evidence, first.demand, first.changed) == (1, 1, True)
    assert (second.evidence, second.demand, second.changed) == (0, 0, False)
    assert Dirty.objects.count() == 0


def test_new_evidence_marks_its_artifact_alone(world: World) -> None:
    Dirty.objects.all().delete()
    visit(world)

    roll_up(MONDAY, now=NOW)

    assert set(Dirty.objects.values_list("artifact_id", flat=True)) == {world.artifacts[0].pk}


def test_late_event_has_its_day_counted_again(world: World) -> None:
    search = visit(world)
    TouchedDay.objects.all().delete()
    roll_up(MONDAY, now=NOW)
    before = days_due(today=NOW.date())

    event_row(search, world.artifacts[0].pk, world.capabilities[0].pk, kind="positive")

    assert MONDAY not in before
    assert MONDAY in days_due(today=NOW.date())
    roll_up(MONDAY, now=NOW)
    assert weeks() == [(MONDAY, 1, 1000, 1000)]
    assert MONDAY not in days_due(today=NOW.date())


def test_what_is_no_longer_there_leaves_the_week(world: World) -> None:
    visit(world)
    roll_up(MONDAY, now=NOW)
    EvidenceDay.objects.create(
        artifact=world.artifacts[1],
        capability=world.capabilities[0],
        day=MONDAY,
        units=5,
        examinations=5000,
        outcomes=0,
    )
    roll_up(MONDAY, now=NOW)

    assert [row.artifact_id for row in EvidenceWeek.objects.all()] == [world.artifacts[0].pk]


def test_demand_stays_once_searches_are_gone(world: World) -> None:
    visit(world)
    roll_up(MONDAY, now=NOW)
    Search.objects.all().delete()

    roll_up(MONDAY, now=NOW + 30 * DAY)

    assert DemandWeek.objects.get().visitor_days == 1


def test_every_past_day_since_the_first_search_is_due_until_it_is_counted(world: World) -> None:
    visit(world, at=NOW - 3 * DAY)
    TouchedDay.objects.all().delete()
    today = NOW.date()
    assert days_due(today=today) == [today - 3 * DAY, today - 2 * DAY, today - DAY]

    roll_up(today - 2 * DAY, now=NOW)

    assert days_due(today=today) == [today - 3 * DAY, today - DAY]


def test_nothing_is_due_before_anybody_searched() -> None:
    assert days_due(today=NOW.date()) == []


def test_today_may_be_counted_and_is_counted_again(world: World) -> None:
    visit(world, at=NOW)

    roll_up(NOW.date(), now=NOW)

    assert EvidenceWeek.objects.count() == 1
    assert RolledDay.objects.count() == 0


@pytest.mark.parametrize("days", [1, -91])
def test_day_without_events_to_come_by_is_refused(days: int) -> None:
    with pytest.raises(RollUpRefused, match="cannot be counted: events are there from 2026-03-11"):
        roll_up(NOW.date() + days * DAY, now=NOW)


# --- Held back --------------------------------------------------------------------------------

UNITS = st.integers(0, 60)


@given(today=st.integers(1, 250), earlier=st.lists(UNITS, min_size=28, max_size=28))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spikes_are_held_back_as_the_plain_rule_says(
    world: World, today: int, earlier: list[int]
) -> None:
    with transaction.atomic():
        for back, units in enumerate([today, *earlier]):
            if units:
                day_of_evidence(world, MONDAY - back * DAY, units)
        hold_back()
        held = HeldDay.objects.filter(day=MONDAY).first()
        transaction.set_rollback(True)

    assert (held is not None) is is_spike(today, earlier)
    if held:
        assert held.units == today > held.allowed
        assert not is_spike(held.allowed, earlier)


def day_of_evidence(world: World, day: date, units: int) -> None:
    EvidenceDay.objects.create(
        artifact=world.artifacts[0],
        capability=world.capabilities[0],
        day=day,
        units=units,
        examinations=units * 1000,
        outcomes=0,
    )


def hold_back(day: date = MONDAY) -> None:
    given: dict[str, Any] = {"day": day, "days": 28, "factor": 5, "allowance": 20}
    with connection.cursor() as cursor:
        cursor.execute(load("hold_back"), given)


def crowd(world: World, size: int, at: datetime = NOON) -> None:
    for number in range(size):
        visit(world, number, at, "positive")


def test_day_far_above_the_usual_counts_nothing_until_it_is_released(world: World) -> None:
    crowd(world, 21)
    visit(world, 1, NOON + DAY)
    roll_up(MONDAY, now=NOW)
    roll_up(MONDAY + DAY, now=NOW)

    held = HeldDay.objects.get()
    assert (held.day, held.units, held.usual_twice, held.allowed) == (MONDAY, 21, 0, 20)
    assert weeks() == [(MONDAY, 1, 1000, 0)]
    assert DemandWeek.objects.get().visitor_days == 1


def test_day_just_within_the_usual_counts(world: World) -> None:
    crowd(world, 20)

    roll_up(MONDAY, now=NOW)

    assert HeldDay.objects.count() == 0
    assert weeks() == [(MONDAY, 20, 20_000, 20_000)]


def test_networks_are_capped_before_a_day_is_judged(world: World) -> None:
    for number in range(100):
        search = search_row(
            visitor_key=key("v", number), prefix_key=b"one-net-", intent=world.intents[0]
        )
        event_row(search, world.artifacts[0].pk, world.capabilities[0].pk, kind="positive")

    roll_up(MONDAY, now=NOW)

    assert HeldDay.objects.count() == 0
    assert weeks() == [(MONDAY, 3, 3000, 3000)]


def test_other_words_for_the_same_wish_are_no_way_around_the_cap(world: World) -> None:
    by_artifact = defaultdict[int, int](int)
    for number in range(40):
        search = search_row(visitor_key=key("v", number), prefix_key=b"one-net-", id=uuid4())
        event_row(search, world.artifacts[0].pk, world.capabilities[0].pk, kind="positive")

    roll_up(MONDAY, now=NOW)

    for row in EvidenceWeek.objects.all():
        by_artifact[row.artifact_id] += row.visitor_days
    assert by_artifact == {world.artifacts[0].pk: 4}


# --- Records that become one ------------------------------------------------------------------


def test_merged_records_share_what_was_counted_and_what_comes_later(world: World) -> None:
    keep, merged, _ = world.artifacts
    gone, skill = merged.pk, world.capabilities[0].pk
    visit(world, 1, NOON, "click")
    late = search_row(visitor_key=key("v", 2), prefix_key=key("p", 2), matched=[keep.pk, gone])
    event_row(late, gone, skill, kind="impression")
    roll_up(MONDAY, now=NOW)
    before = list(DemandWeek.objects.order_by("artifact_id").values_list("visitor_days", flat=True))

    merge_artifacts(keep=keep, merged=merged, by=None)

    assert weeks() == [(MONDAY, 2, 2000, 100)]
    assert (before, DemandWeek.objects.get().visitor_days) == ([2, 1], 3)
    event_row(late, gone, skill, kind="positive")
    roll_up(MONDAY, now=NOW)
    assert weeks() == [(MONDAY, 2, 2000, 1100)]
    assert DemandWeek.objects.get().visitor_days == 2


def test_events_lead_to_the_last_of_several_merged_records(world: World) -> None:
    first, second, last = world.artifacts
    visit(world, 1, NOON, "click")

    merge_artifacts(keep=second, merged=first, by=None)
    merge_artifacts(keep=last, merged=second, by=None)
    roll_up(MONDAY, now=NOW)

    assert [row.artifact_id for row in EvidenceWeek.objects.all()] == [last.pk]
