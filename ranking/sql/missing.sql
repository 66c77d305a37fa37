-- Live scores without one of the epoch being prepared. Parameters: epoch.
SELECT count(*)
FROM ranking_score s
WHERE NOT EXISTS (
    SELECT 1 FROM ranking_shadowscore n
    WHERE n.artifact_id = s.artifact_id AND n.epoch_id = %(epoch)s
)
