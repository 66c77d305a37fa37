"""What the match graph keeps. Searches are observed; the index, intents, days and weeks derived."""

from matchgraph.index.models import (
    EmbeddingState,
    MinilmVector,
    SearchCapability,
    SearchDirty,
    SearchDocument,
    SearchName,
    SearchPosting,
    SearchStatistics,
    SearchTerm,
    WordllamaVector,
)
from matchgraph.models.evidence import DemandWeek, EvidenceWeek
from matchgraph.models.intents import Intent, IntentCapability, IntentDay, LinkOrigin, QueryForm
from matchgraph.models.searches import Search, Surface

__all__ = [
    "DemandWeek",
    "EmbeddingState",
    "EvidenceWeek",
    "Intent",
    "IntentCapability",
    "IntentDay",
    "LinkOrigin",
    "MinilmVector",
    "QueryForm",
    "Search",
    "SearchCapability",
    "SearchDirty",
    "SearchDocument",
    "SearchName",
    "SearchPosting",
    "SearchStatistics",
    "SearchTerm",
    "Surface",
    "WordllamaVector",
]
