-- Stars that rose faster than use explains count little above downloads.
guarded AS (
    SELECT
        *,
        curve1 AS an1,
        curve2 AS an2,
        CASE WHEN is_guarded THEN curve2 + 250000 ELSE curve3 END AS an3
    FROM (
        SELECT
            *,
            COALESCE(
                star_spike_permille > 0
                AND metrics[2] = 'package_downloads_30d'
                AND metrics[3] = 'repository_stars'
                AND curve3 > curve2 + 250000,
                FALSE
            ) AS is_guarded
        FROM normalised
        OFFSET 0
    ) AS judged
    OFFSET 0
)
