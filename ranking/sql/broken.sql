-- Scores of the epoch being prepared that are out of bounds or do not add up.
SELECT count(*)
FROM ranking_shadowscore n
CROSS JOIN LATERAL (
    SELECT
        sum(part.weight) AS weight,
        sum(part.weight::bigint * COALESCE(part.value, 0)) AS base,
        sum(part.shown) AS shown,
        bool_and(COALESCE(part.value BETWEEN 0 AND 1000000, TRUE)) AS within
    FROM unnest(n.weights, n."values", n.shown) AS part(weight, value, shown)
) AS added
WHERE NOT added.within
    OR n.lo NOT BETWEEN 0 AND n.total
    OR n.total NOT BETWEEN 0 AND n.hi
    OR n.hi > 10000000000
    OR n.coverage NOT BETWEEN 0 AND 1000000
    OR added.weight NOT IN (0, 10000)
    OR added.base + n.adjustment <> n.total
    OR added.shown <> div(added.base + 5000000, 10000000)
    OR n.tenths <> (n.total + 5000000) / 10000000
