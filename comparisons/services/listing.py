"""Lists of artifacts for pages: the rows, and the best of every group."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from catalog.enums import EditorialState, TypeGroup
from catalog.models import Artifact, ArtifactType, Capability, Category, Relation
from comparisons.addresses import pair_of
from comparisons.facts import Neighbour
from ranking.models import Score

TOP = 5
FEATURED_RELATIONS = 3


@dataclass(frozen=True)
class TopRow:
    slug: str
    name: str
    type_key: str
    type_name: str
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


def top_by_type(most: int = TOP) -> tuple[TopGroup, ...]:
    """The best of each type, in one query after that for the types."""
    types = list(ArtifactType.objects.all())
    best = [_best(one.key, most) for one in types]
    found = best[0].union(*best[1:], all=True) if len(best) > 1 else best[0]
    by_type: dict[str, list[TopRow]] = {}
    for row in sorted(found, key=lambda row: (-row["total"], -row["coverage"], row["slug"])):
        by_type.setdefault(row["type_key"], []).append(_top_row(row))
    return tuple(
        TopGroup(one.key, one.plural, tuple(by_type[one.key])) for one in types if one.key in by_type
    )


def _best(type_key: str, most: int) -> QuerySet[Score, dict[str, Any]]:
    return (
        Score.objects.ranked()
        .of_type(type_key)
        .order_by("-total", "-coverage", "artifact__slug")
        .values(
            "total",
            "coverage",
            "tenths",
            slug=F("artifact__slug"),
            name=F("artifact__name"),
            type_key=F("type_id"),
            type_name=F("artifact__type__name"),
        )[:most]
    )


def _top_row(row: dict[str, Any]) -> TopRow:
    return TopRow(**{name: row[name] for name in ("slug", "name", "type_key", "type_name", "tenths")})


def featured(groups: Iterable[TopGroup], most: int = 6) -> tuple[Pair, ...]:
    """Pairs that a sourced relation joins, then the two best of the types with most to compare."""
    related = (
        Relation.objects.filter(
            from_artifact__state=EditorialState.PUBLISHED,
            to_artifact__state=EditorialState.PUBLISHED,
        )
        .exclude(from_artifact__type__group=F("to_artifact__type__group"))
        .annotate(
            told=Count("from_artifact__capabilities", distinct=True)
            + Count("to_artifact__capabilities", distinct=True)
        )
        .select_related("from_artifact", "to_artifact")
        .order_by("-told", "id")[:FEATURED_RELATIONS]
    )
    pairs = [
        _pair(one.from_artifact, one.to_artifact, "how the two relate") for one in related
    ]
    pairs += [
        _pair(group.rows[0], group.rows[1], f"the two highest ranked {group.label.lower()}")
        for group in sorted(groups, key=lambda group: (-len(group.rows), group.label))
        if len(group.rows) > 1
    ]
    return tuple({pair.address: pair for pair in pairs}.values())[:most]


def _pair(one: Artifact | TopRow, other: Artifact | TopRow, why: str) -> Pair:
    first, second = sorted((one, other), key=lambda artifact: artifact.slug)
    return Pair(f"{first.name} vs {second.name}", pair_of([first.slug, second.slug]), why)


def counts() -> dict[str, int]:
    """How much there is, in one query."""
    published = Q(state=EditorialState.PUBLISHED)
    found = Artifact.objects.filter(published).aggregate(
        artifacts=Count("pk", distinct=True),
        types=Count("type", distinct=True),
    )
    return found


def types_with_counts() -> QuerySet[ArtifactType]:
    return ArtifactType.objects.annotate(number=_published_artifacts()).order_by("position", "key")


def categories_with_counts() -> QuerySet[Category]:
    return Category.objects.annotate(number=_published_artifacts()).order_by("name")


def capabilities_with_counts() -> QuerySet[Capability]:
    """The vocabulary with the number of published artifacts that have each, wholly or in part."""
    held = Q(
        artifact_capabilities__artifact__state=EditorialState.PUBLISHED,
        artifact_capabilities__support__in=("yes", "partial"),
    )
    number = Count("artifact_capabilities", filter=held)
    return Capability.objects.annotate(number=number).select_related("parent").order_by("key")


def group_labels() -> dict[str, str]:
    return {group.value: str(group.label) for group in TypeGroup}


def neighbours(found: Iterable[Artifact]) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(one.slug, one.name, one.type.name) for one in found)


def _published_artifacts() -> Count:
    return Count("artifacts", filter=Q(artifacts__state=EditorialState.PUBLISHED))
