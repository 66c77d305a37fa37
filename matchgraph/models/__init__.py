"""What the match graph keeps. Searches and events are observed, all else derived."""

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
from matchgraph.models.bias import PositionBias
from matchgraph.models.days import (
    DemandDay,
    EvidenceDay,
    HeldDay,
    HeldState,
    MergedArtifact,
    RolledDay,
    TouchedDay,
)
from matchgraph.models.events import DailySalt, Event
from matchgraph.models.evidence import DemandWeek, EvidenceWeek
from matchgraph.models.intents import Intent, IntentCapability, IntentDay, LinkOrigin, QueryForm
from matchgraph.models.searches import Search, Surface

__all__ = [
    "DailySalt",
    "DemandDay",
    "DemandWeek",
    "EmbeddingState",
    "Event",
    "EvidenceDay",
    "EvidenceWeek",
    "HeldDay",
    "HeldState",
    "Intent",
    "IntentCapability",
    "IntentDay",
    "LinkOrigin",
    "MergedArtifact",
    "MinilmVector",
    "PositionBias",
    "QueryForm",
    "RolledDay",
    "Search",
    "SearchCapability",
    "SearchDirty",
    "SearchDocument",
    "SearchName",
    "SearchPosting",
    "SearchStatistics",
    "SearchTerm",
    "Surface",
    "TouchedDay",
    "WordllamaVector",
]
