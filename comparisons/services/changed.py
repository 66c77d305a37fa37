"""Changes as they are stored: each kind is read where its facts stand, newest first by an index.

What happened to artifacts that are not published now is told by nobody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, JSONObject

from catalog.enums import EditorialState, Lifecycle
from catalog.models import Artifact, LifecycleChange, Price
from comparisons import units
from comparisons.changes import About, Change, Changes, Kind, Place, newest
from comparisons.history import Cause, Entry, moves
from comparisons.prices import rate
from comparisons.services.price_facts import COLUMNS as PRICE_COLUMNS
from comparisons.services.price_facts import mention, price_fact
from comparisons.words import changed as words
from ranking.models import ScoreHistory

Row = Mapping[str, Any]
ABOUT = ("slug", "name", "type__key", "type__name")
SOURCE = ("source__title", "source__url")
ENTRY = ("recorded_at", "as_of", "tenths", "total", "formula__version", "epoch_id")
# What a price that begins when another ends has to share with it to be its next.
LINE = ("offering", "component", "unit", "mode")
LARGEST = 2**63 - 1
SINCE = {
    Lifecycle.ANNOUNCED: "announced_on",
    Lifecycle.DEPRECATED: "deprecated_on",
    Lifecycle.RETIRED: "retired_on",
}


@dataclass(frozen=True)
class Wanted:
    """Which changes: of all kinds, types and artifacts where none is named."""

    kinds: tuple[Kind, ...] = ()
    types: tuple[str, ...] = ()
    artifact: Artifact | None = None


@dataclass(frozen=True)
class Arm:
    """One kind of change: its rows, their moment, and the way from a row to its artifact."""

    kind: Kind
    at: str
    artifact: str
    rows: Callable[[datetime], QuerySet[Any]]
    columns: tuple[str, ...]
    told: Callable[[Place, About, Row], Change]

    def read(self, wanted: Wanted, older: Place | None, now: datetime, most: int) -> list[Change]:
        """One query, by the index of its moments."""
        under = f"{self.artifact}__" if self.artifact else ""
        rows = self.rows(now).filter(**_visible(wanted, under)).filter(self._after(older))
        about = tuple(f"{under}{column}" for column in ABOUT)
        found = rows.order_by(f"-{self.at}", "-pk").values("pk", self.at, *about, *self.columns)
        return [
            self.told(
                Place(row[self.at], self.kind, row["pk"]), About(*(row[c] for c in about)), row
            )
            for row in found[:most]
        ]

    def _after(self, place: Place | None) -> Q:
        """Rows older than the place; at its moment, those of the kinds and numbers below it."""
        if place is None:
            return Q()
        if self.kind > place.kind:
            return Q(**{f"{self.at}__lt": place.at})
        if self.kind < place.kind:
            return Q(**{f"{self.at}__lte": place.at})
        same = Q(**{self.at: place.at, "pk__lt": place.number})
        # The first condition alone bounds the index.
        return Q(**{f"{self.at}__lte": place.at}) & (Q(**{f"{self.at}__lt": place.at}) | same)


def changes(
    wanted: Wanted, *, now: datetime, older: Place | None = None, most: int = 50
) -> Changes:
    """The newest `most` changes up to `now`, or those after a place; one query for each kind."""
    arms = [arm for arm in ARMS if not wanted.kinds or arm.kind in wanted.kinds]
    return newest((one for arm in arms for one in arm.read(wanted, older, now, most + 1)), most)


def _visible(wanted: Wanted, under: str) -> dict[str, Any]:
    narrowed: dict[str, Any] = {f"{under}state": EditorialState.PUBLISHED}
    if wanted.types:
        narrowed[f"{under}type__in"] = wanted.types
    if wanted.artifact:
        narrowed[f"{under}pk"] = wanted.artifact.pk
    return narrowed


def _new_rows(now: datetime) -> QuerySet[Artifact]:
    return Artifact.objects.filter(published_at__lte=now)


def _new(place: Place, about: About, row: Row) -> Change:
    cause = words.new_cause(row["publisher__name"] or "")
    return Change(place, about, "New", "", about.type_name, cause, mention(row))


def _rank_rows(now: datetime) -> QuerySet[ScoreHistory]:
    return ScoreHistory.objects.moved().filter(recorded_at__lte=now)


def _rank(place: Place, about: About, row: Row) -> Change:
    shares = {cause: row[cause] for cause in Cause}
    entry = Entry(*(row[column] for column in ENTRY), shares)
    (move,) = moves([entry], complete=False)
    was, now = units.points(entry.tenths_before), units.points(entry.tenths)
    return Change(place, about, "Rank", was, now, move.cause)


def _price_rows(now: datetime) -> QuerySet[Price]:
    ended = Price.objects.ended().filter(valid_to__lte=now)
    return ended.annotate(provider=F("offering__provider__name"), next=Subquery(_next_price()))


def _next_price() -> QuerySet[Any]:
    """The price that began when this one ended; the same or the nearest range where tiers moved."""
    same = {column: OuterRef(column) for column in LINE}
    begun = Price.objects.filter(**same, valid_from=OuterRef("valid_to"))
    held = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
    reaching = begun.filter(
        held,
        Q(context_max__isnull=True) | Q(context_max__gte=OuterRef("context_min")),
        context_min__lte=Coalesce(OuterRef("context_max"), LARGEST),
    )
    fields: dict[str, Any] = {column: column for column in PRICE_COLUMNS if column != "amount"}
    fields["amount"] = Cast("amount", CharField())
    fields["by"] = "entered_by_id"
    return reaching.order_by("context_min", "pk").values(line=JSONObject(**fields))[:1]


def _price(place: Place, about: About, row: Row) -> Change:
    was, then = price_fact(row, row["provider"]), row["next"]
    now = price_fact(then, row["provider"]) if then else None
    by_editor = bool(then and then["by"])
    return Change(
        place,
        about,
        words.price_named(now or was),
        rate(was),
        words.price_now(now),
        words.price_cause(was, now, by_editor=by_editor),
        mention(then or row),
    )


def _lifecycle_rows(now: datetime) -> QuerySet[LifecycleChange]:
    return LifecycleChange.objects.filter(at__lte=now)


def _lifecycle(place: Place, about: About, row: Row) -> Change:
    was, now = Lifecycle(row["was"]), Lifecycle(row["now"])
    since: date | None = row[f"artifact__{SINCE[now]}"] if now in SINCE else None
    is_followed = row["artifact__successor__state"] == EditorialState.PUBLISHED
    successor = row["artifact__successor__name"] if is_followed and now in ENDING else ""
    cause = words.lifecycle_cause(row["context__metadata"] or {}, since, successor)
    return Change(place, about, "Lifecycle", str(was.label), str(now.label), cause)


ENDING = (Lifecycle.DEPRECATED, Lifecycle.RETIRED)
LIFECYCLE = (
    *("was", "now", "context__metadata", *(f"artifact__{column}" for column in SINCE.values())),
    *("artifact__successor__name", "artifact__successor__state"),
)
ARMS: Sequence[Arm] = (
    Arm(Kind.NEW, "published_at", "", _new_rows, ("publisher__name", *SOURCE), _new),
    Arm(Kind.RANK, "recorded_at", "artifact", _rank_rows, (*ENTRY, *Cause), _rank),
    Arm(
        Kind.PRICE,
        "valid_to",
        "offering__artifact",
        _price_rows,
        (*PRICE_COLUMNS, "provider", "next"),
        _price,
    ),
    Arm(Kind.LIFECYCLE, "at", "artifact", _lifecycle_rows, LIFECYCLE, _lifecycle),
)
