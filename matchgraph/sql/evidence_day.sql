-- A day's events as units of evidence, capped by network, summed by artifact and capability, and
-- written where that differs from what stands. The oracle is `matchgraph.counting`.
-- Parameters: day, kinds, worths, refusals, floor, of_intent, of_artifact.
WITH doubted AS (
    SELECT visitor_key FROM matchgraph_event WHERE day = %(day)s AND NOT trusted
    UNION
    SELECT visitor_key FROM matchgraph_search WHERE day = %(day)s AND NOT trusted
),
bias AS (
    SELECT DISTINCT ON (surface, position) surface, position, permille
    FROM matchgraph_positionbias
    WHERE from_day <= %(day)s
    ORDER BY surface, position, from_day DESC
),
looked_at AS (
    SELECT
        surface,
        int4range(position, lead(position) OVER (PARTITION BY surface ORDER BY position)) AS places,
        permille
    FROM bias
),
worth AS (SELECT * FROM unnest(%(kinds)s::text[], %(worths)s::integer[]) AS w(kind, worth)),
units AS (
    SELECT
        e.visitor_key,
        min(e.prefix_key) AS prefix_key,
        COALESCE(i.merged_into_id, e.intent_id) AS intent,
        COALESCE(m.into_id, e.artifact_id) AS artifact,
        e.capability_id,
        CASE WHEN bool_or(e.kind = ANY(%(refusals)s)) THEN 0 ELSE max(w.worth) END AS outcome,
        max(COALESCE(l.permille, GREATEST(%(floor)s, 1000 / e.position))) AS examination
    FROM matchgraph_event e
    JOIN worth w ON w.kind = e.kind
    LEFT JOIN looked_at l ON l.surface = e.surface AND e.position <@ l.places
    LEFT JOIN matchgraph_intent i ON i.id = e.intent_id
    LEFT JOIN matchgraph_mergedartifact m ON m.artifact_id = e.artifact_id
    WHERE
        e.day = %(day)s
        AND e.capability_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM doubted d WHERE d.visitor_key = e.visitor_key)
    GROUP BY e.visitor_key, intent, artifact, e.capability_id
),
of_intents AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY prefix_key, intent, artifact ORDER BY visitor_key, capability_id
        ) AS of_intent
    FROM units
),
of_networks AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY prefix_key, artifact ORDER BY visitor_key, intent, capability_id
        ) AS of_artifact
    FROM of_intents
    WHERE of_intent <= %(of_intent)s
),
counted AS (
    SELECT
        a.id AS artifact_id,
        u.capability_id,
        count(*) AS units,
        sum(u.examination) AS examinations,
        sum(u.outcome) AS outcomes
    FROM of_networks u
    JOIN catalog_artifact a ON a.id = u.artifact
    JOIN catalog_capability c ON c.id = u.capability_id
    WHERE u.of_artifact <= %(of_artifact)s
    GROUP BY a.id, u.capability_id
),
gone AS (
    DELETE FROM matchgraph_evidenceday d
    WHERE d.day = %(day)s AND NOT EXISTS (
        SELECT FROM counted c
        WHERE c.artifact_id = d.artifact_id AND c.capability_id = d.capability_id
    )
)
INSERT INTO matchgraph_evidenceday AS d
    (day, artifact_id, capability_id, units, examinations, outcomes)
SELECT %(day)s, artifact_id, capability_id, units, examinations, outcomes FROM counted
ON CONFLICT (day, artifact_id, capability_id) DO UPDATE SET
    units = EXCLUDED.units, examinations = EXCLUDED.examinations, outcomes = EXCLUDED.outcomes
WHERE
    (d.units, d.examinations, d.outcomes)
    IS DISTINCT FROM (EXCLUDED.units, EXCLUDED.examinations, EXCLUDED.outcomes)
