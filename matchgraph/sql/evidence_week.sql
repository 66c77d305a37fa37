-- What of a week's days is not held back. Parameters: monday.
SELECT
    d.artifact_id,
    d.capability_id,
    sum(d.units) AS visitor_days,
    sum(d.examinations) AS examinations,
    sum(d.outcomes) AS outcomes
FROM matchgraph_evidenceday d
WHERE
    d.day BETWEEN %(monday)s::date AND %(monday)s::date + 6
    AND NOT EXISTS (
        SELECT FROM matchgraph_heldday h
        WHERE h.artifact_id = d.artifact_id AND h.day = d.day AND h.state <> 'released'
    )
GROUP BY d.artifact_id, d.capability_id
