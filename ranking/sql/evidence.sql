-- What visitors did, by artifact and capability, with older weeks counting less.
-- Parameters: ids, decay and the Monday of the day's week.
evidence AS (
    SELECT
        artifact_id,
        capability_id,
        max(week) AS week,
        sum(visitor_days) AS visitors,
        div(sum(visitor_days * /* kept */), 1000)::bigint AS share,
        div(sum(outcomes * /* kept */), 1000000)::bigint AS outcomes,
        div(sum(examinations * /* kept */), 1000000)::bigint AS examinations
    FROM matchgraph_evidenceweek
    WHERE artifact_id = ANY(%(ids)s::bigint[]) AND week BETWEEN %(monday)s::date - 728 AND %(monday)s::date
    GROUP BY artifact_id, capability_id
)
