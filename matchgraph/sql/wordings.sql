-- The wordings of some days: how many visitor-days used each, and from how many networks on the day
-- that had most of them. Parameters: since, until.
WITH of_days AS (
    SELECT
        text,
        day,
        count(DISTINCT visitor_key) AS visitors,
        count(DISTINCT prefix_key) AS prefixes
    FROM matchgraph_countedsearch
    WHERE day BETWEEN %(since)s AND %(until)s
    GROUP BY text, day
)
SELECT text, sum(visitors)::bigint AS visitor_days, max(prefixes) AS prefixes
FROM of_days
GROUP BY text
