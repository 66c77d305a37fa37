-- Writes what differs from what is stored, and nothing else.
-- Parameters: ids, epoch, formula.
compared AS (
    SELECT
        c.*,
        s.artifact_id IS NULL AS is_new,
        s.total AS old_total,
        s.tenths AS old_tenths,
        s.epoch_id AS old_epoch,
        s.formula_id AS old_formula,
        (
            s.type_id, s.total, s.tenths, s.headline, s.sd, s.lo, s.hi, s.coverage,
            s.provisional, s.is_listed, s.weights, s.values, s.coverages, s.shown,
            s.formula_id, s.epoch_id, s.as_of
        ) IS DISTINCT FROM (
            c.type_id, c.total, c.tenths, c.headline, c.sd, c.lo, c.hi, c.coverage,
            c.provisional, c.is_listed, c.component_weights, c.component_values, c.coverages,
            c.shown, %(formula)s, %(epoch)s, c.as_of
        ) AS score_differs,
        (
            b.metrics, b.weights, b.states, b.normalised, b.parts, b.gains, b.observed_on,
            b.raw, b.sources, b.released_on, b.release_source, b.star_guard, b.finished_floor
        ) IS DISTINCT FROM (
            c.metrics, c.weights, c.states, c.normalised, c.parts, c.gains, c.observed_on,
            c.raw, c.sources, c.released_on, c.release_source, c.star_guard, c.finished_floor
        ) AS breakdown_differs
    FROM computed c
    LEFT JOIN ranking_score s
        ON s.artifact_id = c.artifact_id AND s.artifact_id = ANY(%(ids)s::bigint[])
    LEFT JOIN ranking_breakdown b
        ON b.artifact_id = c.artifact_id AND b.artifact_id = ANY(%(ids)s::bigint[])
    OFFSET 0
),
changed AS MATERIALIZED (
    SELECT * FROM compared WHERE score_differs OR breakdown_differs
),
gone AS MATERIALIZED (
    SELECT wanted.artifact_id FROM unnest(%(ids)s::bigint[]) AS wanted(artifact_id)
    WHERE NOT EXISTS (SELECT 1 FROM catalog_artifact a WHERE a.id = wanted.artifact_id)
),
added_scores AS (
    INSERT INTO ranking_score (
        artifact_id, type_id, total, tenths, headline, sd, lo, hi, coverage, provisional,
        is_listed, weights, "values", coverages, shown, formula_id, epoch_id, as_of, revision
    )
    SELECT
        artifact_id, type_id, total, tenths, headline, sd, lo, hi, coverage, provisional,
        is_listed, component_weights, component_values, coverages, shown,
        %(formula)s, %(epoch)s, as_of, 1
    FROM changed WHERE is_new
),
updated_scores AS (
    UPDATE ranking_score s
    SET
        type_id = c.type_id, total = c.total, tenths = c.tenths, headline = c.headline,
        sd = c.sd, lo = c.lo, hi = c.hi, coverage = c.coverage, provisional = c.provisional,
        is_listed = c.is_listed, weights = c.component_weights, "values" = c.component_values,
        coverages = c.coverages, shown = c.shown, formula_id = %(formula)s,
        epoch_id = %(epoch)s, as_of = c.as_of, revision = s.revision + 1
    FROM changed c
    WHERE s.artifact_id = c.artifact_id AND s.artifact_id = ANY(%(ids)s::bigint[]) AND NOT c.is_new
),
added_breakdowns AS (
    INSERT INTO ranking_breakdown (
        artifact_id, metrics, weights, states, normalised, parts, gains, observed_on, raw,
        sources, released_on, release_source, star_guard, finished_floor
    )
    SELECT
        artifact_id, metrics, weights, states, normalised, parts, gains, observed_on, raw,
        sources, released_on, release_source, star_guard, finished_floor
    FROM changed WHERE is_new
),
updated_breakdowns AS (
    UPDATE ranking_breakdown b
    SET
        metrics = c.metrics, weights = c.weights, states = c.states,
        normalised = c.normalised, parts = c.parts, gains = c.gains,
        observed_on = c.observed_on, raw = c.raw, sources = c.sources,
        released_on = c.released_on, release_source = c.release_source,
        star_guard = c.star_guard, finished_floor = c.finished_floor
    FROM changed c
    WHERE b.artifact_id = c.artifact_id AND b.artifact_id = ANY(%(ids)s::bigint[])
        AND NOT c.is_new AND c.breakdown_differs
),
recorded AS (
    INSERT INTO ranking_scorehistory (
        artifact_id, as_of, total, tenths, formula_id, epoch_id, own, by_epoch, by_formula
    )
    SELECT
        c.artifact_id, c.as_of, c.total, c.tenths, %(formula)s, %(epoch)s,
        CASE WHEN c.old_epoch IS DISTINCT FROM %(epoch)s AND NOT c.is_new
            THEN c.old_total ELSE c.total
        END - COALESCE(h.total, 0),
        CASE WHEN c.old_epoch <> %(epoch)s AND c.old_formula = %(formula)s
            THEN c.total - c.old_total ELSE 0
        END,
        CASE WHEN c.old_epoch <> %(epoch)s AND c.old_formula <> %(formula)s
            THEN c.total - c.old_total ELSE 0
        END
    FROM changed c
    LEFT JOIN LATERAL (
        SELECT total FROM ranking_scorehistory h
        WHERE h.artifact_id = c.artifact_id
        ORDER BY h.id DESC LIMIT 1
    ) h ON TRUE
    WHERE c.is_new
        OR c.tenths <> c.old_tenths
        OR c.old_epoch <> %(epoch)s
        OR c.old_formula <> %(formula)s
),
lost_breakdowns AS (
    DELETE FROM ranking_breakdown WHERE artifact_id IN (SELECT artifact_id FROM gone)
),
lost_history AS (
    DELETE FROM ranking_scorehistory WHERE artifact_id IN (SELECT artifact_id FROM gone)
),
lost_scores AS (
    DELETE FROM ranking_score WHERE artifact_id IN (SELECT artifact_id FROM gone) RETURNING 1
)
SELECT (SELECT count(*) FROM changed), (SELECT count(*) FROM lost_scores)
