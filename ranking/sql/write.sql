-- Writes what differs from what is stored, and nothing else. Parameters: ids.
/* side */_compared AS (
    SELECT
        c.*,
        s.artifact_id IS NULL AS is_new,
        s.total AS old_total,
        s.tenths AS old_tenths,
        s.epoch_id AS old_epoch,
        s.formula_id AS old_formula,
        (
            s.type_id, s.total, s.tenths, s.headline, s.sd, s.lo, s.hi, s.coverage,
            s.provisional, s.is_listed, s.weights, s.values, s.sds, s.lows, s.highs, s.coverages,
            s.shown, s.adjustment, s.formula_id, s.epoch_id, s.as_of
        ) IS DISTINCT FROM (
            c.type_id, c.total, c.tenths, c.headline, c.sd, c.lo, c.hi, c.coverage,
            c.provisional, c.is_listed, c.component_weights, c.component_values, c.sds, c.lows,
            c.highs, c.coverages, c.shown, c.adjustment, /* formula */, /* epoch */, c.as_of
        ) AS score_differs,
        (
            b.metrics, b.weights, b.states, b.normalised, b.parts, b.gains, b.observed_on, b.raw,
            b.sources, b.released_on, b.release_source, b.star_guard, b.finished_floor,
            b.adjustments
        ) IS DISTINCT FROM (
            c.metrics, c.weights, c.states, c.normalised, c.parts, c.gains, c.observed_on, c.raw,
            c.sources, c.released_on, c.release_source, c.star_guard, c.finished_floor,
            c.adjustments
        ) AS breakdown_differs
    FROM /* side */ c
    LEFT JOIN /* scores */ s
        ON s.artifact_id = c.artifact_id AND s.artifact_id = ANY(%(ids)s::bigint[])
    LEFT JOIN /* breakdowns */ b
        ON b.artifact_id = c.artifact_id AND b.artifact_id = ANY(%(ids)s::bigint[])
    OFFSET 0
),
/* side */_changed AS MATERIALIZED (
    SELECT * FROM /* side */_compared WHERE score_differs OR breakdown_differs
),
/* side */_gone AS MATERIALIZED (
    SELECT wanted.artifact_id FROM unnest(%(ids)s::bigint[]) AS wanted(artifact_id)
    WHERE NOT EXISTS (SELECT 1 FROM catalog_artifact a WHERE a.id = wanted.artifact_id)
),
/* side */_added_scores AS (
    INSERT INTO /* scores */ (
        artifact_id, type_id, total, tenths, headline, sd, lo, hi, coverage, provisional,
        is_listed, weights, "values", sds, lows, highs, coverages, shown, adjustment, formula_id,
        epoch_id, as_of
    )
    SELECT
        artifact_id, type_id, total, tenths, headline, sd, lo, hi, coverage, provisional,
        is_listed, component_weights, component_values, sds, lows, highs, coverages, shown,
        adjustment, /* formula */, /* epoch */, as_of
    FROM /* side */_changed WHERE is_new
),
/* side */_updated_scores AS (
    UPDATE /* scores */ s
    SET
        type_id = c.type_id, total = c.total, tenths = c.tenths, headline = c.headline,
        sd = c.sd, lo = c.lo, hi = c.hi, coverage = c.coverage, provisional = c.provisional,
        is_listed = c.is_listed, weights = c.component_weights, "values" = c.component_values,
        sds = c.sds, lows = c.lows, highs = c.highs, coverages = c.coverages, shown = c.shown,
        adjustment = c.adjustment, formula_id = /* formula */, epoch_id = /* epoch */,
        as_of = c.as_of/* raise revision */
    FROM /* side */_changed c
    WHERE s.artifact_id = c.artifact_id AND s.artifact_id = ANY(%(ids)s::bigint[]) AND NOT c.is_new
),
/* side */_added_breakdowns AS (
    INSERT INTO /* breakdowns */ (
        artifact_id, metrics, weights, states, normalised, parts, gains, observed_on, raw,
        sources, released_on, release_source, star_guard, finished_floor, adjustments
    )
    SELECT
        artifact_id, metrics, weights, states, normalised, parts, gains, observed_on, raw,
        sources, released_on, release_source, star_guard, finished_floor, adjustments
    FROM /* side */_changed WHERE is_new
),
/* side */_updated_breakdowns AS (
    UPDATE /* breakdowns */ b
    SET
        metrics = c.metrics, weights = c.weights, states = c.states,
        normalised = c.normalised, parts = c.parts, gains = c.gains,
        observed_on = c.observed_on, raw = c.raw, sources = c.sources,
        released_on = c.released_on, release_source = c.release_source,
        star_guard = c.star_guard, finished_floor = c.finished_floor, adjustments = c.adjustments
    FROM /* side */_changed c
    WHERE b.artifact_id = c.artifact_id AND b.artifact_id = ANY(%(ids)s::bigint[])
        AND NOT c.is_new AND c.breakdown_differs
),
/* side */_lost_breakdowns AS (
    DELETE FROM /* breakdowns */
    WHERE artifact_id IN (SELECT artifact_id FROM /* side */_gone)
),
/* side */_lost AS (
    DELETE FROM /* scores */
    WHERE artifact_id IN (SELECT artifact_id FROM /* side */_gone) RETURNING 1
)
