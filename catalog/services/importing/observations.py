"""Measured counts, append-only: a figure already stored for that source and moment stays."""

from collections import Counter
from collections.abc import Iterable

from catalog.models import Observation
from catalog.services.importing.artifacts import BATCH
from catalog.services.importing.scope import Placed, Scope
from catalog.sources.rows import ArtifactRow, ObservationRow

Key = tuple[int, str, str]


def add_observations(scope: Scope, placed: Iterable[Placed]) -> None:
    wanted = _wanted(list(placed))
    known = _known(scope, wanted)
    missing = [key for key in wanted if key not in known]
    Observation.objects.bulk_create(
        [_new(scope, key, wanted[key][0]) for key in missing], batch_size=BATCH
    )
    scope.report.written["observations"] += len(missing)
    for key in missing:
        scope.changed(wanted[key][1])
    differing = sum(known[key] != wanted[key][0].value for key in wanted if key in known)
    if differing:
        scope.report.notes["figures that differ from those stored for the same day"] += differing


def _wanted(placed: list[Placed]) -> dict[Key, tuple[ObservationRow, ArtifactRow]]:
    """By artifact, metric and subject; where several rows count one metric, each is named."""
    counted = Counter(
        (item.artifact, observed.metric) for item in placed for observed in item.row.observations
    )
    wanted = {}
    for item in placed:
        for observed in item.row.observations:
            several = counted[item.artifact, observed.metric] > 1
            subject = observed.subject or (item.row.own[0].value[:200] if several else "")
            wanted[item.artifact, observed.metric, subject] = (observed, item.row)
    return wanted


def _known(scope: Scope, wanted: Iterable[Key]) -> dict[Key, int]:
    rows = Observation.objects.filter(
        source=scope.source,
        observed_at=scope.moment,
        artifact__in={artifact for artifact, _, _ in wanted},
    ).values_list("artifact_id", "metric", "subject", "value")
    return {(artifact, metric, subject): value for artifact, metric, subject, value in rows}


def _new(scope: Scope, key: Key, row: ObservationRow) -> Observation:
    artifact, metric, subject = key
    return Observation(
        artifact_id=artifact,
        metric=metric,
        subject=subject,
        value=row.value,
        window_days=row.window_days,
        observed_at=scope.moment,
        source=scope.source,
        state=row.state,
        note=row.note,
    )
