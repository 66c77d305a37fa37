"""An artifact is deprecated when every offering of it is; a listing's word alone is not enough."""

from collections import defaultdict
from collections.abc import Iterable

from catalog.enums import Lifecycle
from catalog.models import Artifact, Offering
from catalog.services.importing.artifacts import BATCH
from catalog.services.importing.drafts import is_out_of_service
from catalog.services.importing.scope import Scope

_FOLLOWING = {Lifecycle.ACTIVE, Lifecycle.PREVIEW, Lifecycle.DEPRECATED}


def follow_offerings(scope: Scope, artifacts: Iterable[int]) -> None:
    """Set deprecated or active where this source owns the artifact and no editor holds it."""
    statuses: dict[int, list[str]] = defaultdict(list)
    for pk, status in Offering.objects.filter(artifact__in=list(artifacts)).values_list(
        "artifact_id", "status"
    ):
        statuses[pk].append(status)
    changed = []
    owned = Artifact.objects.filter(pk__in=statuses, source=scope.source).order_by("pk")
    for artifact in owned.only("pk", "lifecycle", "held_fields"):
        ended = is_out_of_service(statuses[artifact.pk])
        wanted = Lifecycle.DEPRECATED if ended else Lifecycle.ACTIVE
        moves = ended != (artifact.lifecycle == Lifecycle.DEPRECATED)
        if moves and artifact.lifecycle in _FOLLOWING and "lifecycle" not in artifact.held_fields:
            artifact.lifecycle = wanted
            changed.append(artifact)
    Artifact.objects.bulk_update(changed, ["lifecycle"], batch_size=BATCH)
    scope.report.written["lifecycles_changed"] += len(changed)
