-- How the scores of the epoch being prepared differ from the live ones, where either is listed.
SELECT
    count(*),
    count(*) FILTER (WHERE n.tenths <> s.tenths),
    count(*) FILTER (WHERE n.headline <> s.headline),
    COALESCE(percentile_disc(0.5) WITHIN GROUP (ORDER BY abs(n.total - s.total)), 0),
    COALESCE(percentile_disc(0.9) WITHIN GROUP (ORDER BY abs(n.total - s.total)), 0),
    COALESCE(percentile_disc(0.99) WITHIN GROUP (ORDER BY abs(n.total - s.total)), 0),
    COALESCE(max(abs(n.total - s.total)), 0),
    count(*) FILTER (WHERE s.is_listed AND NOT n.is_listed),
    count(*) FILTER (WHERE n.is_listed AND NOT s.is_listed)
FROM ranking_score s
JOIN ranking_shadowscore n ON n.artifact_id = s.artifact_id
WHERE s.is_listed OR n.is_listed
