SELECT
    s.artifact_id,
    1 + (
        SELECT count(*) FROM ranking_score p
        WHERE p.is_listed AND p.type_id = s.type_id AND p.lo > s.hi
    ) AS best,
    (
        SELECT count(*) FROM ranking_score p
        WHERE p.is_listed AND p.type_id = s.type_id AND p.hi >= s.lo
    ) AS worst,
    (
        SELECT count(*) FROM ranking_score p
        WHERE p.is_listed AND p.type_id = s.type_id
    ) AS peers
FROM ranking_score s
WHERE s.is_listed AND s.artifact_id = ANY(%s)
