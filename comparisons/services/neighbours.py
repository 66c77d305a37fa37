"""Other artifacts worth a look beside those a page is about."""

from collections.abc import Sequence

from catalog.models import Artifact
from comparisons.facts import Neighbour
from ranking.models import Score

PEERS = 3


def peers(artifacts: Sequence[Artifact], most: int = PEERS) -> tuple[tuple[Neighbour, ...], ...]:
    """For each artifact the highest ranked others of its type, in one query."""
    ids = [artifact.pk for artifact in artifacts]
    per_type = [
        Score.objects.ranked()
        .of_type(type_key)
        .exclude(artifact__in=ids)
        .order_by("-total", "-coverage", "artifact_id")
        .values_list(
            "type_id", "total", "artifact__slug", "artifact__name", "artifact__type__name"
        )[:most]
        for type_key in sorted({artifact.type_id for artifact in artifacts})
    ]
    rows = per_type[0].union(*per_type[1:], all=True) if len(per_type) > 1 else per_type[0]
    ordered = sorted(rows, key=lambda row: (-row[1], row[2]))
    return tuple(
        tuple(Neighbour(*row[2:]) for row in ordered if row[0] == artifact.type_id)
        for artifact in artifacts
    )
