-- Writes the documents of some artifacts, their postings and how many documents hold each word.
-- Rows that stay as they are are not touched. Artifacts without fields lose their document.
-- Parameters: artifacts, and of each field: owners, places, bodies; weights and usual by place;
-- names by artifact: named, names.
WITH given AS (
    SELECT g.owner, g.place, g.body
    FROM unnest(%(owners)s::bigint[], %(places)s::smallint[], %(bodies)s::text[])
        AS g(owner, place, body)
),
held AS (
    SELECT g.owner, g.place, w.lexeme, cardinality(w.positions) AS times
    FROM given g, unnest(to_tsvector('english', g.body)) AS w
),
lengths AS (
    SELECT owner, place, sum(times)::bigint AS length FROM held GROUP BY owner, place
),
fields AS (
    SELECT f.weight, f.usual, f.number - 1 AS place
    FROM unnest(%(weights)s::bigint[], %(usual)s::bigint[])
        WITH ORDINALITY AS f(weight, usual, number)
),
-- In whole numbers, so that the same text has the same figure whatever order it is summed in:
-- weight x times / (1 - b + b x length / usual), b = 3/4, in thousandths; weight is in percent and
-- usual in thousandths of a word.
counted AS (
    SELECT
        h.owner,
        t.id AS term_id,
        sum(40 * f.weight * h.times * f.usual / (f.usual + 3000 * l.length))::bigint AS times,
        bit_or(1 << h.place)::smallint AS places
    FROM held h
    JOIN lengths l USING (owner, place)
    JOIN fields f USING (place)
    JOIN matchgraph_searchterm t ON t.word = h.lexeme
    GROUP BY h.owner, t.id
),
-- Saturation: (k + 1) x times / (k + times), k = 1.2.
fresh AS (
    SELECT owner, term_id, (2200 * times / (1200 + times))::int AS impact, places
    FROM counted
),
documents AS (
    SELECT
        n.artifact_id,
        n.name,
        COALESCE(array_agg(f.term_id ORDER BY f.term_id) FILTER (WHERE f.owner IS NOT NULL), '{}')
            AS terms,
        COALESCE(array_agg(f.impact ORDER BY f.term_id) FILTER (WHERE f.owner IS NOT NULL), '{}')
            AS impacts,
        COALESCE(array_agg(f.places ORDER BY f.term_id) FILTER (WHERE f.owner IS NOT NULL), '{}')
            AS places,
        ARRAY(
            SELECT COALESCE(l.length, 0)::int FROM fields p
            LEFT JOIN lengths l ON l.owner = n.artifact_id AND l.place = p.place ORDER BY p.place
        ) AS lengths
    FROM unnest(%(named)s::bigint[], %(names)s::text[]) AS n(artifact_id, name)
    LEFT JOIN fresh f ON f.owner = n.artifact_id
    GROUP BY n.artifact_id, n.name
),
stale AS (
    SELECT d.artifact_id AS owner, u.term_id, u.impact
    FROM matchgraph_searchdocument d, unnest(d.terms, d.impacts) AS u(term_id, impact)
    WHERE d.artifact_id = ANY(%(artifacts)s)
),
gone AS (
    DELETE FROM matchgraph_searchposting p
    USING (
        SELECT owner, term_id, impact FROM stale EXCEPT SELECT owner, term_id, impact FROM fresh
    ) AS s
    WHERE p.term_id = s.term_id AND p.impact = s.impact AND p.artifact_id = s.owner
),
come AS (
    INSERT INTO matchgraph_searchposting (term_id, impact, artifact_id)
    SELECT term_id, impact, owner FROM fresh
    EXCEPT
    SELECT term_id, impact, owner FROM stale
),
counts AS (
    UPDATE matchgraph_searchterm t SET documents = t.documents + c.more
    FROM (
        SELECT term_id, sum(more)::int AS more FROM (
            SELECT term_id, 1 AS more FROM fresh UNION ALL SELECT term_id, -1 FROM stale
        ) AS changes GROUP BY term_id HAVING sum(more) <> 0
    ) AS c
    WHERE t.id = c.term_id
),
removed AS (
    DELETE FROM matchgraph_searchdocument
    WHERE artifact_id = ANY(%(artifacts)s) AND artifact_id <> ALL(%(named)s)
    RETURNING 1
),
written AS (
    INSERT INTO matchgraph_searchdocument AS d
        (artifact_id, name, terms, impacts, places, lengths, demand)
    SELECT artifact_id, name, terms, impacts, places, lengths, 0 FROM documents
    ON CONFLICT (artifact_id) DO UPDATE SET
        name = excluded.name,
        terms = excluded.terms,
        impacts = excluded.impacts,
        places = excluded.places,
        lengths = excluded.lengths
    WHERE (d.name, d.terms, d.impacts, d.places, d.lengths) IS DISTINCT FROM
        (excluded.name, excluded.terms, excluded.impacts, excluded.places, excluded.lengths)
    RETURNING xmax = 0 AS is_new
)
SELECT
    (SELECT count(*) FROM written) AS written,
    (SELECT count(*) FROM written WHERE is_new) AS added,
    (SELECT count(*) FROM removed) AS removed
