-- The largest moves, with weights and values of both sides. Parameters: most.
SELECT
    a.slug, a.name, s.tenths, n.tenths, s.weights, s."values", n.weights, n."values"
FROM ranking_score s
JOIN ranking_shadowscore n ON n.artifact_id = s.artifact_id
JOIN catalog_artifact a ON a.id = s.artifact_id
WHERE (s.is_listed OR n.is_listed) AND n.tenths <> s.tenths
ORDER BY abs(n.total - s.total) DESC, a.slug
LIMIT %(most)s
