"""When two records of one thing become one, so does what visitors did with them."""

from django.db import connection, transaction

from catalog.models import Artifact
from matchgraph.models import HeldDay, MergedArtifact
from matchgraph.services.rolling import one_at_a_time
from matchgraph.sql import load


@transaction.atomic
def follow_merge(*, keep: Artifact, merged: Artifact) -> None:
    """Add up what was counted of both, and count what comes later of `merged` for `keep`.

    A day of both that is held back waits or was decided as that of `keep`.
    """
    one_at_a_time()
    with connection.cursor() as cursor:
        cursor.execute(load("follow_merge"), {"keep": keep.pk, "merged": merged.pk})
    known = HeldDay.objects.filter(artifact=keep).values("day")
    HeldDay.objects.filter(artifact=merged).exclude(day__in=known).update(artifact=keep)
    MergedArtifact.objects.filter(into=merged).update(into=keep)
    MergedArtifact.objects.create(artifact_id=merged.pk, into=keep)
