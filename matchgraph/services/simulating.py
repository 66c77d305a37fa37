"""Writes what made-up visitors do, as recording would have written it, and measures what counting
makes of it."""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet

from catalog.models import ArtifactCapability
from matchgraph.counting import Kind
from matchgraph.evidence import posterior, shrunk_mean
from matchgraph.identity import Keys
from matchgraph.models import Event, EvidenceDay, HeldDay, Intent, Search
from matchgraph.services.intents import intent_for
from matchgraph.services.partitions import make_partitions
from matchgraph.services.recording import time_ordered_id
from matchgraph.services.rolling import roll_up
from matchgraph.simulation import LEVELS, LIST, Plan, Subject, Visit, groups_of, spearman, visits
from matchgraph.simulation import subjects_of as subjects_from

FIRST_MEAN = 250_000
SEARCH_COLUMNS = (
    *("id", "at", "day", "surface", "text", "intent_id", "visitor_key", "prefix_key"),
    *("trusted", "reason", "found", "strength", "matched", "capabilities"),
)
EVENT_COLUMNS = (
    *("at", "day", "kind", "surface", "position", "search_id", "intent_id", "artifact_id"),
    *("capability_id", "visitor_key", "prefix_key", "trusted", "reason"),
)
Row = tuple[object, ...]


class SimulationRefused(Exception):
    """The message says what is missing, or what would be spoilt."""


@dataclass(frozen=True)
class Found:
    """How well the order by truth was found again once each artifact had so many impressions."""

    impressions: int
    day: date
    posterior: float
    click_rate: float


def subjects_of(*, type_key: str, most: int, seed: int) -> list[Subject]:
    """Published artifacts of a type that can do something, as many as fill lists of ten.

    Without a type, that of which there are most. Raises SimulationRefused where there are too few.
    """
    able = ArtifactCapability.objects.filter(
        artifact__state="published", support__in=("yes", "partial")
    )
    chosen = type_key or _most_common_type(able)
    pairs = (
        able.filter(artifact__type=chosen)
        .order_by("artifact_id", "position", "pk")
        .distinct("artifact_id")
        .values_list("artifact_id", "capability_id")[:most]
    )
    whole = len(pairs) - len(pairs) % LIST
    if not whole:
        raise SimulationRefused(
            f"A list takes {LIST} published artifacts of one type with a capability each; there are"
            f" {len(pairs)}. Load a catalog first: load_demo, import_source or generate_catalog."
        )
    return subjects_from(list(pairs[:whole]), seed=seed)


def refuse_to_spoil() -> None:
    """Raises SimulationRefused where somebody has searched here already."""
    if Search.objects.exists() or Event.objects.exists():
        raise SimulationRefused(
            "There are searches in this catalog already, and made-up ones could not be told from"
            " them afterwards. Use a database of its own, or say --anyway."
        )


def simulate(
    *, subjects: Sequence[Subject], plan: Plan, now: datetime, report: Callable[[str], object]
) -> list[Found]:
    """Write all visits of the plan, count their days, and say how well the truth was found."""
    make_partitions(today=now.date(), back_to=plan.last - timedelta(days=plan.days - 1))
    intents = _intents(len(groups_of(subjects)), plan, now)
    for day, together in groupby(visits(subjects, plan), key=lambda visit: visit.day):
        write_visits(list(together), intents=intents, salt=secrets.token_bytes(32))
        roll_up(day, now=now)
        report(f"{day}")
    return [found for level in LEVELS if (found := measure(subjects, level))]


def write_visits(together: Sequence[Visit], *, intents: Sequence[Intent], salt: bytes) -> None:
    """The rows that `record_search` and `record_event` would have written for these visits of a
    day, without asking the database what each visitor did before: the visits say whom to doubt."""
    searches: list[Row] = []
    events: list[Row] = []
    for n, visit in enumerate(together):
        at = datetime.combine(visit.day, time(9), UTC) + timedelta(seconds=n % 50_000)
        search_id, keys, intent = (
            time_ordered_id(at),
            visit.visitor.keys(salt),
            intents[visit.group],
        )
        searches.append(_search(search_id, at, visit, keys, intent))
        events += _events(search_id, at, visit, keys, intent)
    with transaction.atomic():
        _copy("matchgraph_search", SEARCH_COLUMNS, searches)
        _copy("matchgraph_event", EVENT_COLUMNS, events)


