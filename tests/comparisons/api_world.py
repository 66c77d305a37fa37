"""Published things with all that belongs to them, for tests of the API."""

from typing import Any

from catalog.enums import LinkKind
from catalog.models import Artifact, ArtifactAlias, ArtifactLink, Category, Release, Tag
from ranking.services.draining import drain
from tests import builders

ALL_SHARDS = range(64)


def rich_artifact(**fields: Any) -> Artifact:
    """A published artifact with one of everything that its page shows."""
    artifact = builders.published_artifact(licence_spdx="Apache-2.0", **fields)
    source = builders.source()
    number = builders.number()
    artifact.categories.add(Category.objects.create(slug=f"category-{number}", name=f"C {number}"))
    artifact.tags.add(Tag.objects.create(slug=f"tag-{number}", name=f"Tag {number}"))
    ArtifactLink.objects.create(artifact=artifact, kind=LinkKind.DOCS, url="https://docs.example/")
    ArtifactAlias.objects.create(artifact=artifact, kind="slug", value=f"earlier-{number}")
    Release.objects.create(artifact=artifact, version="1.0", released_on="2026-05-01")
    claim = builders.artifact_capability(artifact=artifact)
    builders.citation(artifact=artifact, source=source)
    builders.citation(artifact=artifact, artifact_capability=claim, source=source, field="")
    builders.price(offering=builders.offering(artifact=artifact, source=source), source=source)
    builders.observation(artifact=artifact)
    return artifact


def rank_all() -> None:
    """Compute every score, as the worker does."""
    drain(ALL_SHARDS, everything=True)


def slugs(answer: Any) -> list[str]:
    """The slugs of a list's results, in their order."""
    return [result["slug"] for result in answer.json()["results"]]


def problems_of(answer: Any) -> dict[str, str]:
    """What was wrong, by parameter."""
    return {error["parameter"]: error["detail"] for error in answer.json()["errors"]}
