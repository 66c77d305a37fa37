"""What an anonymous reader may see: published artifacts and what belongs to them.

The vocabulary (types, categories, capabilities) is public as it stands. An organization shows
once it publishes or serves something that does.
"""

from django.db.models import QuerySet

from catalog.enums import EditorialState
from catalog.models import (
    Artifact,
    ArtifactCapability,
    Offering,
    Organization,
    Price,
    Relation,
)
from comparisons.services.organizations import shown_organizations
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
    return shown_organizations()


def artifact_capabilities() -> "QuerySet[ArtifactCapability]":
    return ArtifactCapability.objects.filter(artifact__state=PUBLISHED)
