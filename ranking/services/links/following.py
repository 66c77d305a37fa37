"""Keeps one row for each link there is: new ones are due at once, edited ones start anew."""

from datetime import datetime, timedelta

from django.db import transaction

from catalog.enums import AliasKind, EditorialState, LinkKind
from ranking.checks.upstream import CRITERIA, address_of, host_of
from ranking.models import LinkCheck, LinkHost
from ranking.services.database import rows
from ranking.services.links.results import derive_results, lock_links

STATES = [EditorialState.PUBLISHED.value, EditorialState.SUBMITTED.value]
LINKS = [kind for kind in CRITERIA if kind in LinkKind.values]
IDS = [kind for kind in CRITERIA if kind in AliasKind.values]
MOST = 5_000
LONGEST_HOST = 255
FORGOTTEN_AFTER = timedelta(days=1)

# What the catalog has and the checks have not, and the other way round. An outside id is asked for
# only where no link of the record leads to it already.
DIFFERENCES = """
WITH wanted AS (
    SELECT l.artifact_id, l.kind, l.url AS reference
    FROM catalog_artifactlink l JOIN catalog_artifact a ON a.id = l.artifact_id
    WHERE l.kind = ANY(%(links)s) AND a.state = ANY(%(states)s)
    UNION ALL
    SELECT s.artifact_id, s.kind, s.value
    FROM catalog_artifactalias s JOIN catalog_artifact a ON a.id = s.artifact_id
    WHERE s.kind = ANY(%(ids)s) AND a.state = ANY(%(states)s) AND NOT EXISTS (
        SELECT 1 FROM catalog_artifactlink l
        WHERE l.artifact_id = s.artifact_id AND l.kind IN ('repository', 'package', 'hub')
            AND strpos(lower(l.url), lower(s.value)) > 0
    )
)
SELECT c.id, COALESCE(w.artifact_id, c.artifact_id), w.kind, w.reference
FROM wanted w FULL JOIN ranking_linkcheck c
    ON c.artifact_id = w.artifact_id AND c.kind = w.kind AND c.reference = w.reference
WHERE c.id IS NULL OR w.artifact_id IS NULL
ORDER BY c.id, w.artifact_id, w.kind, w.reference
LIMIT %(most)s
"""


@transaction.atomic
def follow_links(*, at: datetime) -> None:
    """Follow the catalog: links of published and submitted artifacts are checked, and no others.

    Of very many changes some wait for the next call. What was derived of links that are gone is
    derived anew.
    """
    LinkHost.objects.filter(free_at__lt=at - FORGOTTEN_AFTER).delete()
    parameters = {"links": LINKS, "ids": IDS, "states": STATES, "most": MOST}
    found = rows(DIFFERENCES, parameters)
    gone = {pk: artifact for pk, artifact, *_ in found if pk}
    new = [_row(artifact, kind, reference, at) for pk, artifact, kind, reference in found if not pk]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True)
    if gone:
        lock_links(gone.values())
        LinkCheck.objects.filter(pk__in=gone).delete()
        derive_results(artifact_ids=gone.values())


def _row(artifact: int, kind: str, reference: str, at: datetime) -> LinkCheck:
    host = host_of(address_of(kind, reference))[:LONGEST_HOST]
    return LinkCheck(artifact_id=artifact, kind=kind, reference=reference, host=host, due_at=at)
