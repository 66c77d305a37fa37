-- Every listed artifact's place among its type: by total, and the places its range leaves open.
-- An end of a range is counted against the ends of the others in one pass over both, in order.
-- Parameters: as_of.
WITH listed AS (
    SELECT artifact_id, type_id, total, lo, hi FROM ranking_score WHERE is_listed
),
placed AS (
    SELECT
        artifact_id,
        type_id,
        rank() OVER (PARTITION BY type_id ORDER BY total DESC) AS place,
        count(*) OVER (PARTITION BY type_id) AS peers
    FROM listed
),
above AS (
    SELECT artifact_id, is_low, COALESCE(sum(is_low) OVER (
        PARTITION BY type_id ORDER BY reach DESC
        GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0) AS surely
    FROM (
        SELECT artifact_id, type_id, lo AS reach, 1 AS is_low FROM listed
        UNION ALL
        SELECT artifact_id, type_id, hi, 0 FROM listed
    ) AS ends
),
within AS (
    SELECT artifact_id, is_high, sum(is_high) OVER (
        PARTITION BY type_id ORDER BY reach DESC
        RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS maybe
    FROM (
        SELECT artifact_id, type_id, hi AS reach, 1 AS is_high FROM listed
        UNION ALL
        SELECT artifact_id, type_id, lo, 0 FROM listed
    ) AS ends
),
stored AS (
    INSERT INTO ranking_nightlyplace AS n (artifact_id, type_key, place, best, worst, peers, as_of)
    SELECT p.artifact_id, p.type_id, p.place, 1 + a.surely, w.maybe, p.peers, %(as_of)s
    FROM placed p
    JOIN above a ON a.artifact_id = p.artifact_id AND a.is_low = 0
    JOIN within w ON w.artifact_id = p.artifact_id AND w.is_high = 0
    ON CONFLICT (artifact_id) DO UPDATE
    SET type_key = excluded.type_key, place = excluded.place, best = excluded.best,
        worst = excluded.worst, peers = excluded.peers, as_of = excluded.as_of
    RETURNING 1
),
counted AS (
    INSERT INTO ranking_listedcount (type_key, listed)
    SELECT type_id, count(*) FROM listed GROUP BY type_id
    ON CONFLICT (type_key) DO UPDATE SET listed = excluded.listed
),
gone AS (
    DELETE FROM ranking_nightlyplace n
    WHERE NOT EXISTS (SELECT 1 FROM listed l WHERE l.artifact_id = n.artifact_id)
),
emptied AS (
    DELETE FROM ranking_listedcount t
    WHERE NOT EXISTS (SELECT 1 FROM listed l WHERE l.type_id = t.type_key)
)
SELECT count(*) FROM stored
