-- What the catalog says of each artifact, one row per artifact and question.
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
    HAVING sum(visitor_days * /* kept */) >= 1000000
),
figures AS (
    SELECT
        m.artifact_id,
        max(m.value) FILTER (WHERE m.metric = 'hub_likes') AS hub_likes,
        /* slots */
    FROM measured m
    JOIN catalog_artifact a ON a.id = m.artifact_id AND a.id = ANY(%(ids)s::bigint[])
    JOIN ranking_typeterms t ON t.epoch_id = %(epoch)s AND t.type_key = a.type_id
    GROUP BY m.artifact_id
),
evidence AS (
    SELECT
        artifact_id,
        capability_id,
        max(week) AS week,
        sum(visitor_days) AS visitors,
        div(sum(visitor_days * /* kept */), 1000)::bigint AS share,
        div(sum(outcomes * /* kept */), 1000000)::bigint AS outcomes,
        div(sum(examinations * /* kept */), 1000000)::bigint AS examinations
    FROM matchgraph_evidenceweek
    WHERE artifact_id = ANY(%(ids)s::bigint[]) AND week BETWEEN %(monday)s::date - 728 AND %(monday)s::date
    GROUP BY artifact_id, capability_id
),
expected AS (
    -- matchgraph.evidence.posterior, for every capability.
    SELECT
        *,
        floor(sqrt((g * (1000000 - g) * 1000 / (examinations + 21000))::float8))::bigint AS g_sd
    FROM (
        SELECT
            e.*,
            COALESCE(p.mean, t.match_mean)::bigint AS mean,
            LEAST(
                1000000,
                (e.outcomes * 1000000 + COALESCE(p.mean, t.match_mean) * 20000::bigint)
                    / (e.examinations + 20000)
            ) AS g
        FROM evidence e
        JOIN catalog_artifact a ON a.id = e.artifact_id
        JOIN ranking_typeterms t ON t.epoch_id = %(epoch)s AND t.type_key = a.type_id
        LEFT JOIN ranking_matchmean p
            ON p.epoch_id = %(epoch)s AND p.type_key = a.type_id AND p.capability_id = e.capability_id
        OFFSET 0
    ) AS judged
    OFFSET 0
),
satisfied AS (
    SELECT
        artifact_id,
        LEAST(max(week) + 6, %(as_of)s::date) AS observed_on,
        div(sum(share * LEAST(1000000, g * 1000000 / (2 * mean))), sum(share))::bigint AS satisfaction,
        div(sum(share * LEAST(250000, g_sd * 1000000 / (2 * mean))), sum(share))::bigint AS sd
    FROM expected
    GROUP BY artifact_id
    HAVING sum(visitors) >= 5
),
adjusted AS (
    SELECT
        artifact_id,
        sum(tenths) * 10000000 AS points,
        jsonb_agg(
            jsonb_build_object('tenths', tenths, 'reason', reason, 'until', ends_on - 1) ORDER BY id
        ) AS told
    FROM ranking_adjustment
    WHERE artifact_id = ANY(%(ids)s::bigint[])
        AND starts_on <= %(as_of)s::date AND ends_on > %(as_of)s::date
    GROUP BY artifact_id
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
