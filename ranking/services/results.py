"""Writes what automatic checks found, beside what editors say and never over it."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from ranking.checks.findings import Finding
from ranking.models import ResultState
from ranking.services.database import execute

Findings = Mapping[tuple[int, str], Finding | None]

# An editor's word is no conflict to solve. The moment moves on once a day at most, or each check of
# a link would have a score computed anew.
DIFFERS = """
kept.origin = 'check' AND (
    kept.state, kept.permille, kept.evidence, (kept.checked_at AT TIME ZONE 'UTC')::date
) IS DISTINCT FROM (
    {new}.state, {new}.permille, {new}.evidence, ({new}.checked_at AT TIME ZONE 'UTC')::date
)
"""
STORE = f"""
INSERT INTO ranking_qualityresult AS kept
    (artifact_id, criterion_id, state, permille, evidence, checked_at, origin)
SELECT f.artifact_id, f.code, f.state, f.permille, f.evidence, f.checked_at, 'check'
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::int[], %s::text[], %s::timestamptz[])
    AS f(artifact_id, code, state, permille, evidence, checked_at)
JOIN ranking_qualitycriterion c ON c.code = f.code
LEFT JOIN ranking_qualityresult kept
    ON kept.artifact_id = f.artifact_id AND kept.criterion_id = f.code
WHERE kept.id IS NULL OR ({DIFFERS.format(new="f")})
ORDER BY f.artifact_id, f.code
ON CONFLICT (artifact_id, criterion_id) DO UPDATE SET
    state = excluded.state,
    permille = excluded.permille,
    evidence = excluded.evidence,
    checked_at = CASE
        WHEN (kept.state, kept.permille, (kept.checked_at AT TIME ZONE 'UTC')::date)
            IS DISTINCT FROM
            (excluded.state, excluded.permille, (excluded.checked_at AT TIME ZONE 'UTC')::date)
        THEN excluded.checked_at
        ELSE kept.checked_at
    END
WHERE {DIFFERS.format(new="excluded")}
"""  # noqa: S608
FORGET = """
DELETE FROM ranking_qualityresult r
USING unnest(%s::bigint[], %s::text[]) AS f(artifact_id, code)
WHERE r.artifact_id = f.artifact_id AND r.criterion_id = f.code AND r.origin = 'check'
"""


@transaction.atomic
def store_findings(findings: Findings) -> None:
    """Bring automatic results to these findings; None takes one away. The same write nothing."""
    found = {key: finding for key, finding in findings.items() if finding}
    _forget(key for key in findings if key not in found)
    if not found:
        return
    rows = [
        (artifact, code, _state(finding), finding.permille, finding.evidence, finding.checked_at)
        for (artifact, code), finding in found.items()
    ]
    execute(STORE, [list(column) for column in zip(*rows, strict=True)])


def _forget(keys: Iterable[tuple[int, str]]) -> None:
    gone = list(keys)
    if gone:
        execute(FORGET, [[artifact for artifact, _ in gone], [code for _, code in gone]])


def _state(finding: Finding) -> str:
    known = finding.permille is not None
    return (ResultState.OBSERVED if known else ResultState.UNKNOWN).value
