"""Who opens more artifacts in an hour than somebody who looks at them."""

from datetime import datetime, timedelta

from django.db import connection

from matchgraph.counting import ARTIFACTS_AN_HOUR
from matchgraph.models import Search

HOUR = timedelta(hours=1)
ACTED_ON = """
SELECT count(DISTINCT e.artifact_id)
FROM matchgraph_search s
JOIN matchgraph_event e ON e.day = s.day AND e.search_id = s.id
WHERE
    s.visitor_key = %s AND s.day = %s AND e.kind <> 'impression' AND e.at > %s
    AND e.artifact_id <> %s
"""


def acts_too_much(search: Search, artifact_id: int, *, now: datetime) -> bool:
    """Whether whoever made the search did something with more than 30 artifacts in an hour, this
    one among them."""
    with connection.cursor() as cursor:
        cursor.execute(ACTED_ON, [bytes(search.visitor_key), search.day, now - HOUR, artifact_id])
        return int(cursor.fetchone()[0]) >= ARTIFACTS_AN_HOUR
