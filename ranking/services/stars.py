"""Looks for star spikes in what sources measured, artifact by artifact."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from ranking.checks.findings import FULL, Finding
from ranking.checks.stars import NEEDED_DAYS, Judgement, Reading, judge
from ranking.services.database import rows
from ranking.services.results import store_findings

CODE = "star_spike"
# Spikes of the latest 30 days, each with the 28 days before it and the two windows' own lengths.
LOOKED_AT = timedelta(days=30 + 28 + 2 * 4)
TOO_FEW = f"Too few readings: 48-hour growth is known of fewer than {NEEDED_DAYS} days before"

# An editor's word stands, and a spike that was found stays found.
NEWLY_READ = """
SELECT a.id, newest.observed_at
FROM catalog_artifact a
CROSS JOIN LATERAL (
    SELECT max(observed_at) AS observed_at FROM catalog_observation o
    WHERE o.artifact_id = a.id AND o.metric = 'repository_stars' AND o.state = 'observed'
) AS newest
LEFT JOIN ranking_qualityresult r ON r.artifact_id = a.id AND r.criterion_id = %(code)s
WHERE a.id > %(after)s AND newest.observed_at IS NOT NULL
    AND (r.id IS NULL OR (
        r.origin = 'check' AND r.permille IS DISTINCT FROM %(found)s
        AND r.checked_at < newest.observed_at
    ))
ORDER BY a.id
LIMIT %(most)s
"""
READINGS = """
SELECT o.artifact_id, o.subject, o.source_id, o.observed_at, o.value
FROM catalog_observation o
JOIN unnest(%s::bigint[], %s::timestamptz[]) AS wanted(artifact_id, since)
    ON wanted.artifact_id = o.artifact_id AND o.observed_at > wanted.since
WHERE o.metric = 'repository_stars' AND o.state = 'observed'
"""

Series = tuple[str, int]


@transaction.atomic
def judge_new_stars(*, after: int = 0, most: int = 500) -> int | None:
    """Judge the next artifacts, by id, whose stars were read since they were judged.

    Returns the last one's id, for the next call to go on after, or None once there are no more.
    """
    found = rows(NEWLY_READ, {"after": after, "code": CODE, "found": FULL, "most": most})
    store_findings(_findings(found))
    return found[-1][0] if len(found) == most else None


@transaction.atomic
def judge_stars_of(*, artifact_ids: Collection[int]) -> None:
    """Judge these artifacts from what was read of their stars, whatever was found before."""
    newest = rows(
        "SELECT artifact_id, max(observed_at) FROM catalog_observation"
        " WHERE metric = 'repository_stars' AND state = 'observed' AND artifact_id = ANY(%s)"
        " GROUP BY artifact_id",
        [list(artifact_ids)],
    )
    store_findings(_findings(newest))


def _findings(newest: Sequence[tuple[int, datetime]]) -> dict[tuple[int, str], Finding | None]:
    read = _readings(newest)
    return {(artifact, CODE): _finding(read[artifact], at) for artifact, at in newest}


def _readings(
    newest: Iterable[tuple[int, datetime]],
) -> dict[int, dict[Series, list[Reading]]]:
    """By artifact, and by what was counted and who counted it: counts of two sources may differ."""
    since = {artifact: at - LOOKED_AT for artifact, at in newest}
    read: dict[int, dict[Series, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for artifact, subject, source, at, count in rows(READINGS, [list(since), list(since.values())]):
        read[artifact][subject, source].append(Reading(at, count))
    return read


def _finding(series: dict[Series, list[Reading]], at: datetime) -> Finding:
    judged = [
        (found, subject)
        for (subject, _), readings in sorted(series.items())
        if (found := judge(readings))
    ]
    if not judged:
        return Finding(None, TOO_FEW, at)
    strongest, subject = max(judged, key=lambda one: _strength(one[0]))
    words = f"{subject}, {strongest.words}" if subject else strongest.words
    return Finding(FULL if strongest.is_spike else 0, words, at)


def _strength(found: Judgement) -> tuple[bool, int]:
    return found.is_spike, found.growth.stars
