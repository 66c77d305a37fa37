-- Places among listed peers: counted now, or as of last night where that would take too long.
-- Parameters: ids, and the number of peers from which on they are not counted.
SELECT
    s.artifact_id,
    counted.peers,
    CASE WHEN t.listed > %(many)s THEN n.place ELSE 1 + (
        SELECT count(*) FROM ranking_score p
        WHERE p.is_listed AND p.type_id = s.type_id AND p.total > s.total
    ) END,
    CASE WHEN t.listed > %(many)s THEN n.best ELSE 1 + (
        SELECT count(*) FROM ranking_score p
        WHERE p.is_listed AND p.type_id = s.type_id AND p.lo > s.hi
    ) END,
    CASE WHEN t.listed > %(many)s THEN n.worst ELSE (
        SELECT count(*) FROM ranking_score p
        WHERE p.is_listed AND p.type_id = s.type_id AND p.hi >= s.lo
    ) END,
    CASE WHEN t.listed > %(many)s THEN n.as_of END
FROM ranking_score s
LEFT JOIN ranking_listedcount t ON t.type_key = s.type_id
LEFT JOIN ranking_nightlyplace n ON n.artifact_id = s.artifact_id AND n.type_key = s.type_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN t.listed > %(many)s THEN n.peers ELSE (
        SELECT count(*) FROM ranking_score p WHERE p.is_listed AND p.type_id = s.type_id
    ) END AS peers
) AS counted
WHERE s.is_listed AND s.artifact_id = ANY(%(ids)s::bigint[]) AND counted.peers IS NOT NULL
