SELECT number
FROM generate_series(0, %s - 1) AS shard(number)
WHERE EXISTS (SELECT 1 FROM ranking_dirty d WHERE d.shard = shard.number)
    OR NOT EXISTS (
        SELECT 1 FROM ranking_shard s
        JOIN ranking_epoch e ON e.id = s.epoch_id AND e.is_active AND e.as_of = s.as_of
        WHERE s.number = shard.number
    )
ORDER BY number
