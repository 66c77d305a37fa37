-- By type: how many artifacts there are, and how many have evidence from enough visitors.
SELECT
    r.type_id,
    count(*) AS artifacts,
    count(*) FILTER (WHERE seen.visitors >= %(visitors)s) AS with_evidence
FROM reference r
LEFT JOIN (
    SELECT artifact_id, sum(visitors) AS visitors FROM evidence GROUP BY artifact_id
) AS seen ON seen.artifact_id = r.id
GROUP BY r.type_id
