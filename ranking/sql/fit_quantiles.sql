-- Quantiles of components among the artifacts of a type of which at least half is known.
SELECT
    c.type_id,
    part.place,
    count(*) AS n,
    percentile_disc(ARRAY[0.05, 0.10, 0.25, 0.95]) WITHIN GROUP (ORDER BY part.value) AS quantiles
FROM component_values c
CROSS JOIN LATERAL unnest(c."values", c.coverages) WITH ORDINALITY AS part(value, coverage, place)
WHERE part.value IS NOT NULL AND part.coverage >= 500000
GROUP BY c.type_id, part.place
