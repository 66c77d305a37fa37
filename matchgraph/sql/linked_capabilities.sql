-- The capabilities that matched most often for each intent's searches: in at least half of its
-- visitor-days and in some number of them, the first few; a row without one for an intent that has
-- none. Parameters: since, until, fewest, most.
WITH counted AS (
    SELECT intent_id, (day, visitor_key) AS visitor_day, capabilities
    FROM matchgraph_countedsearch
    WHERE day BETWEEN %(since)s AND %(until)s
),
whole AS (
    SELECT intent_id, count(DISTINCT visitor_day) AS visitor_days FROM counted GROUP BY intent_id
),
matched AS (
    SELECT c.intent_id, m.capability_id, count(DISTINCT c.visitor_day) AS visitor_days
    FROM counted c
    CROSS JOIN LATERAL unnest(c.capabilities) AS m(capability_id)
    GROUP BY c.intent_id, m.capability_id
),
placed AS (
    SELECT
        m.intent_id,
        m.capability_id,
        row_number() OVER (
            PARTITION BY m.intent_id ORDER BY m.visitor_days DESC, m.capability_id
        ) AS place
    FROM matched m
    JOIN whole w ON w.intent_id = m.intent_id
    JOIN catalog_capability c ON c.id = m.capability_id
    WHERE m.visitor_days >= %(fewest)s AND m.visitor_days * 2 >= w.visitor_days
)
SELECT w.intent_id, p.capability_id
FROM whole w
LEFT JOIN placed p ON p.intent_id = w.intent_id AND p.place <= %(most)s
ORDER BY w.intent_id, p.capability_id
