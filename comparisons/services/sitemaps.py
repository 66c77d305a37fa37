"""Which addresses the site map lists, in shards.

A shard of artifacts covers a range of their ids, so that what it lists does not shift with every
one that is added. Of all pairs those are listed that a reader is likeliest to weigh: each placed
artifact with the `NEAREST` ranked next below it in its own type, and the pairs editors wrote about.
That is bounded by the artifacts, the same however often it is asked, and each pair is found once,
from the higher of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Greatest

from catalog.enums import EditorialState, Support
from catalog.models import Artifact, ArtifactCapability, ArtifactType, Capability, Category
from comparisons.addresses import pair_of
from comparisons.models import EditorialVerdict
from comparisons.services.organizations import shown_organizations
from ranking.models import Score

MOST = 50_000
NEAREST = 5
PLACED = MOST // NEAREST  # artifacts whose pairs fill a shard
PUBLISHED = EditorialState.PUBLISHED
HELD = (Support.YES, Support.PARTIAL)
LISTS = (
    *("home", "browse", "types", "categories", "capabilities", "organizations", "changes"),
    "methodology",
)


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
    """Every shard that has an address in it, in three queries."""
    picks = _picks().aggregate(changed=Max(_later("first", "second")))["changed"]
    return [
        Shard("pages", 1, None),
        *_shards_of_artifacts(),
        *([Shard("picks", 1, picks)] if picks else []),
        *_shards_of_comparisons(),
    ]


def places(kind: str, number: int) -> Iterator[Place]:
    """The addresses of one shard, at most `MOST`; none where there is no such shard."""
    return KINDS[kind](number)


def _pages(number: int) -> Iterator[Place]:
    """The lists of the catalog, and one page for each word of its vocabulary that is in use."""
    if number != 1:
        return
    yield from map(Place, LISTS)
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
    for slug in _words(shown_organizations(), "slug"):
        yield Place("organization", (slug,))


def _words(rows: QuerySet[Any], field: str) -> list[str]:
    return list(rows.order_by(field).values_list(field, flat=True).distinct()[: MOST // 4])


def _artifacts(number: int) -> Iterator[Place]:
    rows = Artifact.objects.published().filter(_range("pk", number, MOST)).order_by("pk")
    for slug, changed in rows.values_list("slug", "updated_at").iterator():
        yield Place("artifact", (slug,), changed)


def _comparisons(number: int) -> Iterator[Place]:
    """Each placed artifact of the shard with those next below it in its type."""
    if not 1 <= number <= MOST:
        return
    start = (number - 1) * PLACED
    order = Score.objects.ranked().order_by("type", "-total", "-pk").values_list("pk", "type_id")
    rows = list(order[start : start + PLACED + NEAREST])
    known = _known({pk for pk, _ in rows})
    for place, (mine, kind) in enumerate(rows[:PLACED]):
        for other, of in rows[place + 1 : place + 1 + NEAREST]:
            if kind == of and mine in known and other in known:
                (one, changed), (two, then) = known[mine], known[other]
                yield Place("compare", (pair_of([one, two]),), max(changed, then))


def _known(ids: set[int]) -> dict[int, tuple[str, datetime]]:
    """Slug and last change of those that are published."""
    rows = Artifact.objects.published().filter(pk__in=ids)
    return {pk: (slug, at) for pk, slug, at in rows.values_list("pk", "slug", "updated_at")}


def _picks_of(number: int) -> Iterator[Place]:
    if number != 1:
        return
    rows = _picks().annotate(changed=_later("first", "second")).order_by("pk")
    for one, other, changed in rows.values_list("first__slug", "second__slug", "changed")[:MOST]:
        yield Place("compare", (pair_of([one, other]),), changed)


def _picks() -> QuerySet[EditorialVerdict]:
    return EditorialVerdict.objects.live().filter(first__state=PUBLISHED, second__state=PUBLISHED)


def _later(one: str, other: str) -> Greatest:
    return Greatest(f"{one}__updated_at", f"{other}__updated_at")


def _range(field: str, number: int, size: int) -> Q:
    return Q(**{f"{field}__gt": (number - 1) * size, f"{field}__lte": number * size})


def _shards_of_artifacts() -> Iterator[Shard]:
    found = (
        Artifact.objects.published()
        .order_by()
        .annotate(place=(F("pk") - 1) / MOST)
        .values("place")
        .annotate(changed=Max("updated_at"))
        .order_by("place")
    )
    for place, changed in found.values_list("place", "changed"):
        yield Shard("artifacts", place + 1, changed)


def _shards_of_comparisons() -> Iterator[Shard]:
    """A move of ranks may carry a pair into another shard, so they all bear the latest change."""
    placed = Score.objects.ranked().filter(artifact__state=PUBLISHED).order_by()
    types = placed.values("type").annotate(number=Count("pk"), at=Max("artifact__updated_at"))
    counted = [row for row in types if row["number"] > 1]
    changed = max((row["at"] for row in counted), default=None)
    followed = sum(row["number"] for row in counted) - 1  # the last one has none below it
    for place in range(0, followed, PLACED):
        yield Shard("comparisons", place // PLACED + 1, changed)


KINDS = {
    "pages": _pages,
    "artifacts": _artifacts,
    "picks": _picks_of,
    "comparisons": _comparisons,
}
