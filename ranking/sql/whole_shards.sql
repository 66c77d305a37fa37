SELECT id FROM catalog_artifact WHERE mod(id, %(count)s) = ANY(%(shards)s)
UNION
SELECT artifact_id FROM ranking_score WHERE mod(artifact_id, %(count)s) = ANY(%(shards)s)
