"""From what an address says to the artifacts it means."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from catalog.enums import AliasKind
from catalog.models import Artifact, ArtifactAlias, NotApplicable, Source, SpecDefinition
from ranking.models import Score


@dataclass(frozen=True)
class Lookup:
    """What was found for the slugs asked for. `missing` names those nobody published."""

    artifacts: tuple[Artifact, ...]
    missing: tuple[str, ...] = ()
    by_slug: dict[str, Artifact] = field(default_factory=dict)

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(artifact.slug for artifact in self.artifacts)


def shown_artifacts() -> QuerySet[Artifact]:
    """A fresh copy of the one query, which takes longer to put together than to answer."""
    return _shown_artifacts().all()


@cache
def _shown_artifacts() -> QuerySet[Artifact]:
    """Published artifacts with everything of one row that a page shows, and what dates the page.

    `definitions` are the specifications of the type, `inapplicable` the metrics that do not apply
    to the artifact; `sources_version` rises whenever the name or address of any source changes,
    which no artifact's own revision tells.
    """
    definitions = (
        SpecDefinition.objects.filter(type=OuterRef("type"))
        .order_by("position", "key")
        .values(
            definition=JSONObject(
                key="key", label="label", unit="unit", kind="kind", better="better", help="help"
            )
        )
    )
    inapplicable = (
        NotApplicable.objects.filter(artifact=OuterRef("pk"))
        .order_by("metric")
        .values(one=JSONObject(metric="metric", reason="reason"))
    )
    events = Source.pgh_event_model.objects  # type: ignore[attr-defined]
    newest = events.order_by("-pgh_id").values("pgh_id")[:1]
    return (
        Artifact.objects.published()
        .select_related("type", "publisher", "source", "score__breakdown", "score__formula")
        .select_related("successor__type")
        .annotate(
            definitions=ArraySubquery(definitions),
            inapplicable=ArraySubquery(inapplicable),
            sources_version=Subquery(newest),
        )
    )


def find(slugs: Sequence[str]) -> Lookup:
    """Published artifacts by current or earlier slug, alphabetically, each once.

    One query where every slug is current; a second one looks for earlier slugs.
    """
    wanted = {slug for slug in slugs if "\0" not in slug}
    found = {artifact.slug: artifact for artifact in shown_artifacts().filter(slug__in=wanted)}
    if missing := wanted - found.keys():
        found |= _by_earlier_slug(missing)
    unique = {artifact.pk: artifact for artifact in found.values()}
    return Lookup(
        artifacts=tuple(sorted(unique.values(), key=lambda artifact: artifact.slug)),
        missing=tuple(slug for slug in dict.fromkeys(slugs) if slug not in found),
        by_slug=found,
    )


def score_of(artifact: Artifact) -> Score | None:
    """The artifact's score, None while it has none. No query where the row was joined."""
    return getattr(artifact, "score", None)


def _by_earlier_slug(slugs: set[str]) -> dict[str, Artifact]:
    aliases = dict(
        ArtifactAlias.objects.filter(kind=AliasKind.SLUG, value__in=slugs).values_list(
            "value", "artifact_id"
        )
    )
    if not aliases:
        return {}
    owners = shown_artifacts().in_bulk(list(aliases.values()))
    return {slug: owners[pk] for slug, pk in aliases.items() if pk in owners}
