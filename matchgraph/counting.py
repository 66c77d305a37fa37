"""From events to evidence: what counts once, what counts less, and what is held back.

Outcomes and examinations are thousandths. Keys of visitors and prefixes are opaque: they are made
anew every day, so nothing here can tell that two days' visitors are one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

THOUSAND = 1_000
UNITS_A_PREFIX = 3
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


# A failure of the API is a negative word, a success a positive one.
OUTCOMES = {
    Kind.IMPRESSION: 0,
    Kind.CLICK: 100,
    Kind.DWELL_10: 300,
    Kind.COMPARE_ADD: 300,
    Kind.DWELL_30: 600,
    Kind.OUTBOUND: 800,
    Kind.POSITIVE: 1_000,
    Kind.NEGATIVE: 0,
}


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


def units_of(events: Iterable[Event]) -> list[Unit]:
    """Trusted events as units of evidence: the largest outcome and the largest examination of each.

    A negative word makes the outcome nothing, whatever else happened.
    """
    grouped: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in events:
        if event.is_trusted:
            key = (event.day, event.visitor, event.intent, event.capability, event.artifact)
            grouped[key].append(event)
    return [_unit(together) for together in grouped.values()]


def within_prefixes(units: Iterable[Unit]) -> list[Unit]:
    """At most three units of one network a day for an intent and an artifact.

    Which three follows from the visitors' keys, which say nothing about what they did.
    """
    grouped: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for unit in units:
        grouped[unit.day, unit.prefix, unit.intent, unit.artifact].append(unit)
    return [unit for together in grouped.values() for unit in _first(together)]


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


def _unit(events: Sequence[Event]) -> Unit:
    one = events[0]
    refused = any(event.kind is Kind.NEGATIVE for event in events)
    return Unit(
        day=one.day,
        visitor=one.visitor,
        prefix=min(event.prefix for event in events),
        intent=one.intent,
        capability=one.capability,
        artifact=one.artifact,
        outcome=0 if refused else max(OUTCOMES[event.kind] for event in events),
        examination=max(examination(event.position) for event in events),
    )


def _first(units: Sequence[Unit]) -> Sequence[Unit]:
    ordered = sorted(units, key=lambda unit: (unit.visitor, unit.capability))
    return ordered[:UNITS_A_PREFIX]
