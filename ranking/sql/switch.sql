-- Makes the scores of the prepared epoch the live ones, and records each change with its cause.
-- Both sides were always computed from one look at the facts, so the difference is the epoch's.
-- Parameters: by_formula.
WITH recorded AS (
    INSERT INTO ranking_scorehistory (
        artifact_id, as_of, total, tenths, formula_id, epoch_id, own, by_epoch, by_formula,
        by_hand, adjustment
    )
    SELECT
        n.artifact_id, n.as_of, n.total, n.tenths, n.formula_id, n.epoch_id,
        s.total - COALESCE(h.total, 0) - (s.adjustment - COALESCE(h.adjustment, 0)),
        CASE WHEN %(by_formula)s THEN 0 ELSE n.total - s.total END,
        CASE WHEN %(by_formula)s THEN n.total - s.total ELSE 0 END,
        s.adjustment - COALESCE(h.adjustment, 0),
        n.adjustment
    FROM ranking_shadowscore n
    JOIN ranking_score s ON s.artifact_id = n.artifact_id
    LEFT JOIN LATERAL (
        SELECT total, adjustment FROM ranking_scorehistory h
        WHERE h.artifact_id = n.artifact_id
        ORDER BY h.id DESC LIMIT 1
    ) h ON TRUE
    RETURNING 1
),
breakdowns AS (
    UPDATE ranking_breakdown b
    SET
        metrics = n.metrics, weights = n.weights, states = n.states, normalised = n.normalised,
        parts = n.parts, gains = n.gains, observed_on = n.observed_on, raw = n.raw,
        sources = n.sources, released_on = n.released_on, release_source = n.release_source,
        star_guard = n.star_guard, finished_floor = n.finished_floor, adjustments = n.adjustments
    FROM ranking_shadowbreakdown n
    WHERE n.artifact_id = b.artifact_id
),
scores AS (
    UPDATE ranking_score s
    SET
        type_id = n.type_id, total = n.total, tenths = n.tenths, headline = n.headline,
        sd = n.sd, lo = n.lo, hi = n.hi, coverage = n.coverage, provisional = n.provisional,
        is_listed = n.is_listed, weights = n.weights, "values" = n."values", sds = n.sds,
        lows = n.lows, highs = n.highs, coverages = n.coverages, shown = n.shown,
        adjustment = n.adjustment, formula_id = n.formula_id, epoch_id = n.epoch_id,
        as_of = n.as_of, revision = s.revision + 1
    FROM ranking_shadowscore n
    WHERE n.artifact_id = s.artifact_id
)
SELECT count(*) FROM recorded
