-- The live scores' history: what changed since the entry before, and what it came from.
-- Inside one epoch all of it is the artifact's own, but for what was added by hand; an epoch that
-- is opened without being prepared, by another version of the program, says so here.
-- Parameters: epoch, formula.
recorded AS (
    INSERT INTO ranking_scorehistory (
        artifact_id, as_of, total, tenths, formula_id, epoch_id, own, by_epoch, by_formula,
        by_hand, adjustment
    )
    SELECT
        c.artifact_id, c.as_of, c.total, c.tenths, %(formula)s, %(epoch)s,
        c.total - COALESCE(h.total, 0) - c.by_epoch - c.by_formula
            - (c.adjustment - COALESCE(h.adjustment, 0)),
        c.by_epoch,
        c.by_formula,
        c.adjustment - COALESCE(h.adjustment, 0),
        c.adjustment
    FROM (
        SELECT
            *,
            CASE WHEN old_epoch <> %(epoch)s AND old_formula = %(formula)s
                THEN total - old_total ELSE 0
            END AS by_epoch,
            CASE WHEN old_epoch <> %(epoch)s AND old_formula <> %(formula)s
                THEN total - old_total ELSE 0
            END AS by_formula
        FROM live_changed
    ) AS c
    LEFT JOIN LATERAL (
        SELECT total, adjustment FROM ranking_scorehistory h
        WHERE h.artifact_id = c.artifact_id
        ORDER BY h.id DESC LIMIT 1
    ) h ON TRUE
    WHERE c.is_new
        OR c.tenths <> c.old_tenths
        OR c.old_epoch <> %(epoch)s
        OR c.old_formula <> %(formula)s
),
lost_history AS (
    DELETE FROM ranking_scorehistory WHERE artifact_id IN (SELECT artifact_id FROM live_gone)
)
