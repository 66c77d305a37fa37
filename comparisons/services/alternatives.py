"""Other artifacts that do what one does, worked out from all that is stored in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.enums import Lifecycle, Support
from catalog.models import Artifact, ArtifactCapability
from comparisons.alternatives import (
    CAPABILITIES_WEIGH,
    SEARCHES_WEIGH,
    WHOLE,
    Alternative,
    Alternatives,
    Candidate,
    Shared,
    successor_first,
)
from comparisons.services.lookup import score_of
from matchgraph.database import rows
from matchgraph.models import Intent
from matchgraph.services.publishing import intents_of

MOST = 20
MOST_INTENTS = 100
HELD = (Support.YES, Support.PARTIAL)
ENDING = (Lifecycle.DEPRECATED, Lifecycle.RETIRED)
# What an artifact has in part counts half, and what the other has in part does too.
STATEMENT = """
WITH own AS (
    SELECT * FROM unnest(%(capabilities)s::bigint[], %(weights)s::bigint[])
        AS o(capability_id, weight)
),
asked AS (
    SELECT * FROM unnest(%(intents)s::bigint[], %(days)s::bigint[]) AS i(intent_id, days)
),
able AS (
    SELECT
        c.artifact_id,
        sum(least(o.weight, CASE c.support WHEN 'yes' THEN 2 ELSE 1 END)) AS shared,
        array_agg(c.capability_id) AS capabilities,
        array_agg(c.capability_id) FILTER (WHERE c.support = 'partial') AS partly
    FROM own o
    JOIN catalog_artifactcapability c ON c.capability_id = o.capability_id
    WHERE c.support IN ('yes', 'partial') AND c.artifact_id <> %(artifact)s
    GROUP BY c.artifact_id
),
answering AS (
    SELECT artifact_id, sum(days) AS days, array_agg(intent_id) AS intents
    FROM (
        SELECT DISTINCT c.artifact_id, a.intent_id, a.days
        FROM asked a
        JOIN matchgraph_intentcapability l ON l.intent_id = a.intent_id AND l.holds
        JOIN catalog_artifactcapability c ON c.capability_id = l.capability_id
        WHERE c.support IN ('yes', 'partial') AND c.artifact_id <> %(artifact)s
    ) AS each
    GROUP BY artifact_id
),
measured AS (
    SELECT
        artifact_id,
        COALESCE(%(whole)s * shared / NULLIF((SELECT sum(weight) FROM own), 0), 0)::bigint
            AS overlap,
        (%(whole)s * COALESCE(days, 0) / NULLIF((SELECT sum(days) FROM asked), 0))::bigint
            AS searches,
        COALESCE(capabilities, '{}') AS capabilities,
        COALESCE(partly, '{}') AS partly,
        COALESCE(intents, '{}') AS intents
    FROM able FULL JOIN answering USING (artifact_id)
)
SELECT m.artifact_id, m.overlap, m.searches, m.capabilities, m.partly, m.intents
FROM measured m
JOIN catalog_artifact a ON a.id = m.artifact_id AND a.state = 'published'
JOIN catalog_artifacttype t ON t.key = a.type_id AND t.group = %(group)s
LEFT JOIN ranking_score s ON s.artifact_id = a.id
WHERE a.lifecycle <> 'retired' OR a.id = %(successor)s
ORDER BY
    a.id IS NOT DISTINCT FROM %(successor)s DESC,
    CASE WHEN m.searches IS NULL THEN m.overlap
        ELSE (%(able)s * m.overlap + %(answering)s * m.searches) / (%(able)s + %(answering)s)
    END DESC,
    a.type_id = %(type)s DESC, s.total DESC NULLS LAST, a.slug
LIMIT %(most)s
"""


@dataclass(frozen=True)
class Measured:
    """A row of the statement: ids and shares."""

    artifact_id: int
    overlap: int
    searches: int | None
    capabilities: Sequence[int] = ()
    partly: Sequence[int] = ()
    intents: Sequence[int] = ()


@dataclass(frozen=True)
class Told:
    """Puts what was measured into facts about the artifact, whose order they stand in."""

    artifact: Artifact
    own: Mapping[int, ArtifactCapability]
    labels: Mapping[int, str]
    successor: int | None

    def of(self, found: Measured, other: Artifact) -> Alternative:
        shared, partly, answered = set(found.capabilities), set(found.partly), set(found.intents)
        return Alternative(
            beside=self.artifact.slug,
            artifact=_candidate(other),
            same_type=self.artifact.type_id == other.type_id,
            is_successor=other.pk == self.successor,
            overlap=found.overlap,
            searches=found.searches,
            capabilities=tuple(
                Shared(row.capability.key, row.capability.name, pk in partly)
                for pk, row in self.own.items()
                if pk in shared
            ),
            intents=tuple(label for pk, label in self.labels.items() if pk in answered),
        )


def alternatives(artifact: Artifact, *, today: date, most: int = MOST) -> Alternatives:
    """Artifacts of its type group that share a capability with it or answer what it answers.

    Four queries, whatever there is. Of searches only those count that are published.
    """
    own = _own(artifact)
    asked = intents_of(artifact, today=today, most=MOST_INTENTS)
    successor = artifact.successor_id if artifact.lifecycle in ENDING else None
    found = _measured(artifact, own, asked, successor, most)
    if successor and successor not in {one.artifact_id for one in found}:
        found = [Measured(successor, 0, 0 if asked else None), *found][:most]
    shown = _shown([one.artifact_id for one in found])
    told = Told(artifact, own, {intent.pk: intent.label for intent in asked}, successor)
    return Alternatives(
        found=successor_first(
            [told.of(one, shown[one.artifact_id]) for one in found if one.artifact_id in shown]
        ),
        capabilities=len(own),
        intents=len(asked),
    )


def _own(artifact: Artifact) -> Mapping[int, ArtifactCapability]:
    held = ArtifactCapability.objects.filter(artifact=artifact, support__in=HELD)
    return {row.capability_id: row for row in held.select_related("capability")}


def _measured(
    artifact: Artifact,
    own: Mapping[int, ArtifactCapability],
    asked: Sequence[Intent],
    successor: int | None,
    most: int,
) -> list[Measured]:
    given = {
        "artifact": artifact.pk,
        "capabilities": list(own),
        "weights": [2 if row.support == Support.YES else 1 for row in own.values()],
        "intents": [intent.pk for intent in asked],
        "days": [intent.visitor_days for intent in asked],
        "type": artifact.type_id,
        "group": artifact.type.group,
        "successor": successor,
        "whole": WHOLE,
        "able": CAPABILITIES_WEIGH,
        "answering": SEARCHES_WEIGH,
        "most": most,
    }
    return [Measured(*row) for row in rows(STATEMENT, given)]


def _shown(ids: Sequence[int]) -> dict[int, Artifact]:
    published = Artifact.objects.published().with_names().select_related("score")
    return {one.pk: one for one in published.defer("description").filter(pk__in=ids)}


def _candidate(other: Artifact) -> Candidate:
    score = score_of(other)
    return Candidate(
        slug=other.slug,
        name=other.name,
        type_key=other.type_id,
        type_name=other.type.name,
        publisher=other.publisher.name if other.publisher else "",
        summary=other.summary,
        lifecycle=other.lifecycle,
        lifecycle_label=other.get_lifecycle_display(),
        tenths=score.tenths if score else None,
        provisional=bool(score and score.provisional),
    )
