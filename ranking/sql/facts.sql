-- Parameters: ids, as_of, epoch.
curves AS (
    SELECT type_key AS curves_of, /* curves */
    FROM ranking_typecurves
    WHERE epoch_id = %(epoch)s
),
facts AS (
    SELECT
        a.id AS artifact_id,
        a.type_id,
        a.state = 'published' AS is_published,
        t.metrics,
        t.weights AS weight_sets,
        t.decay,
        t.adoption_quantiles AS a_quantiles,
        t.ecosystem_quantiles AS e_quantiles,
        t.freshness_quantiles AS f_quantiles,
        t.match_quantiles AS m_quantiles,
        t.quality_quantiles AS q_quantiles,
        t.match_sleeps,
        /* weights */,
        v.*,
        /* figures */,
        m.held1, m.held2, m.held3,
        y.satisfaction,
        y.sd AS satisfaction_sd,
        y.observed_on AS satisfaction_on,
        COALESCE(j.points, 0)::bigint AS adjustment_points,
        j.told AS adjustments,
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
    JOIN curves v ON v.curves_of = a.type_id
    LEFT JOIN figures m ON m.artifact_id = a.id
    LEFT JOIN satisfied y ON y.artifact_id = a.id
    LEFT JOIN adjusted j ON j.artifact_id = a.id
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
