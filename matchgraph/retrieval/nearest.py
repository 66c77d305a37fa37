"""The branch of meaning: artifacts that have a part close to the query's direction."""

from collections.abc import Sequence

from matchgraph.database import rows
from matchgraph.index.models import PartKind
from matchgraph.retrieval.fusion import Meaning
from matchgraph.retrieval.narrowing import Among, clause

MOST = 200
SETTINGS = {
    # As many as are asked for, and never more than this to find them behind a filter.
    "hnsw.ef_search": str(MOST),
    "hnsw.iterative_scan": "relaxed_order",
    "hnsw.max_scan_tuples": "20000",
}

CANDIDATES = """
SELECT DISTINCT artifact_id FROM (
    SELECT v.artifact_id FROM {table} v WHERE {among}
    ORDER BY v.embedding <#> %(query)s::halfvec LIMIT %(most)s
) AS near
"""
MEANINGS = """
SELECT artifact_id,
    COALESCE(max(likeness) FILTER (WHERE kind = {whole}), 0),
    COALESCE(max(likeness) FILTER (WHERE kind <> {whole}), max(likeness))
FROM (
    SELECT artifact_id, kind, -(embedding <#> %(query)s::halfvec) AS likeness
    FROM {table} WHERE artifact_id = ANY(%(candidates)s)
) AS parts
GROUP BY artifact_id
"""
SKILLS = """
SELECT part_id, -(embedding <#> %(query)s::halfvec)
FROM {table} WHERE artifact_id = ANY(%(candidates)s) AND kind = {capability}
"""


def candidates(table: str, query: str, among: Among) -> list[int]:
    if among.few is not None:
        return list(among.few)
    condition, narrowed = clause(among, "v.artifact_id")
    statement = CANDIDATES.format(table=table, among=condition)
    return [pk for (pk,) in rows(statement, {**narrowed, "query": query, "most": MOST})]


def meanings(table: str, query: str, candidates: Sequence[int]) -> dict[int, Meaning]:
    """By artifact, its cosines with the query."""
    statement = MEANINGS.format(table=table, whole=int(PartKind.WHOLE))
    found = rows(statement, {"query": query, "candidates": list(candidates)})
    return {pk: Meaning(whole, best) for pk, whole, best in found}


def skill_likeness(table: str, query: str, candidates: Sequence[int]) -> dict[int, float]:
    """The cosine of each capability of these artifacts, by its row."""
    statement = SKILLS.format(table=table, capability=int(PartKind.CAPABILITY))
    return dict(rows(statement, {"query": query, "candidates": list(candidates)}))
