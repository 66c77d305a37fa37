"""From events to evidence: what counts once, what counts less, and what is held back.

Outcomes and examinations are thousandths. Keys of visitors and prefixes are opaque: they are made
anew every day, so nothing here can tell that two days' visitors are one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

THOUSAND = 1_000
UNITS_A_PREFIX = 3
# Fewer than the five that make a satisfaction known: no network alone makes one in a day.
UNITS_OF_AN_ARTIFACT_A_PREFIX = 4
USUAL_DAYS = 28
SMALLEST_EXAMINATION = 50
SPIKE_FACTOR, SPIKE_ALLOWANCE = 5, 20
SEARCHES_AN_HOUR, ARTIFACTS_AN_HOUR = 60, 30
PUBLIC_VISITOR_DAYS, PUBLIC_DAYS, PUBLIC_PREFIXES = 20, 5, 10


class Kind(StrEnum):
    IMPRESSION = "impression"
    CLICK = "click"
    DWELL_10 = "dwell_10"
    DWELL_30 = "dwell_30"
    COMPARE_ADD = "compare_add"
    OUTBOUND = "outbound"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    API_SUCCESS = "api_success"
    API_FAILURE = "api_failure"


OUTCOMES = {
    Kind.IMPRESSION: 0,
    Kind.CLICK: 100,
    Kind.DWELL_10: 300,
    Kind.COMPARE_ADD: 300,
    Kind.DWELL_30: 600,
    Kind.OUTBOUND: 800,
    Kind.POSITIVE: 1_000,
    Kind.API_SUCCESS: 1_000,
    Kind.NEGATIVE: 0,
    Kind.API_FAILURE: 0,
}
REFUSALS = frozenset({Kind.NEGATIVE, Kind.API_FAILURE})
# How likely a hit was looked at, in thousandths, by day, surface and position.
Examined = Callable[[date, str, int], int]


@dataclass(frozen=True)
class Event:
    """Something a visitor did with one search hit. `is_trusted` is false for declared bots, for
    visitors who do too much, and for anything without the hit's valid token."""

    day: date
    visitor: str
    prefix: str
    intent: int
    capability: int
    artifact: int
    kind: Kind
    position: int = 1
    is_trusted: bool = True
    surface: str = "page"


@dataclass(frozen=True)
class Asked:
    """A search, with the artifacts that retrieval matched before any ranking."""

    day: date
    visitor: str
    prefix: str
    matched: tuple[int, ...]
    is_trusted: bool = True


@dataclass(frozen=True)
class Tally:
    """A day's units of one artifact and capability; sums in thousandths."""

    units: int
    examinations: int
    outcomes: int


@dataclass(frozen=True)
class Unit:
    """All that one visitor did in a day about one intent, capability and artifact, counted once."""

    day: date
    visitor: str
    prefix: str
    intent: int
    capability: int
    artifact: int
    outcome: int
    examination: int


