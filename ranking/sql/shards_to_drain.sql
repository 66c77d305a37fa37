SELECT number
FROM generate_series(0, %s - 1) AS shard(number)
WHERE EXISTS (SELECT 1 FROM ranking_dirty d WHERE d.shard = shard.number)
    OR EXISTS (
        SELECT 1 FROM ranking_epoch e
        WHERE e.state IN ('active', 'shadow') AND NOT EXISTS (
            SELECT 1 FROM ranking_shard s
            WHERE s.epoch_id = e.id AND s.number = shard.number AND s.as_of = e.as_of
        )
    )
    OR NOT EXISTS (SELECT 1 FROM ranking_epoch e WHERE e.state = 'active')
ORDER BY number
