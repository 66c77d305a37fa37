"""Relations that rows claim, to whatever artifact of the catalog has the named id."""

from collections.abc import Iterable

from catalog.enums import RelationStatus
from catalog.models import ArtifactAlias, Relation
from catalog.services.importing.artifacts import BATCH
from catalog.services.importing.scope import Placed, Scope


def add_relations(scope: Scope, placed: Iterable[Placed]) -> None:
    """Those whose target is known; an unknown target may be known at the next import."""
    claimed = [
        (item, relation.kind, relation.target) for item in placed for relation in item.row.relations
    ]
    owners = _owners({target.value for _, _, target in claimed})
    wanted = {}
    for item, kind, target in claimed:
        artifact = owners.get((target.kind, target.value))
        if artifact is not None and artifact != item.artifact:
            wanted[item.artifact, artifact, kind] = item.row
    known = set(
        Relation.objects.filter(from_artifact__in={key[0] for key in wanted}).values_list(
            "from_artifact_id", "to_artifact_id", "kind"
        )
    )
    missing = [key for key in wanted if key not in known]
    Relation.objects.bulk_create(
        [
            Relation(
                from_artifact_id=start,
                to_artifact_id=end,
                kind=kind,
                status=RelationStatus.CLAIMED,
                source=scope.source,
                read_on=scope.as_of,
            )
            for start, end, kind in missing
        ],
        batch_size=BATCH,
    )
    scope.report.written["relations"] += len(missing)
    for key in missing:
        scope.changed(wanted[key])


def _owners(values: set[str]) -> dict[tuple[str, str], int]:
    rows = ArtifactAlias.objects.filter(value__in=values).values_list("kind", "value", "artifact")
    return {(kind, value): artifact for kind, value, artifact in rows}
