-- Artifacts to try a formula out on: the highest ranked of every type, and of all others as many as
-- there is room for, spread evenly over types and totals. Parameters: top, most.
WITH placed AS (
    SELECT
        artifact_id, type_id, total,
        is_listed AND row_number() OVER (
            PARTITION BY type_id, is_listed ORDER BY total DESC, coverage DESC, artifact_id
        ) <= %(top)s AS is_top
    FROM ranking_score
),
numbered AS (
    SELECT
        artifact_id, is_top,
        row_number() OVER (PARTITION BY is_top ORDER BY type_id, total, artifact_id) AS number,
        count(*) OVER (PARTITION BY is_top) AS others,
        GREATEST(%(most)s - count(*) FILTER (WHERE is_top) OVER (), 0) AS room
    FROM placed
)
SELECT artifact_id, is_top
FROM numbered
WHERE is_top OR number * room / others > (number - 1) * room / others
ORDER BY artifact_id
