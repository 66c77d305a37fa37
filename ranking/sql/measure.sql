-- What was measured of each artifact, one row per artifact and metric.
-- Parameters: ids, the artifacts asked for; as_of and the Monday of its week.
latest AS (
    SELECT DISTINCT ON (o.artifact_id, o.metric, o.subject)
        o.artifact_id,
        o.metric,
        o.value,
        o.source_id,
        o.state = 'observed' AS is_sound,
        (o.observed_at AT TIME ZONE 'UTC')::date AS observed_on
    FROM catalog_observation o
    WHERE o.artifact_id = ANY(%(ids)s::bigint[])
        AND o.metric NOT IN (/* derived */)
        AND o.observed_at < ((%(as_of)s::date + 1)::timestamp AT TIME ZONE 'UTC')
    ORDER BY o.artifact_id, o.metric, o.subject, o.observed_at DESC, o.id DESC
),
related AS (
    -- Relations that speak for an artifact, of other publishers' published artifacts.
    SELECT
        r.artifact_id,
        r.kind,
        r.status = 'confirmed' AS is_confirmed,
        CASE r.kind /* strengths */ END AS strength,
        r.source_id,
        r.read_on,
        giver.id AS giver_id,
        giver.publisher_id,
        giver.type_id
    FROM (
        SELECT to_artifact_id AS artifact_id, from_artifact_id AS giver_id, kind, status, source_id, read_on
        FROM catalog_relation
        WHERE to_artifact_id = ANY(%(ids)s::bigint[]) AND kind IN (/* for target */)
        UNION ALL
        SELECT from_artifact_id, to_artifact_id, kind, status, source_id, read_on
        FROM catalog_relation
        WHERE from_artifact_id = ANY(%(ids)s::bigint[]) AND kind IN (/* for origin */)
    ) AS r
    JOIN catalog_artifact giver ON giver.id = r.giver_id AND giver.state = 'published'
    JOIN catalog_artifact a ON a.id = r.artifact_id
    WHERE giver.publisher_id IS DISTINCT FROM a.publisher_id
),
owner AS (
    SELECT
        artifact_id,
        max(strength) AS strength,
        bool_or(is_confirmed) AS is_confirmed,
        min(read_on) AS read_on,
        max(source_id) AS source_id
    FROM related
    GROUP BY artifact_id, publisher_id
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
    SELECT r.to_artifact_id, 'data_uses', count(DISTINCT r.from_artifact_id), min(r.read_on), max(r.source_id)
    FROM catalog_relation r
    JOIN catalog_artifact user_of_it ON user_of_it.id = r.from_artifact_id AND user_of_it.state = 'published'
    WHERE r.to_artifact_id = ANY(%(ids)s::bigint[])
        AND r.kind IN ('trained_on', 'evaluated_on')
    GROUP BY r.to_artifact_id
    UNION ALL
    SELECT artifact_id, 'owners_in', sum(strength), min(read_on), max(source_id)
    FROM owner
    GROUP BY artifact_id
    UNION ALL
    SELECT artifact_id, 'confirmed_links', count(*) FILTER (WHERE is_confirmed), min(read_on), max(source_id)
    FROM owner
    GROUP BY artifact_id
    UNION ALL
    SELECT artifact_id, 'types_in', count(DISTINCT type_id), min(read_on), max(source_id)
    FROM related
    GROUP BY artifact_id
    UNION ALL
    SELECT artifact_id, 'curated_lists', count(DISTINCT giver_id), min(read_on), max(source_id)
    FROM related
    WHERE kind = /* list */
    GROUP BY artifact_id
    UNION ALL
    SELECT
        artifact_id,
        'demand',
        div(sum(visitor_days * /* kept */), 1000000)::bigint,
        LEAST(max(week) + 6, %(as_of)s::date),
        NULL
    FROM matchgraph_demandweek
    WHERE artifact_id = ANY(%(ids)s::bigint[]) AND week BETWEEN %(monday)s::date - 728 AND %(monday)s::date
    GROUP BY artifact_id
    HAVING sum(visitor_days * /* kept */) >= 5000000
)
