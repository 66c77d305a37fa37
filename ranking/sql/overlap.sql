-- Of the highest ranked of each type, how many the epoch being prepared keeps. Parameters: top.
WITH placed AS (
    SELECT
        s.artifact_id,
        s.type_id,
        s.is_listed AS was_listed,
        COALESCE(n.is_listed, FALSE) AS is_listed,
        row_number() OVER (
            PARTITION BY s.type_id, s.is_listed ORDER BY s.total DESC, s.coverage DESC, s.artifact_id
        ) AS before,
        row_number() OVER (
            PARTITION BY n.type_id, n.is_listed ORDER BY n.total DESC, n.coverage DESC, n.artifact_id
        ) AS after
    FROM ranking_score s
    JOIN ranking_shadowscore n ON n.artifact_id = s.artifact_id
)
SELECT
    type_id,
    count(*) FILTER (WHERE is_listed AND after <= %(top)s) AS kept,
    count(*) AS top
FROM placed
WHERE was_listed AND before <= %(top)s
GROUP BY type_id
