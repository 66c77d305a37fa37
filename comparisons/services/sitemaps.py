"""Which addresses the site map lists, in shards that each cost the same however large the catalog.

A shard covers a range of artifact ids, so that it is read from an index and what it lists does not
shift with every artifact that is added. Of all pairs those are listed that a reader is likeliest to
weigh: each placed artifact with the `NEAREST` ranked next below it in its own type, and the pairs
editors wrote about. That is bounded by the artifacts, the same however often it is asked, and each
pair is found once, from the higher of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, JSONObject
from django.utils.dateparse import parse_datetime

from catalog.enums import EditorialState, Support
from catalog.models import Artifact, ArtifactCapability, ArtifactType, Capability, Category
from comparisons.addresses import pair_of
from comparisons.models import EditorialVerdict
from ranking.models import Score

MOST = 50_000
NEAREST = 5
PUBLISHED = EditorialState.PUBLISHED
HELD = (Support.YES, Support.PARTIAL)


@dataclass(frozen=True)
class Place:
    """An address by the name of its route and what it takes; `changed` where that is known."""

    route: str
    of: tuple[str, ...] = ()
    changed: datetime | None = None


@dataclass(frozen=True)
class Shard:
    """Number `number`, counted from 1, of one of the three kinds in `KINDS`."""

    kind: str
    number: int
    changed: datetime | None


def shards() -> list[Shard]:
    """Every shard that has an address in it, in two queries."""
    picks = _picks().aggregate(changed=Max(_later("first", "second")))["changed"]
    return [
        Shard("pages", 1, None),
        *_numbered("artifacts", Artifact.objects.published(), "pk", MOST),
        *([Shard("picks", 1, picks)] if picks else []),
        *_numbered("comparisons", _placed(), "pk", MOST // NEAREST),
    ]


def places(kind: str, number: int) -> Iterator[Place]:
    """The addresses of one shard, at most `MOST`; none where there is no such shard."""
    return KINDS[kind](number)


def _pages(number: int) -> Iterator[Place]:
    """The lists of the catalog, and one page for each word of its vocabulary that is in use."""
    if number != 1:
        return
    yield from map(Place, ("home", "browse", "types", "categories", "capabilities", "methodology"))
    mine = {"artifacts__state": PUBLISHED}
    for row in ArtifactType.objects.filter(**mine).order_by("pk").distinct():
        yield Place("type", (row.pk,))
    for slug in _words(Category.objects.filter(**mine), "slug"):
        yield Place("category", (slug,))
    held = ArtifactCapability.objects.filter(
        artifact__state=PUBLISHED, support__in=("yes", "partial")
    )
    for key in _words(Capability.objects.filter(pk__in=held.values("capability")), "key"):
        yield Place("capability", (key,))


def _words(rows: QuerySet[Any], field: str) -> list[str]:
    return list(rows.order_by(field).values_list(field, flat=True).distinct()[: MOST // 3])


def _artifacts(number: int) -> Iterator[Place]:
    rows = Artifact.objects.published().filter(_range("pk", number, MOST)).order_by("pk")
    for slug, changed in rows.values_list("slug", "updated_at").iterator():
        yield Place("artifact", (slug,), changed)


def _comparisons(number: int) -> Iterator[Place]:
    """Each placed artifact of the range with those next below it in its type."""
    below = (
        _placed()
        .filter(type=OuterRef("type"), total__lte=OuterRef("total"))
        .filter(Q(total__lt=OuterRef("total")) | Q(pk__lt=OuterRef("pk")))
        .order_by("-total", "-pk")
        .values(row=JSONObject(slug="artifact__slug", changed="artifact__updated_at"))[:NEAREST]
    )
    rows = (
        _placed().filter(_range("pk", number, MOST // NEAREST)).annotate(below=ArraySubquery(below))
    )
    columns = ("artifact__slug", "artifact__updated_at", "below")
    for slug, changed, others in rows.order_by("pk").values_list(*columns).iterator():
        for other in others:
            at = parse_datetime(other["changed"])
            yield Place("compare", (pair_of([slug, other["slug"]]),), max(changed, at or changed))


def _picks_of(number: int) -> Iterator[Place]:
    if number != 1:
        return
    rows = _picks().annotate(changed=_later("first", "second")).order_by("pk")
    for one, other, changed in rows.values_list("first__slug", "second__slug", "changed")[:MOST]:
        yield Place("compare", (pair_of([one, other]),), changed)


def _placed() -> QuerySet[Score]:
    """Scores enough is known of to place them. A score may outlive its artifact's publication."""
    return Score.objects.ranked().filter(artifact__state=PUBLISHED)


def _picks() -> QuerySet[EditorialVerdict]:
    return EditorialVerdict.objects.live().filter(first__state=PUBLISHED, second__state=PUBLISHED)


def _later(one: str, other: str) -> Greatest:
    return Greatest(f"{one}__updated_at", f"{other}__updated_at")


def _range(field: str, number: int, size: int) -> Q:
    return Q(**{f"{field}__gt": (number - 1) * size, f"{field}__lte": number * size})


def _numbered(kind: str, rows: QuerySet[Any], field: str, size: int) -> Iterator[Shard]:
    changed = "updated_at" if kind == "artifacts" else "artifact__updated_at"
    found = (
        rows.order_by()
        .annotate(place=(F(field) - 1) / size)
        .values("place")
        .annotate(changed=Max(changed))
        .order_by("place")
    )
    for place, at in found.values_list("place", "changed"):
        yield Shard(kind, place + 1, at)


KINDS = {
    "pages": _pages,
    "artifacts": _artifacts,
    "picks": _picks_of,
    "comparisons": _comparisons,
}
