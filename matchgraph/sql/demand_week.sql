-- The demand of a week's days; that of a day whose evidence is held back waits with it.
-- Parameters: monday.
SELECT d.artifact_id, sum(d.visitors) AS visitor_days
FROM matchgraph_demandday d
WHERE
    d.day BETWEEN %(monday)s::date AND %(monday)s::date + 6
    AND NOT EXISTS (
        SELECT FROM matchgraph_heldday h
        WHERE h.artifact_id = d.artifact_id AND h.day = d.day AND h.state <> 'released'
    )
GROUP BY d.artifact_id
