-- What searches showed of each artifact by capability, and what is usual there.
-- Parameters: those of `evidence`, epoch.
WITH /* evidence */
SELECT
    e.artifact_id,
    c.key,
    c.name,
    COALESCE(p.mean, t.match_mean),
    e.outcomes,
    e.examinations,
    e.visitors
FROM evidence e
JOIN catalog_capability c ON c.id = e.capability_id
JOIN catalog_artifact a ON a.id = e.artifact_id
JOIN ranking_typeterms t ON t.epoch_id = %(epoch)s AND t.type_key = a.type_id
LEFT JOIN ranking_matchmean p
    ON p.epoch_id = %(epoch)s AND p.type_key = a.type_id AND p.capability_id = e.capability_id