def measure(subjects: Sequence[Subject], level: int) -> Found | None:
    """Up to the first day on which every artifact had so many units; nothing if there is none."""
    ids = [one.artifact_id for one in subjects]
    day = _day_of(ids, level)
    if day is None:
        return None
    truths = [one.truth for one in subjects]
    believed, clicked = _believed(ids, day), _click_rates(ids, day)
    return Found(
        impressions=level,
        day=day,
        posterior=spearman([believed[pk] for pk in ids], truths),
        click_rate=spearman([clicked[pk] for pk in ids], truths),
    )


def _intents(count: int, plan: Plan, now: datetime) -> list[Intent]:
    made = (intent_for(f"made up wish {n} of {plan.seed}", now=now) for n in range(count))
    return [intent for intent in made if intent is not None]


def _most_common_type(able: "QuerySet[ArtifactCapability]") -> str:
    counted = able.values("artifact__type").annotate(n=Count("artifact", distinct=True))
    found = counted.order_by("-n", "artifact__type").first()
    return str(found["artifact__type"]) if found else ""


def _search(search_id: UUID, at: datetime, visit: Visit, keys: Keys, intent: Intent) -> Row:
    doubt = visit.doubt.value if visit.doubt else ""
    return (
        search_id,
        at,
        visit.day,
        visit.visitor.surface.value,
        f"made up wish {visit.group}",
        intent.pk,
        keys.visitor,
        keys.prefix,
        not doubt,
        doubt,
        len(visit.shown),
        500_000,
        [one.artifact_id for one in visit.shown],
        [],
    )


def _events(
    search_id: UUID, at: datetime, visit: Visit, keys: Keys, intent: Intent
) -> Iterator[Row]:
    doubt = visit.doubt.value if visit.doubt else ""
    for place, one in enumerate(visit.shown, start=1):
        for kind in (Kind.IMPRESSION, *visit.acts.get(one.artifact_id, ())):
            yield (
                at if kind is Kind.IMPRESSION else at + timedelta(seconds=40),
                visit.day,
                kind.value,
                visit.visitor.surface.value,
                place,
                search_id,
                intent.pk,
                one.artifact_id,
                one.capability_id,
                keys.visitor,
                keys.prefix,
                not doubt,
                doubt,
            )


def _copy(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor:
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)


def _day_of(ids: Sequence[int], level: int) -> date | None:
    so_far: dict[int, int] = dict.fromkeys(ids, 0)
    days = EvidenceDay.objects.filter(artifact__in=ids).order_by("day")
    for row in days:
        so_far[row.artifact_id] += row.units
        if min(so_far.values()) >= level:
            reached: date = row.day
            return reached
    return None


def _believed(ids: Sequence[int], day: date) -> Mapping[int, int]:
    """By artifact, what the rank would believe of it, all of them held against one mean."""
    waiting = HeldDay.objects.exclude(state="released").values_list("artifact_id", "day")
    held = set(waiting)
    outcomes, examinations = defaultdict[int, int](int), defaultdict[int, int](int)
    for row in EvidenceDay.objects.filter(artifact__in=ids, day__lte=day):
        if (row.artifact_id, row.day) not in held:
            outcomes[row.artifact_id] += row.outcomes
            examinations[row.artifact_id] += row.examinations
    mean = shrunk_mean(sum(outcomes.values()), sum(examinations.values()), FIRST_MEAN)
    return {pk: posterior(outcomes[pk], examinations[pk], mean).satisfaction for pk in ids}


def _click_rates(ids: Sequence[int], day: date) -> Mapping[int, float]:
    """By artifact, clicks by impressions, of whomever: what one would count without all this."""
    events = Event.objects.filter(artifact__in=ids, day__lte=day)
    counted = events.values_list("artifact_id").annotate(
        clicks=Count("kind", filter=Q(kind=Kind.CLICK)),
        impressions=Count("kind", filter=Q(kind=Kind.IMPRESSION)),
    )
    return {pk: clicks / impressions for pk, clicks, impressions in counted.order_by()}
