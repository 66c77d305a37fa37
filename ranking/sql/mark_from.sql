INSERT INTO ranking_dirty (artifact_id, reason)
SELECT id, 'generated' FROM catalog_artifact WHERE id >= %s
