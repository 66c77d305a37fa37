-- What curves and means are fitted to: published artifacts that are no forks of others.
reference AS MATERIALIZED (
    SELECT a.id, a.type_id, t."group" AS group_key
    FROM catalog_artifact a
    JOIN catalog_artifacttype t ON t.key = a.type_id
    WHERE a.state = 'published' AND NOT EXISTS (
        SELECT 1 FROM catalog_relation f WHERE f.from_artifact_id = a.id AND f.kind = 'fork_of'
    )
)