def examination(position: int) -> int:
    """How likely a hit at this place, counted from 1, was looked at; never quite nothing."""
    return max(SMALLEST_EXAMINATION, THOUSAND // max(position, 1))


def shipped_examination(day: date, surface: str, position: int) -> int:
    """What holds on any day and surface until somebody has measured better."""
    return examination(position)


def examined_by(rows: Iterable[tuple[str, int, date, int]]) -> Examined:
    """How likely places are looked at, from figures of surface, position, first day and permille.

    Each holds until a later one of its place; a place without any is looked at like the nearest one
    before it that has one.
    """
    ordered = sorted(rows, key=lambda row: row[2])

    def examined(day: date, surface: str, position: int) -> int:
        held = {
            place: permille
            for on, place, first_day, permille in ordered
            if on == surface and first_day <= day and place <= position
        }
        return held[max(held)] if held else examination(position)

    return examined


def units_of(
    events: Sequence[Event],
    examined: Examined = shipped_examination,
    doubted: Iterable[tuple[date, str]] = (),
) -> list[Unit]:
    """Trusted events as units of evidence: the largest outcome and the largest examination of each.

    A negative word makes the outcome nothing, whatever else happened. Whoever was found out once
    counts nothing all that day; `doubted` are those whose searches say so.
    """
    without = {*doubted, *((event.day, event.visitor) for event in events if not event.is_trusted)}
    grouped: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in events:
        if (event.day, event.visitor) not in without:
            key = (event.day, event.visitor, event.intent, event.capability, event.artifact)
            grouped[key].append(event)
    return [_unit(together, examined) for together in grouped.values()]


def within_prefixes(units: Iterable[Unit]) -> list[Unit]:
    """At most three units of one network a day for an intent and an artifact.

    Which three follows from the visitors' keys, which say nothing about what they did.
    """
    grouped: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for unit in units:
        grouped[unit.day, unit.prefix, unit.intent, unit.artifact].append(unit)
    return [unit for together in grouped.values() for unit in _first(together, UNITS_A_PREFIX)]


def within_networks(units: Iterable[Unit]) -> list[Unit]:
    """At most three units of one network a day for an intent and an artifact, and at most four
    for an artifact over all intents: other words for the same wish make no new visitors."""
    grouped: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for unit in within_prefixes(units):
        grouped[unit.day, unit.prefix, unit.artifact].append(unit)
    most = UNITS_OF_AN_ARTIFACT_A_PREFIX
    return [unit for together in grouped.values() for unit in _first(together, most)]


def evidence_of(units: Iterable[Unit]) -> dict[tuple[date, int, int], Tally]:
    """Sums by day, artifact and capability."""
    grouped: dict[tuple[date, int, int], list[Unit]] = defaultdict(list)
    for unit in units:
        grouped[unit.day, unit.artifact, unit.capability].append(unit)
    return {
        key: Tally(
            units=len(together),
            examinations=sum(unit.examination for unit in together),
            outcomes=sum(unit.outcome for unit in together),
        )
        for key, together in grouped.items()
    }


def demand_of(
    searches: Sequence[Asked], doubted: Iterable[tuple[date, str]] = ()
) -> dict[tuple[date, int], int]:
    """Visitors by day and artifact that matched, at most three of one network; whatever they asked
    for, and however often."""
    without = {*doubted, *((one.day, one.visitor) for one in searches if not one.is_trusted)}
    seen: dict[tuple[date, int, str], set[str]] = defaultdict(set)
    for one in searches:
        if (one.day, one.visitor) not in without:
            for artifact in one.matched:
                seen[one.day, artifact, one.prefix].add(one.visitor)
    demand: dict[tuple[date, int], int] = defaultdict(int)
    for (day, artifact, _), visitors in seen.items():
        demand[day, artifact] += min(UNITS_A_PREFIX, len(visitors))
    return dict(demand)


def is_spike(today: int, trailing: Sequence[int]) -> bool:
    """Whether a day's units are too many beside those of the 28 days before: then they wait."""
    usual = median(trailing) if trailing else 0
    return today > SPIKE_FACTOR * usual + SPIKE_ALLOWANCE


def does_too_much(searches_an_hour: int, artifacts_clicked_an_hour: int) -> bool:
    return searches_an_hour > SEARCHES_AN_HOUR or artifacts_clicked_an_hour > ARTIFACTS_AN_HOUR


def is_public(*, visitor_days: int, days: int, prefixes: int) -> bool:
    """Whether an intent may leave the staff pages: enough visitors, on enough days, from enough
    networks of the last 90 days."""
    return (
        visitor_days >= PUBLIC_VISITOR_DAYS and days >= PUBLIC_DAYS and prefixes >= PUBLIC_PREFIXES
    )


def _unit(events: Sequence[Event], examined: Examined) -> Unit:
    one = events[0]
    refused = any(event.kind in REFUSALS for event in events)
    return Unit(
        day=one.day,
        visitor=one.visitor,
        prefix=min(event.prefix for event in events),
        intent=one.intent,
        capability=one.capability,
        artifact=one.artifact,
        outcome=0 if refused else max(OUTCOMES[event.kind] for event in events),
        examination=max(examined(event.day, event.surface, event.position) for event in events),
    )


def _first(units: Sequence[Unit], most: int) -> Sequence[Unit]:
    ordered = sorted(units, key=lambda unit: (unit.visitor, unit.intent, unit.capability))
    return ordered[:most]
