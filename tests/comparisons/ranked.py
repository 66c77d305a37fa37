"""Published artifacts with everything a page shows, for tests against the database."""

from datetime import date
from typing import Any

from catalog.enums import Metric
from catalog.models import Artifact
from ranking.services import drain_all
from tests import builders


def full_artifact(slug: str, *, rows: int = 1, **fields: Any) -> Artifact:
    """A published, named artifact with `rows` of each kind of row its page shows."""
    made = builders.published_artifact(slug=slug, name=slug.replace("-", " ").title(), **fields)
    for place in range(rows):
        held = builders.artifact_capability(
            artifact=made, name=f"Skill {place}", description="How it works.", position=place
        )
        builders.citation(artifact=made, field="released_on", claim=f"{place}")
        builders.citation(artifact=made, artifact_capability=held, field="", claim=f"c{place}")
        offering = builders.offering(artifact=made)
        builders.price(offering=offering)
        builders.observation(artifact=made, metric=Metric.HUB_LIKES, value=100 + place)
        builders.relation(from_artifact=made, to_artifact=builders.published_artifact())
    return made


def rank_all() -> None:
    """Compute every rank, as the worker would."""
    drain_all(everything=True)


def settled_artifact(slug: str) -> Artifact:
    """A dataset of which enough is known for its rank to be placed."""
    source = builders.source()
    made = builders.published_artifact(
        slug=slug,
        name=slug.title(),
        type_id="dataset",
        description="x" * 400,
        licence_spdx="Apache-2.0",
        pricing_model="free",
        released_on=date(2026, 1, 1),
        source=source,
    )
    builders.observation(artifact=made, value=17_161, source=source)
    builders.observation(artifact=made, metric=Metric.HUB_LIKES, value=545, source=source)
    user, listing = builders.published_artifact(), builders.published_artifact(type_id="repo")
    builders.relation(from_artifact=user, to_artifact=made)
    builders.relation(from_artifact=made, to_artifact=listing, kind="listed_in")
    for owned in (user, listing):
        Artifact.objects.filter(pk=owned.pk).update(publisher=builders.organization())
    return made
