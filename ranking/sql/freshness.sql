-- Parameters: as_of.
dated AS (
    SELECT
        *,
        CASE WHEN released_on IS NOT NULL THEN GREATEST(%(as_of)s::date - released_on, 0) END AS age
    FROM valued
    OFFSET 0
),
decayed AS (
    SELECT
        *,
        decay[age %% cardinality(decay) + 1] >> LEAST(age / cardinality(decay), 20) AS kept,
        COALESCE(
            finished_work_permille > 0
            AND (docs_alive > 0 OR homepage_alive > 0)
            AND a_value >= 500000,
            FALSE
        ) AS is_finished
    FROM dated
    OFFSET 0
),
aged AS (
    SELECT
        *,
        CASE
            WHEN kept IS NULL THEN f_quantiles[2]
            WHEN is_finished THEN GREATEST(kept, 600000)
            ELSE kept
        END AS f_value,
        is_finished AND COALESCE(kept < 600000, FALSE) AS is_floored,
        CASE WHEN kept IS NULL THEN 0 ELSE 1000000 END AS f_coverage,
        CASE WHEN kept IS NULL THEN 250000 ELSE 0 END AS f_sd,
        5 * (
            (a_value IS NOT NULL)::int + 2 * (e_value IS NOT NULL)::int + 4
            + 8 * (m_value IS NOT NULL)::int + 16 * (q_value IS NOT NULL)::int
        ) AS weight_set
    FROM decayed
    OFFSET 0
)
