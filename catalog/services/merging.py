"""Two records of one thing become one, and every address of both keeps working."""

from typing import Any

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet

from catalog.enums import AliasKind
from catalog.models import (
    Artifact,
    ArtifactAlias,
    ArtifactCapability,
    Citation,
    Observation,
    Offering,
    Relation,
)
from catalog.signals import artifact_merging


class MergeRefused(Exception):
    """The two records cannot become one; the message tells why."""


@transaction.atomic
def merge_artifacts(
    *, keep: Artifact, merged: Artifact, by: AbstractBaseUser | None, reason: str = ""
) -> Artifact:
    """Move everything of `merged` to `keep`, then delete `merged`; its slug becomes an alias.

    Where both have the same thing (a capability, a figure, a relation), that of `keep` stays.
    Raises MergeRefused for a record merged with itself or with one of another type.
    """
    if keep.pk == merged.pk:
        raise MergeRefused("Choose two different records.")
    if keep.type_id != merged.type_id:
        raise MergeRefused(f"One is a {keep.type.name}, the other a {merged.type.name}.")
    list(Artifact.objects.select_for_update().filter(pk__in=[keep.pk, merged.pk]).order_by("pk"))
    with pghistory.context(
        user=by.pk if by else None, reason=reason or f"merged {merged.slug} into {keep.slug}"
    ):
        _move_evidence(keep, merged)
        _move_relations(keep, merged)
        artifact_merging.send(sender=None, keep=keep, merged=merged)
        merged.aliases.update(artifact=keep)
        slug = merged.slug
        with pgtrigger.ignore("catalog.Price:never_deleted"):
            merged.delete()
        ArtifactAlias.objects.create(artifact=keep, kind=AliasKind.SLUG, value=slug)
    keep.refresh_from_db()
    return keep


def _move_evidence(keep: Artifact, merged: Artifact) -> None:
    known = keep.capabilities.values("capability")
    ArtifactCapability.objects.filter(artifact=merged).exclude(capability__in=known).update(
        artifact=keep
    )
    Citation.objects.filter(artifact=merged, artifact_capability__artifact=keep).update(
        artifact=keep
    )
    _move_new(
        Offering.objects.filter(artifact=merged),
        keep,
        ["provider_id", "channel", "region", "external_id"],
    )
    _move_new(
        Observation.objects.filter(artifact=merged),
        keep,
        ["metric", "subject", "source_id", "observed_at"],
    )
    _move_new(merged.links.all(), keep, ["kind", "url"])
    _move_new(merged.releases.all(), keep, ["kind", "version", "released_on"])
    _move_new(
        merged.citations.filter(artifact_capability=None), keep, ["source_id", "field", "claim"]
    )


def _move_new(rows: QuerySet[Any], keep: Artifact, key: list[str]) -> None:
    known = set(rows.model.objects.filter(artifact=keep).values_list(*key))
    fresh = [pk for pk, *columns in rows.values_list("pk", *key) if tuple(columns) not in known]
    rows.filter(pk__in=fresh).update(artifact=keep)


def _move_relations(keep: Artifact, merged: Artifact) -> None:
    for end, other in [("from_artifact", "to_artifact"), ("to_artifact", "from_artifact")]:
        known = set(Relation.objects.filter(**{end: keep}).values_list(f"{other}_id", "kind"))
        rows = Relation.objects.filter(**{end: merged}).exclude(**{other: keep})
        fresh = [
            row.pk
            for row in rows.exclude(from_artifact=F("to_artifact"))
            if (getattr(row, f"{other}_id"), row.kind) not in known
        ]
        Relation.objects.filter(pk__in=fresh).update(**{end: keep})
