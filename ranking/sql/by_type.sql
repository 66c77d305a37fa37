-- Of every type, how many listed ranks the epoch being prepared moves, and who is among the first
-- on either side, with the places there. Parameters: first.
WITH placed AS (
    SELECT
        s.type_id, a.slug, a.name, s.tenths AS before, n.tenths AS after,
        CASE WHEN s.is_listed THEN row_number() OVER (
            PARTITION BY s.type_id, s.is_listed ORDER BY s.total DESC, s.coverage DESC, a.slug
        ) END AS place_before,
        CASE WHEN n.is_listed THEN row_number() OVER (
            PARTITION BY s.type_id, n.is_listed ORDER BY n.total DESC, n.coverage DESC, a.slug
        ) END AS place_after,
        count(*) OVER types AS scores,
        count(*) FILTER (WHERE n.tenths <> s.tenths) OVER types AS moved
    FROM ranking_score s
    JOIN ranking_shadowscore n ON n.artifact_id = s.artifact_id
    JOIN catalog_artifact a ON a.id = s.artifact_id
    WHERE s.is_listed OR n.is_listed
    WINDOW types AS (PARTITION BY s.type_id)
)
SELECT type_id, scores, moved, slug, name, before, after, place_before, place_after
FROM placed
WHERE place_before <= %(first)s OR place_after <= %(first)s
ORDER BY type_id, slug
