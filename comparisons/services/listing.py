"""Lists of artifacts for pages: the rows, and the best of every group."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from catalog.enums import EditorialState
from catalog.models import (
    Artifact,
    ArtifactCapability,
    ArtifactType,
    Capability,
    Category,
    Relation,
)
from comparisons.addresses import pair_of
from comparisons.ordering import BY_OWN, Order
from comparisons.own_weights import OwnWeights
from comparisons.services.own_order import in_own_order, weighed
from comparisons.services.paging import ByRank
from ranking.models import Score

TOP = 5
FEATURED_RELATIONS = 3
LATEST_RELATIONS = 300


@dataclass(frozen=True)
class TopRow:
    slug: str
    name: str
    tenths: int


@dataclass(frozen=True)
class TopGroup:
    """The highest ranked artifacts of one type. Provisional ranks are left out."""

    type_key: str
    label: str
    rows: tuple[TopRow, ...]


@dataclass(frozen=True)
class Pair:
    """A comparison worth a look, and why."""

    title: str
    address: str
    why: str


def rows() -> QuerySet[Artifact]:
    """Published artifacts with what a row of a list shows."""
    return Artifact.objects.published().with_names().select_related("score").defer("description")


def page(
    narrowed: QuerySet[Artifact],
    order: Order,
    number: str | None,
    size: int,
    own: OwnWeights | None = None,
) -> "Page[Any]":
    """One page of artifacts with what their rows show, in three queries.

    The last page beyond the end, the first where the number is none. With a reader's own weights
    each row has its total under them.
    """
    found = Paginator(_ids(narrowed, order, own), size).get_page(number)
    wanted = list(found.object_list)
    shown = (weighed(rows(), own) if own else rows()).in_bulk(wanted)
    listed: Page[Any] = found
    listed.object_list = [shown[pk] for pk in wanted if pk in shown]
    return listed


def _ids(
    narrowed: QuerySet[Artifact], order: Order, own: OwnWeights | None
) -> "ByRank | QuerySet[Artifact, int]":
    if own and order is BY_OWN:
        return in_own_order(weighed(narrowed, own)).values_list("pk", flat=True)
    if order.by:
        return narrowed.order_by(*order.by).values_list("pk", flat=True)
    return ByRank(narrowed)


def top_by_type(most: int = TOP) -> tuple[TopGroup, ...]:
    """The best of each type that has any, in one query that reads no more rows than it shows."""
    best = (
        Score.objects.ranked()
        .filter(type=OuterRef("key"))
        .order_by("-total", "-coverage", "artifact__slug")
        .values(row=JSONObject(slug="artifact__slug", name="artifact__name", tenths="tenths"))[
            :most
        ]
    )
    types = ArtifactType.objects.annotate(best=ArraySubquery(best)).order_by("position", "key")
    return tuple(
        TopGroup(one.key, one.plural, tuple(TopRow(**row) for row in one.best))
        for one in types
        if one.best
    )


def featured(groups: Iterable[TopGroup], most: int = 6) -> tuple[Pair, ...]:
    """Pairs that a sourced relation joins, then the two best of the types with most to compare."""
    pairs = [
        _pair(one.from_artifact, one.to_artifact, "how the two relate")
        for one in _telling_relations()
    ]
    pairs += [
        _pair(group.rows[0], group.rows[1], f"the two highest ranked {group.label.lower()}")
        for group in sorted(groups, key=lambda group: (-len(group.rows), group.label))
        if len(group.rows) > 1
    ]
    return tuple({pair.address: pair for pair in pairs}.values())[:most]


def _telling_relations() -> QuerySet[Relation]:
    """Of the latest relations across type groups, those between the best described artifacts."""
    latest = (
        Relation.objects.filter(
            from_artifact__state=EditorialState.PUBLISHED,
            to_artifact__state=EditorialState.PUBLISHED,
        )
        .exclude(from_artifact__type__group=F("to_artifact__type__group"))
        .order_by("-id")[:LATEST_RELATIONS]
    )
    return (
        Relation.objects.filter(pk__in=latest.values("pk"))
        .annotate(told=_described("from_artifact") + _described("to_artifact"))
        .select_related("from_artifact", "to_artifact")
        .order_by("-told", "id")[:FEATURED_RELATIONS]
    )


def _described(side: str) -> Coalesce:
    """How many capabilities the artifact at this end of a relation describes."""
    counted = (
        ArtifactCapability.objects.filter(artifact=OuterRef(side))
        .order_by()
        .values("artifact")
        .annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("number")), 0)


def _pair(one: Artifact | TopRow, other: Artifact | TopRow, why: str) -> Pair:
    first, second = sorted((one, other), key=lambda artifact: artifact.slug)
    return Pair(f"{first.name} vs {second.name}", pair_of([first.slug, second.slug]), why)


def types_with_counts() -> QuerySet[ArtifactType]:
    return ArtifactType.objects.annotate(number=_published_artifacts()).order_by("position", "key")


def types_in_use() -> list[tuple[ArtifactType, int]]:
    """Types of which something is published, with how much."""
    numbered = ((one, getattr(one, "number", 0)) for one in types_with_counts())
    return [(one, number) for one, number in numbered if number]


def categories_with_counts() -> QuerySet[Category]:
    return Category.objects.annotate(number=_published_artifacts()).order_by("name")


def capabilities_with_counts(**narrowed: Any) -> list[tuple[Capability, int]]:
    """The vocabulary with the number of published artifacts that have each, wholly or in part.

    Two queries: the counts are made apart from the words, which is far less work than together.
    """
    held = ArtifactCapability.objects.filter(
        artifact__state=EditorialState.PUBLISHED, support__in=("yes", "partial")
    )
    words = Capability.objects.filter(**narrowed).order_by("key")
    counted = held.filter(capability__in=words.order_by()) if narrowed else held
    numbers = dict(counted.order_by().values_list("capability").annotate(number=Count("pk")))
    return [(one, numbers.get(one.pk, 0)) for one in words]


def _published_artifacts() -> Count:
    return Count("artifacts", filter=Q(artifacts__state=EditorialState.PUBLISHED))
