-- The components in the order of their keys: adoption, ecosystem, freshness, match, quality.
weighed AS (
    SELECT
        *,
        weight_sets[weight_set + 1]::bigint AS wa,
        weight_sets[weight_set + 2] AS we,
        weight_sets[weight_set + 3]::bigint AS wf,
        weight_sets[weight_set + 4] AS wm,
        weight_sets[weight_set + 5]::bigint AS wq,
        COALESCE(a_value, 0) AS va,
        COALESCE(q_value, 0) AS vq,
        COALESCE(a_sd, 0) AS sda,
        COALESCE(q_sd, 0) AS sdq,
        CASE WHEN f_coverage > 0 THEN f_value ELSE LEAST(f_quantiles[1], f_value) END AS f_lo,
        CASE WHEN f_coverage > 0 THEN f_value ELSE GREATEST(f_quantiles[4], f_value) END AS f_hi
    FROM cuts
    OFFSET 0
),
added AS (
    SELECT
        *,
        wa * va AS tc1, 0 AS tc2, wf * f_value AS tc3, 0 AS tc4, wq * vq AS tc5,
        wa * va + wf * f_value + wq * vq AS total,
        wa * COALESCE(a_lo, 0) + wf * f_lo + wq * COALESCE(q_lo, 0) AS lo,
        wa * COALESCE(a_hi, 0) + wf * f_hi + wq * COALESCE(q_hi, 0) AS hi,
        (wa * a_coverage + wf * f_coverage + wq * q_coverage) / 10000 AS coverage,
        (wa >= 2000 AND a_coverage = 0) OR (wf >= 2000 AND f_coverage = 0)
            OR (wq >= 2000 AND q_coverage = 0) AS is_hollow,
        wa * sda * wa * sda + wf * f_sd * wf * f_sd + wq * sdq * wq * sdq AS t_squares
    FROM weighed
    OFFSET 0
),
totalled AS (
    SELECT
        *,
        (total + 5000000) / 10000000 AS tenths,
        floor(sqrt(t_squares::float8))::bigint AS t_root,
        is_hollow OR coverage < 600000 AS is_provisional
    FROM added
    OFFSET 0
)
