-- What the catalog says of each artifact, one row per artifact and question.
-- Parameters: ids, as_of, epoch.
figures AS (
    SELECT
        artifact_id,
        max(value) FILTER (WHERE metric = 'hub_likes') AS hub_likes,
        /* slots */
    FROM (
        -- A figure's place among those that are read of the artifact's type.
        SELECT m.*, COALESCE(
            array_position(t.metrics, m.metric),
            3 + array_position(ARRAY[/* shared */]::varchar[], m.metric)
        ) AS place
        FROM measured m
        JOIN catalog_artifact a ON a.id = m.artifact_id AND a.id = ANY(%(ids)s::bigint[])
        JOIN ranking_typeterms t ON t.epoch_id = %(epoch)s AND t.type_key = a.type_id
        OFFSET 0
    ) AS placed
    GROUP BY artifact_id
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
