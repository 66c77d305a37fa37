-- What the catalog says of each artifact, one row per artifact and question.
-- Parameters: ids, the artifacts asked for.
latest AS (
    SELECT DISTINCT ON (o.artifact_id, o.metric, o.subject)
        o.artifact_id,
        o.metric,
        o.value,
        o.source_id,
        o.state = 'observed' AS is_sound,
        (o.observed_at AT TIME ZONE 'UTC')::date AS observed_on
    FROM catalog_observation o
    WHERE o.artifact_id = ANY(%(ids)s::bigint[]) AND o.metric NOT IN ('providers', 'data_uses')
    ORDER BY o.artifact_id, o.metric, o.subject, o.observed_at DESC, o.id DESC
),
measured AS (
    SELECT
        artifact_id,
        metric,
        (sum(value) FILTER (WHERE is_sound))::bigint AS value,
        min(observed_on) FILTER (WHERE is_sound) AS observed_on,
        max(source_id) FILTER (WHERE is_sound) AS source_id
    FROM latest
    GROUP BY artifact_id, metric
    UNION ALL
    SELECT o.artifact_id, 'providers', count(DISTINCT o.provider_id), max(o.seen_on), max(o.source_id)
    FROM catalog_offering o
    JOIN catalog_artifact a ON a.id = o.artifact_id AND a.id = ANY(%(ids)s::bigint[])
    WHERE o.artifact_id = ANY(%(ids)s::bigint[])
        AND o.status = 'active'
        AND o.provider_id IS DISTINCT FROM a.publisher_id
    GROUP BY o.artifact_id
    UNION ALL
    SELECT r.to_artifact_id, 'data_uses', count(DISTINCT r.from_artifact_id), NULL, max(r.source_id)
    FROM catalog_relation r
    WHERE r.to_artifact_id = ANY(%(ids)s::bigint[])
        AND r.kind IN ('trained_on', 'evaluated_on')
    GROUP BY r.to_artifact_id
),
adoption AS (
    SELECT
        m.artifact_id,
        max(m.value) FILTER (WHERE m.metric = 'hub_likes') AS hub_likes,
        /* slots */
    FROM measured m
    JOIN catalog_artifact a ON a.id = m.artifact_id AND a.id = ANY(%(ids)s::bigint[])
    JOIN ranking_typeterms t ON t.epoch_id = %(epoch)s AND t.type_key = a.type_id
    GROUP BY m.artifact_id
),
inapplicable AS (
    SELECT artifact_id, array_agg(metric::text) AS metrics
    FROM catalog_notapplicable
    WHERE artifact_id = ANY(%(ids)s::bigint[])
    GROUP BY artifact_id
),
capability AS (
    SELECT
        c.artifact_id,
        count(*) AS total,
        count(*) FILTER (WHERE char_length(c.description) >= 100) AS deep,
        count(*) FILTER (WHERE cardinality(c.limitations) > 0 OR cardinality(c.requires) > 0) AS limited,
        max((cardinality(c.input_types) > 0)::int) + max((cardinality(c.output_types) > 0)::int)
            + max((cardinality(c.limitations) > 0)::int) AS specifics,
        count(*) FILTER (WHERE c.versus_alternatives <> '') AS compared,
        count(*) FILTER (WHERE c.versus_alternatives <> '' AND EXISTS (
            SELECT 1 FROM catalog_citation s
            WHERE s.artifact_capability_id = c.id AND s.stance = 'supports'
        )) AS sourced
    FROM catalog_artifactcapability c
    WHERE c.artifact_id = ANY(%(ids)s::bigint[]) AND c.support <> 'no'
    GROUP BY c.artifact_id
),
link AS (
    SELECT artifact_id, array_agg(kind::text) AS kinds
    FROM catalog_artifactlink
    WHERE artifact_id = ANY(%(ids)s::bigint[])
    GROUP BY artifact_id
),
alias AS (
    SELECT DISTINCT artifact_id
    FROM catalog_artifactalias
    WHERE artifact_id = ANY(%(ids)s::bigint[])
        AND kind IN ('huggingface_model', 'huggingface_dataset', 'repository', 'package')
),
price AS (
    -- A price holds unread for as long as its offering is still seen.
    SELECT
        o.artifact_id,
        max(GREATEST((p.seen_at AT TIME ZONE 'UTC')::date, o.seen_on)) AS seen_on
    FROM catalog_price p
    JOIN catalog_offering o ON o.id = p.offering_id
    WHERE o.artifact_id = ANY(%(ids)s::bigint[]) AND p.valid_to IS NULL
    GROUP BY o.artifact_id
),
release AS (
    SELECT DISTINCT ON (artifact_id) artifact_id, released_on, source_id
    FROM catalog_release
    WHERE artifact_id = ANY(%(ids)s::bigint[])
    ORDER BY artifact_id, released_on DESC, id DESC
),
result AS (
    SELECT
        artifact_id,
        array_agg(criterion_id::text) FILTER (WHERE state = 'na') AS na,
        /* results */
    FROM ranking_qualityresult
    WHERE artifact_id = ANY(%(ids)s::bigint[])
    GROUP BY artifact_id
)
