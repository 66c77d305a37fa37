"""Which capabilities made an artifact a hit: they hold its words, or come close in meaning."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matchgraph.database import rows
from matchgraph.retrieval import nearest
from matchgraph.retrieval.fusion import MEANING, query_length
from matchgraph.retrieval.hits import Hit, MatchedCapability
from matchgraph.retrieval.reading import Query

MOST_MATCHED = 3
# A word in a capability's name tells twice what it does in its description.
IN_NAME = 2.0
# Where no word of the query is in it: as close as few capabilities are to any query.
LEAST_LIKENESS = 0.4
# Of the query's information a capability has to hold, where it is not close in meaning too.
LEAST_SHARE = 0.2

SKILLS = """
SELECT s.artifact_id, s.artifact_capability_id, v.id, v.key, c.name,
    ARRAY(SELECT unnest(s.terms) INTERSECT SELECT unnest(%(terms)s::int[])),
    ARRAY(SELECT unnest(s.in_name) INTERSECT SELECT unnest(%(terms)s::int[]))
FROM matchgraph_searchcapability s
JOIN catalog_artifactcapability c ON c.id = s.artifact_capability_id
JOIN catalog_capability v ON v.id = c.capability_id
WHERE s.artifact_id = ANY(%(artifacts)s)
ORDER BY s.artifact_id, c.position, c.id
"""


def matched_capabilities(query: Query, hits: Sequence[Hit], vector: str) -> list[Hit]:
    """The same hits, each with its best capabilities, in two queries at most."""
    ids = [hit.artifact_id for hit in hits]
    if not ids:
        return []
    weights = {term: sure * word.idf for word in query.words for term, sure in word.terms.items()}
    likeness = nearest.skill_likeness(query.vectors, vector, ids) if vector else {}
    found: dict[int, list[MatchedCapability]] = {}
    length = query_length(query.words) or 1.0
    for pk, skill, capability_id, key, name, terms, in_name in rows(
        SKILLS, {"artifacts": ids, "terms": sorted(weights)}
    ):
        close = likeness.get(skill, 0.0)
        share = sum(weights[term] for term in terms) / (sum(weights.values()) or 1.0)
        if share < LEAST_SHARE and close < LEAST_LIKENESS:
            continue
        score = _word_score(weights, terms, in_name) / length + MEANING * close
        one = MatchedCapability(key, name, score, frozenset(terms), capability_id)
        found.setdefault(pk, []).append(one)
    return [replace(hit, matched=_best(found.get(hit.artifact_id, ()))) for hit in hits]


def _word_score(
    weights: Mapping[int, float], terms: Sequence[int], in_name: Sequence[int]
) -> float:
    named = frozenset(in_name)
    return sum(weights[term] * (IN_NAME if term in named else 1.0) for term in terms)


def _best(matched: Sequence[MatchedCapability]) -> tuple[MatchedCapability, ...]:
    return tuple(sorted(matched, key=lambda one: (-one.score, one.key))[:MOST_MATCHED])
