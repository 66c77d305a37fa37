"""What an empty search shows: what most visitors looked for, then by name."""

from matchgraph.database import rows
from matchgraph.retrieval.hits import Found, Hit, Why
from matchgraph.retrieval.narrowing import Among, clause

POPULAR = """
SELECT artifact_id, demand FROM matchgraph_searchdocument
WHERE {among} ORDER BY demand DESC, name, artifact_id LIMIT %(most)s
"""


def popular(among: Among, most: int) -> Found:
    """Nothing was matched: what is merely shown is no demand."""
    condition, narrowed = clause(among, "artifact_id")
    found = rows(POPULAR.format(among=condition), {**narrowed, "most": most})
    hits = tuple(
        Hit(pk, float(demand), why=(Why.POPULAR,) if demand else ()) for pk, demand in found
    )
    return Found(hits=hits)
