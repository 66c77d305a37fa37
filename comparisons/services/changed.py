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
from ranking.models import Epoch, ScoreHistory

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
    """One kind of change: its rows, their moment, and the columns of its artifact if it has one."""

    kind: Kind
    at: str
    rows: Callable[[Wanted, datetime], QuerySet[Any]]
    about: tuple[str, ...]
    columns: tuple[str, ...]
    told: Callable[[Place, About | None, Row], Change]

    def read(self, wanted: Wanted, older: Place | None, now: datetime, most: int) -> list[Change]:
        """One query, by the index of its moments."""
        rows = self.rows(wanted, now).filter(self._after(older))
        columns = ("pk", self.at, *self.about, *self.columns)
        found = rows.order_by(f"-{self.at}", "-pk").values(*columns)[:most]
        return [self._told(row) for row in found]

    def _told(self, row: Row) -> Change:
        about = About(*(row[column] for column in self.about)) if self.about else None
        return self.told(Place(row[self.at], self.kind, row["pk"]), about, row)

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


def _about(under: str) -> tuple[str, ...]:
    return tuple(f"{under}{column}" for column in ABOUT)


def _visible(rows: QuerySet[Any], wanted: Wanted, under: str) -> QuerySet[Any]:
    narrowed: dict[str, Any] = {f"{under}state": EditorialState.PUBLISHED}
    if wanted.types:
        narrowed[f"{under}type__in"] = wanted.types
    if wanted.artifact:
        narrowed[f"{under}pk"] = wanted.artifact.pk
    return rows.filter(**narrowed)


def _new_rows(wanted: Wanted, now: datetime) -> QuerySet[Artifact]:
    return _visible(Artifact.objects.filter(published_at__lte=now), wanted, "")


def _new(place: Place, about: About | None, row: Row) -> Change:
    cause = words.new_cause(row["publisher__name"] or "")
    return Change(place, about, "New", "", row["type__name"], cause, mention(row))


def _rank_rows(wanted: Wanted, now: datetime) -> QuerySet[ScoreHistory]:
    """New rules move ranks by the thousand: they are told once, and by each artifact's own list."""
    rows = ScoreHistory.objects.moved().filter(recorded_at__lte=now)
    if not wanted.artifact:
        rows = rows.filter(by_epoch=0, by_formula=0)
    return _visible(rows, wanted, "artifact__")


def _rank(place: Place, about: About | None, row: Row) -> Change:
    shares = {cause: row[cause] for cause in Cause}
    recorded_at, as_of, tenths, total, formula, epoch = (row[column] for column in ENTRY)
    entry = Entry(recorded_at, as_of, tenths, total, formula, epoch, shares)
    (move,) = moves([entry], complete=False)
    was, now = units.points(entry.tenths_before), units.points(entry.tenths)
    return Change(place, about, "Rank", was, now, move.cause)


def _price_rows(wanted: Wanted, now: datetime) -> QuerySet[Any]:
    ended: QuerySet[Any] = Price.objects.ended().filter(valid_to__lte=now)
    told = ended.annotate(provider=F("offering__provider__name"), next=Subquery(_next_price()))
    return _visible(told, wanted, "offering__artifact__")


def _next_price() -> QuerySet[Any]:
    """The price that began when this one ended; of several ranges of tokens the lowest that meets
    its own."""
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


def _price(place: Place, about: About | None, row: Row) -> Change:
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


def _lifecycle_rows(wanted: Wanted, now: datetime) -> QuerySet[LifecycleChange]:
    return _visible(LifecycleChange.objects.filter(at__lte=now), wanted, "artifact__")


def _lifecycle(place: Place, about: About | None, row: Row) -> Change:
    was, now = Lifecycle(row["was"]), Lifecycle(row["now"])
    since: date | None = row[f"artifact__{SINCE[now]}"] if now in SINCE else None
    is_followed = row["artifact__successor__state"] == EditorialState.PUBLISHED
    successor = row["artifact__successor__name"] if is_followed and now in ENDING else ""
    cause = words.lifecycle_cause(row["context__metadata"] or {}, since, successor)
    return Change(place, about, "Lifecycle", str(was.label), str(now.label), cause)


def _rules_rows(wanted: Wanted, now: datetime) -> QuerySet[Epoch]:
    """Epochs that took over from another. They are of no type and of no artifact."""
    rows = Epoch.objects.filter(switched_at__lte=now, follows__isnull=False)
    return rows.none() if wanted.types or wanted.artifact else rows


def _rules(place: Place, about: About | None, row: Row) -> Change:
    cause = words.rules_cause(
        row["formula__version"], row["follows__formula__version"], row["fitted_on"]
    )
    return Change(place, about, "Epoch", str(row["follows_id"]), str(row["pk"]), cause)


ENDING = (Lifecycle.DEPRECATED, Lifecycle.RETIRED)
LIFECYCLE = (
    *("was", "now", "context__metadata", *(f"artifact__{column}" for column in SINCE.values())),
    *("artifact__successor__name", "artifact__successor__state"),
)
RULES = ("follows_id", "formula__version", "follows__formula__version", "fitted_on")
OF, OF_OFFERED = _about("artifact__"), _about("offering__artifact__")
ARMS: Sequence[Arm] = (
    Arm(Kind.NEW, "published_at", _new_rows, ABOUT, ("publisher__name", *SOURCE), _new),
    Arm(Kind.RANK, "recorded_at", _rank_rows, OF, (*ENTRY, *Cause), _rank),
    Arm(
        Kind.PRICE,
        "valid_to",
        _price_rows,
        OF_OFFERED,
        (*PRICE_COLUMNS, "provider", "next"),
        _price,
    ),
    Arm(Kind.LIFECYCLE, "at", _lifecycle_rows, OF, LIFECYCLE, _lifecycle),
    Arm(Kind.RULES, "switched_at", _rules_rows, (), RULES, _rules),
)
