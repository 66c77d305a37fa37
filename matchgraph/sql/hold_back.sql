-- Artifacts with more units on the day than 5 times the median of the 28 days before and 20 more.
-- What an editor decided stands, unless there is more by now than was decided on.
-- Parameters: day, days, factor, allowance.
WITH today AS (
    SELECT artifact_id, sum(units) AS units
    FROM matchgraph_evidenceday
    WHERE day = %(day)s
    GROUP BY artifact_id
    HAVING sum(units) > %(allowance)s
),
earlier AS (
    SELECT e.artifact_id, e.day, sum(e.units) AS units
    FROM matchgraph_evidenceday e
    JOIN today t ON t.artifact_id = e.artifact_id
    WHERE
        e.day BETWEEN %(day)s::date - %(days)s AND %(day)s::date - 1
        AND NOT EXISTS (
            SELECT FROM matchgraph_heldday h
            WHERE h.artifact_id = e.artifact_id AND h.day = e.day AND h.state = 'rejected'
        )
    GROUP BY e.artifact_id, e.day
),
usual AS (
    SELECT
        t.artifact_id,
        t.units,
        array_agg(COALESCE(e.units, 0)::integer ORDER BY COALESCE(e.units, 0)) AS sorted
    FROM today t
    CROSS JOIN generate_series(1, %(days)s) AS back(days)
    LEFT JOIN earlier e ON e.artifact_id = t.artifact_id AND e.day = %(day)s::date - back.days
    GROUP BY t.artifact_id, t.units
),
judged AS (
    SELECT artifact_id, units, sorted[%(days)s / 2] + sorted[%(days)s / 2 + 1] AS usual_twice
    FROM usual
),
spikes AS (
    SELECT artifact_id, units, usual_twice, %(factor)s * usual_twice / 2 + %(allowance)s AS allowed
    FROM judged
    WHERE units > %(factor)s * usual_twice / 2 + %(allowance)s
),
over AS (
    DELETE FROM matchgraph_heldday h
    WHERE h.day = %(day)s AND h.state = 'held' AND NOT EXISTS (
        SELECT FROM spikes s WHERE s.artifact_id = h.artifact_id
    )
)
INSERT INTO matchgraph_heldday AS h
    (artifact_id, day, units, usual_twice, allowed, state, reason)
SELECT artifact_id, %(day)s, units, usual_twice, allowed, 'held', '' FROM spikes
ON CONFLICT (artifact_id, day) DO UPDATE SET
    units = EXCLUDED.units,
    usual_twice = EXCLUDED.usual_twice,
    allowed = EXCLUDED.allowed,
    state = 'held',
    reason = '',
    decided_by_id = NULL,
    decided_at = NULL
WHERE
    CASE
        WHEN h.state = 'held' THEN
            (h.units, h.usual_twice, h.allowed)
            IS DISTINCT FROM (EXCLUDED.units, EXCLUDED.usual_twice, EXCLUDED.allowed)
        ELSE EXCLUDED.units > h.units
    END
