-- Evidence by type and capability, with the number of artifacts that have enough of it to count.
SELECT
    r.type_id,
    e.capability_id,
    sum(e.outcomes)::bigint AS outcomes,
    sum(e.examinations)::bigint AS examinations
FROM evidence e
JOIN reference r ON r.id = e.artifact_id
GROUP BY r.type_id, e.capability_id
