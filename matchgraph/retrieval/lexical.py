"""The branch of words: documents that are most about the query's words.

A word's postings are read from the weightiest on and not to the end, so that common words cost no
more than rare ones; what comes out is then weighed by all the words a document really has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matchgraph.database import rows
from matchgraph.retrieval.fusion import Word
from matchgraph.retrieval.narrowing import Among, clause

DEPTH, DEPTH_NARROWED = 1_000, 4_000
MOST = 300
# The rarest words of a long question choose whom to weigh; all of them then weigh.
MOST_CHOOSING = 24

ASKED = """
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%(words)s::int[], %(terms)s::int[], %(sure)s::float8[],
        %(idf)s::float8[]) AS a(word, term_id, sure, idf)
)
"""
FROM_POSTINGS = """
, near AS (
    SELECT p.artifact_id, a.word, max(a.idf * a.sure * p.impact) AS worth
    FROM asked a CROSS JOIN LATERAL (
        SELECT artifact_id, impact FROM matchgraph_searchposting
        WHERE term_id = a.term_id
        ORDER BY term_id DESC, impact DESC, artifact_id DESC LIMIT %(depth)s
    ) p
    GROUP BY p.artifact_id, a.word
)
-- Thousands are narrowed at once: as a test of its own, the filter's artifacts are hashed first.
SELECT artifact_id FROM near WHERE ({among}) IS TRUE
GROUP BY artifact_id ORDER BY sum(worth) DESC, artifact_id LIMIT %(most)s
"""
FROM_DOCUMENTS = """
SELECT artifact_id FROM matchgraph_searchdocument
WHERE {among} AND terms && %(terms)s::int[]
"""
# The best term of each word of each document.
WORTHS = """
, worths AS (
    SELECT d.artifact_id, a.word, a.term_id, array_position(d.terms, a.term_id) AS at,
        d.impacts, d.places, a.sure
    FROM matchgraph_searchdocument d
    JOIN asked a ON a.term_id = ANY(d.terms)
    WHERE d.artifact_id = ANY(%(candidates)s)
)
SELECT DISTINCT ON (artifact_id, word)
    artifact_id, word, term_id, sure * impacts[at] AS worth, places[at]
FROM worths ORDER BY artifact_id, word, worth DESC, term_id
"""


@dataclass(frozen=True)
class Held:
    """A word of the query in a document: by which term, what it is worth there, and where."""

    word: int
    term_id: int
    worth: float
    places: int


def candidates(words: Sequence[Word], among: Among) -> list[int]:
    """Artifacts to weigh, those first that the words say most about."""
    given = _asked(words, most=MOST_CHOOSING)
    if not given["terms"] or among.few == ():
        return []
    condition, narrowed = clause(among, "artifact_id")
    if among.few is not None:
        return [pk for (pk,) in rows(FROM_DOCUMENTS.format(among=condition), {**given, **narrowed})]
    depth = DEPTH if among.is_everything else DEPTH_NARROWED
    statement = ASKED + FROM_POSTINGS.format(among=condition)
    return [pk for (pk,) in rows(statement, {**given, **narrowed, "depth": depth, "most": MOST})]


def held_words(words: Sequence[Word], candidates: Sequence[int]) -> dict[int, list[Held]]:
    """By artifact, which of the query's words it holds."""
    given = _asked(words)
    held: dict[int, list[Held]] = {}
    if given["terms"] and candidates:
        for pk, *found in rows(ASKED + WORTHS, {**given, "candidates": list(candidates)}):
            held.setdefault(pk, []).append(Held(*found))
    return held


def _asked(words: Sequence[Word], most: int | None = None) -> dict[str, list[float]]:
    """The words as columns of a statement, or the `most` that tell most of them."""
    telling = sorted(range(len(words)), key=lambda place: (-words[place].idf, place))[:most]
    asked = [
        (place, term, sure, words[place].idf)
        for place in sorted(telling)
        for term, sure in words[place].terms.items()
    ]
    columns = zip(*asked, strict=True) if asked else ((), (), (), ())
    return dict(zip(("words", "terms", "sure", "idf"), map(list, columns), strict=True))
