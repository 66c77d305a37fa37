"""What the match graph keeps. Searches are observed; intents, days and weeks are derived."""

from matchgraph.models.evidence import DemandWeek, EvidenceWeek
from matchgraph.models.intents import Intent, IntentCapability, IntentDay, LinkOrigin, QueryForm
from matchgraph.models.searches import Search, Surface

__all__ = [
    "DemandWeek",
    "EvidenceWeek",
    "Intent",
    "IntentCapability",
    "IntentDay",
    "LinkOrigin",
    "QueryForm",
    "Search",
    "Surface",
]
