-- The components in the order of their keys: adoption, ecosystem, freshness, match, quality.
weighed AS (
    SELECT
        *,
        weight_sets[weight_set + 1]::bigint AS wa,
        weight_sets[weight_set + 2]::bigint AS we,
        weight_sets[weight_set + 3]::bigint AS wf,
        weight_sets[weight_set + 4]::bigint AS wm,
        weight_sets[weight_set + 5]::bigint AS wq,
        CASE WHEN f_coverage > 0 THEN f_value ELSE LEAST(f_quantiles[1], f_value) END AS f_lo,
        CASE WHEN f_coverage > 0 THEN f_value ELSE GREATEST(f_quantiles[4], f_value) END AS f_hi
    FROM cuts
    OFFSET 0
),
added AS (
    SELECT
        *,
        /* contributions */,
        /* base */ AS base,
        /* lo */ AS base_lo,
        /* hi */ AS base_hi,
        (/* coverage */) / 10000 AS coverage,
        /* hollow */ AS is_hollow,
        /* squares */ AS t_squares
    FROM weighed
    OFFSET 0
),
adjusted_total AS (
    SELECT
        *,
        GREATEST(0, LEAST(10000000000, base + adjustment_points)) AS total,
        GREATEST(0, LEAST(10000000000, base_lo + adjustment_points)) AS lo,
        GREATEST(0, LEAST(10000000000, base_hi + adjustment_points)) AS hi
    FROM added
    OFFSET 0
),
totalled AS (
    SELECT
        *,
        (total + 5000000) / 10000000 AS tenths,
        (base + 5000000) / 10000000 AS base_tenths,
        floor(sqrt(t_squares::float8))::bigint AS t_root,
        is_hollow OR coverage < 600000 AS is_provisional
    FROM adjusted_total
    OFFSET 0
)
