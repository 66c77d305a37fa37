-- Parameters: ids, as_of, epoch.
facts AS (
    SELECT
        a.id AS artifact_id,
        a.type_id,
        a.state = 'published' AS is_published,
        t.metrics,
        t.weights AS weight_sets,
        t.decay,
        t.adoption_quantiles AS a_quantiles,
        t.quality_quantiles AS q_quantiles,
        t.freshness_quantiles AS f_quantiles,
        /* weights */,
        t.xs1, t.ss1, t.xs2, t.ss2, t.xs3, t.ss3,
        m.raw1, m.on1, m.source1, m.raw2, m.on2, m.source2, m.raw3, m.on3, m.source3,
        m.held1, m.held2, m.held3,
        COALESCE(m.hub_likes, 0) AS hub_likes,
        i.metrics AS na_metrics,
        char_length(a.description) AS description_length,
        a.publisher_id IS NOT NULL AS has_publisher,
        a.licence_spdx <> '' AS has_spdx,
        a.licence_name <> '' AND a.licence_url <> '' AS has_named_licence,
        (a.pricing_model IN ('free', 'open_source') AND a.source_id IS NOT NULL)
            OR COALESCE(p.seen_on >= %(as_of)s::date - 90, FALSE) AS price_known,
        COALESCE(l.kinds, '{}') AS links,
        s.artifact_id IS NOT NULL AS has_outside_id,
        COALESCE(c.total, 0) AS capabilities,
        COALESCE(c.deep, 0) AS deep_capabilities,
        COALESCE(c.limited, 0) AS limited_capabilities,
        COALESCE(c.specifics, 0) AS specifics,
        COALESCE(c.compared, 0) AS comparisons,
        COALESCE(c.sourced, 0) AS sourced_comparisons,
        q.na AS na_criteria,
        /* results */,
        GREATEST(a.released_on, r.released_on) AS released_on,
        CASE
            WHEN r.released_on >= COALESCE(a.released_on, r.released_on) THEN r.source_id
            WHEN a.released_on IS NOT NULL THEN a.source_id
        END AS release_source
    FROM catalog_artifact a
    JOIN ranking_typeterms t ON t.epoch_id = %(epoch)s AND t.type_key = a.type_id
    LEFT JOIN adoption m ON m.artifact_id = a.id
    LEFT JOIN inapplicable i ON i.artifact_id = a.id
    LEFT JOIN link l ON l.artifact_id = a.id
    LEFT JOIN alias s ON s.artifact_id = a.id
    LEFT JOIN capability c ON c.artifact_id = a.id
    LEFT JOIN price p ON p.artifact_id = a.id
    LEFT JOIN release r ON r.artifact_id = a.id
    LEFT JOIN result q ON q.artifact_id = a.id
    WHERE a.id = ANY(%(ids)s::bigint[])
    OFFSET 0
)
