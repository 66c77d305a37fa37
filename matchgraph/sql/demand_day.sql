-- A day's visitors by artifact that retrieval matched before any ranking, capped by network, and
-- written where that differs from what stands. The oracle is `matchgraph.counting.demand_of`.
-- Parameters: day, of_network.
WITH doubted AS (
    SELECT visitor_key FROM matchgraph_event WHERE day = %(day)s AND NOT trusted
    UNION
    SELECT visitor_key FROM matchgraph_search WHERE day = %(day)s AND NOT trusted
),
seen AS (
    SELECT DISTINCT s.visitor_key, s.prefix_key, COALESCE(m.into_id, hit.artifact_id) AS artifact_id
    FROM matchgraph_search s
    CROSS JOIN LATERAL unnest(s.matched) AS hit(artifact_id)
    LEFT JOIN matchgraph_mergedartifact m ON m.artifact_id = hit.artifact_id
    WHERE
        s.day = %(day)s
        AND NOT EXISTS (SELECT FROM doubted d WHERE d.visitor_key = s.visitor_key)
),
of_networks AS (
    SELECT artifact_id, LEAST(count(*), %(of_network)s) AS visitors
    FROM seen
    GROUP BY artifact_id, prefix_key
),
counted AS (
    SELECT n.artifact_id, sum(n.visitors) AS visitors
    FROM of_networks n
    JOIN catalog_artifact a ON a.id = n.artifact_id
    GROUP BY n.artifact_id
),
gone AS (
    DELETE FROM matchgraph_demandday d
    WHERE d.day = %(day)s AND NOT EXISTS (
        SELECT FROM counted c WHERE c.artifact_id = d.artifact_id
    )
)
INSERT INTO matchgraph_demandday AS d (day, artifact_id, visitors)
SELECT %(day)s, artifact_id, visitors FROM counted
ON CONFLICT (day, artifact_id) DO UPDATE SET visitors = EXCLUDED.visitors
WHERE d.visitors IS DISTINCT FROM EXCLUDED.visitors
