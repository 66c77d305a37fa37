"""The statements that keep the index, each over many artifacts at once."""

from functools import cache
from pathlib import Path


@cache
def load(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text()


NEW_WORDS = """
SELECT DISTINCT w.lexeme
FROM unnest(%s::text[]) AS body, unnest(to_tsvector('english', body)) AS w
WHERE NOT EXISTS (SELECT 1 FROM matchgraph_searchterm t WHERE t.word = w.lexeme)
ORDER BY w.lexeme
"""

# Parameters: artifacts; of each form: owners, forms, kinds, variants joined by blanks.
NAMES = """
WITH fresh AS (
    SELECT g.owner, g.form, g.kind, string_to_array(g.variants, ' ') AS variants
    FROM unnest(%(owners)s::bigint[], %(forms)s::text[], %(kinds)s::smallint[],
        %(variants)s::text[]) AS g(owner, form, kind, variants)
), gone AS (
    DELETE FROM matchgraph_searchname n
    WHERE n.artifact_id = ANY(%(artifacts)s) AND NOT EXISTS (
        SELECT 1 FROM fresh f
        WHERE f.owner = n.artifact_id AND f.form = n.form AND f.kind = n.kind
    )
)
INSERT INTO matchgraph_searchname (artifact_id, form, kind, variants, demand)
SELECT f.owner, f.form, f.kind, f.variants, COALESCE(d.demand, 0)
FROM fresh f LEFT JOIN matchgraph_searchdocument d ON d.artifact_id = f.owner
WHERE NOT EXISTS (
    SELECT 1 FROM matchgraph_searchname n
    WHERE n.artifact_id = f.owner AND n.form = f.form AND n.kind = f.kind
)
"""

# Parameters: artifacts; of each capability: owners, skills, names, bodies.
CAPABILITIES = """
WITH fresh AS (
    SELECT g.owner, g.skill,
        ARRAY(SELECT t.id FROM unnest(to_tsvector('english', g.name || ' . ' || g.body)) w
            JOIN matchgraph_searchterm t ON t.word = w.lexeme ORDER BY t.id) AS terms,
        ARRAY(SELECT t.id FROM unnest(to_tsvector('english', g.name)) w
            JOIN matchgraph_searchterm t ON t.word = w.lexeme ORDER BY t.id) AS in_name
    FROM unnest(%(owners)s::bigint[], %(skills)s::bigint[], %(names)s::text[], %(bodies)s::text[])
        AS g(owner, skill, name, body)
), gone AS (
    DELETE FROM matchgraph_searchcapability
    WHERE artifact_id = ANY(%(artifacts)s) AND artifact_capability_id <> ALL(%(skills)s)
)
INSERT INTO matchgraph_searchcapability AS c (artifact_capability_id, artifact_id, terms, in_name)
SELECT skill, owner, terms, in_name FROM fresh
ON CONFLICT (artifact_capability_id) DO UPDATE SET
    artifact_id = excluded.artifact_id, terms = excluded.terms, in_name = excluded.in_name
WHERE (c.artifact_id, c.terms, c.in_name) IS DISTINCT FROM
    (excluded.artifact_id, excluded.terms, excluded.in_name)
"""

# Parameters: artifacts; of each vector: owners, kinds, parts, embeddings.
VECTORS = """
WITH fresh AS (
    SELECT g.owner, g.kind, g.part, g.embedding::halfvec AS embedding
    FROM unnest(%(owners)s::bigint[], %(kinds)s::smallint[], %(parts)s::bigint[],
        %(embeddings)s::text[]) AS g(owner, kind, part, embedding)
), gone AS (
    DELETE FROM {table} v
    WHERE v.artifact_id = ANY(%(artifacts)s) AND NOT EXISTS (
        SELECT 1 FROM fresh f WHERE f.owner = v.artifact_id AND f.kind = v.kind
            AND f.part = v.part_id AND f.embedding = v.embedding
    )
)
INSERT INTO {table} (artifact_id, kind, part_id, embedding)
SELECT f.owner, f.kind, f.part, f.embedding FROM fresh f
WHERE NOT EXISTS (
    SELECT 1 FROM {table} v WHERE v.artifact_id = f.owner AND v.kind = f.kind
        AND v.part_id = f.part AND v.embedding = f.embedding
)
"""

TAKE_MARKS = """
DELETE FROM matchgraph_searchdirty WHERE artifact_id = ANY(ARRAY(
    SELECT DISTINCT artifact_id FROM matchgraph_searchdirty ORDER BY artifact_id LIMIT %s
))
RETURNING artifact_id
"""

MARK_ALL = """
INSERT INTO matchgraph_searchdirty (artifact_id, reason)
SELECT id, 'rebuild' FROM catalog_artifact WHERE state = 'published'
UNION
SELECT artifact_id, 'rebuild' FROM matchgraph_searchdocument
"""

# The mean length of each field that any document has, in thousandths of a word. Those without it
# count: a text that few have is a long one.
USUAL_LENGTHS = """
SELECT place - 1, greatest(1000, (1000 * avg(length))::bigint)
FROM matchgraph_searchdocument, unnest(lengths) WITH ORDINALITY AS l(length, place)
GROUP BY place HAVING max(length) > 0 ORDER BY place
"""

# Parameters: what is left after each number of weeks in ppm, Monday.
DEMAND = """
WITH kept AS (
    SELECT d.artifact_id, sum(d.visitor_days * k.ppm)::bigint AS demand
    FROM matchgraph_demandweek d
    JOIN unnest(%(decay)s::bigint[]) WITH ORDINALITY AS k(ppm, number)
        ON k.number - 1 = (%(monday)s::date - d.week) / 7
    WHERE d.week <= %(monday)s::date
    GROUP BY d.artifact_id
), documents AS (
    UPDATE matchgraph_searchdocument s SET demand = COALESCE(k.demand, 0)
    FROM matchgraph_searchdocument o LEFT JOIN kept k ON k.artifact_id = o.artifact_id
    WHERE s.artifact_id = o.artifact_id AND s.demand <> COALESCE(k.demand, 0)
    RETURNING s.artifact_id, s.demand
)
UPDATE matchgraph_searchname n SET demand = d.demand
FROM documents d WHERE d.artifact_id = n.artifact_id
"""
