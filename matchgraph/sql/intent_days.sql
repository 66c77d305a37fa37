-- How often each intent was searched for, by day, written where that differs from what stands.
-- A visitor counts once a day, and of a network at most so many. Parameters: since, until, intents
-- (null for all), of_network, weak_below.
WITH seen AS (
    SELECT
        intent_id,
        day,
        visitor_key,
        min(prefix_key) AS prefix_key,
        bool_and(found = 0 OR strength < %(weak_below)s) AS is_weak
    FROM matchgraph_countedsearch
    WHERE
        day BETWEEN %(since)s AND %(until)s
        AND (%(intents)s::bigint[] IS NULL OR intent_id = ANY(%(intents)s))
    GROUP BY intent_id, day, visitor_key
),
of_networks AS (
    SELECT
        intent_id,
        day,
        LEAST(count(*), %(of_network)s) AS visitors,
        LEAST(count(*) FILTER (WHERE is_weak), %(of_network)s) AS weak
    FROM seen
    GROUP BY intent_id, day, prefix_key
),
counted AS (
    SELECT intent_id, day, sum(visitors) AS visitors, sum(weak) AS weak, count(*) AS prefixes
    FROM of_networks
    GROUP BY intent_id, day
),
gone AS (
    DELETE FROM matchgraph_intentday d
    WHERE
        d.day BETWEEN %(since)s AND %(until)s
        AND (%(intents)s::bigint[] IS NULL OR d.intent_id = ANY(%(intents)s))
        AND NOT EXISTS (
            SELECT FROM counted c WHERE c.intent_id = d.intent_id AND c.day = d.day
        )
)
INSERT INTO matchgraph_intentday AS d (intent_id, day, visitor_days, weak_visitor_days, prefixes)
SELECT intent_id, day, visitors, weak, prefixes FROM counted
ON CONFLICT (intent_id, day) DO UPDATE SET
    visitor_days = EXCLUDED.visitor_days,
    weak_visitor_days = EXCLUDED.weak_visitor_days,
    prefixes = EXCLUDED.prefixes
WHERE
    (d.visitor_days, d.weak_visitor_days, d.prefixes)
    IS DISTINCT FROM (EXCLUDED.visitor_days, EXCLUDED.weak_visitor_days, EXCLUDED.prefixes)
