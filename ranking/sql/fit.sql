-- Quantiles of every figure above 0, by type and by type group. Parameters: shares.
SELECT
    CASE WHEN GROUPING(r.type_id) = 0 THEN 'type' ELSE 'group' END AS of_what,
    COALESCE(r.type_id, r.group_key) AS key,
    m.metric,
    count(*) AS n,
    percentile_cont(%(shares)s::float8[]) WITHIN GROUP (ORDER BY m.value) AS quantiles
FROM measured m
JOIN reference r ON r.id = m.artifact_id
WHERE m.value > 0
GROUP BY GROUPING SETS ((r.type_id, m.metric), (r.group_key, m.metric))
