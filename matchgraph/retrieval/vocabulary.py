"""Capabilities of the shared vocabulary that a query may be about."""

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F

from catalog.models import Capability
from matchgraph.retrieval.words import words_of

TEXT = SearchVector("name", weight="A", config="english") + SearchVector(
    "description", weight="B", config="english"
)
MOST_WORDS = 32


def matching_capabilities(text: str, most: int = 6) -> list[Capability]:
    """Those whose name or description holds a word of `text`, best first."""
    words = words_of(text.replace("\0", " "))[:MOST_WORDS]
    if not words:
        return []
    joined = " or ".join(f'"{word}"' for word in words)
    query = SearchQuery(joined, search_type="websearch", config="english")
    found = Capability.objects.annotate(text=TEXT).filter(text=query)
    return list(found.order_by(SearchRank(F("text"), query).desc(), "key")[:most])
