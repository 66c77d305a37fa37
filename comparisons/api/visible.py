"""What an anonymous reader may see: published artifacts and what belongs to them.

The vocabulary (types, categories, capabilities) is public as it stands. An organization shows
once it publishes or serves something that does.
"""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from catalog.enums import EditorialState
from catalog.models import (
    Artifact,
    ArtifactCapability,
    Offering,
    Organization,
    Price,
    Relation,
)
from ranking.models import Score, ScoreHistory

PUBLISHED = EditorialState.PUBLISHED


def artifacts() -> "QuerySet[Artifact]":
    return Artifact.objects.published()


def offerings() -> "QuerySet[Offering]":
    return Offering.objects.filter(artifact__state=PUBLISHED)


def prices() -> "QuerySet[Price]":
    return Price.objects.filter(offering__artifact__state=PUBLISHED)


def relations() -> "QuerySet[Relation]":
    return Relation.objects.filter(from_artifact__state=PUBLISHED, to_artifact__state=PUBLISHED)


def scores() -> "QuerySet[Score]":
    return Score.objects.filter(artifact__state=PUBLISHED)


def score_history(slug: str) -> "QuerySet[ScoreHistory]":
    return ScoreHistory.objects.filter(artifact__slug=slug, artifact__state=PUBLISHED)


def organizations() -> "QuerySet[Organization]":
    publishes = artifacts().filter(publisher=OuterRef("pk"))
    serves = offerings().filter(provider=OuterRef("pk"))
    return Organization.objects.filter(Exists(publishes) | Exists(serves))


def count_of(rows: "QuerySet[Any]", column: str) -> Coalesce:
    """How many of `rows` point at the outer row with `column`."""
    counted = (
        rows.filter(**{column: OuterRef("pk")})
        .order_by()
        .values(column)
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def artifact_capabilities() -> "QuerySet[ArtifactCapability]":
    return ArtifactCapability.objects.filter(artifact__state=PUBLISHED)
