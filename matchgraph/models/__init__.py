"""What the match graph keeps. Events are observed; days and weeks are derived from them."""

from matchgraph.models.bias import PositionBias
from matchgraph.models.days import DemandDay, EvidenceDay, HeldDay, HeldState, RolledDay, TouchedDay
from matchgraph.models.events import DailySalt, Event
from matchgraph.models.evidence import DemandWeek, EvidenceWeek

__all__ = [
    "DailySalt",
    "DemandDay",
    "DemandWeek",
    "Event",
    "EvidenceDay",
    "EvidenceWeek",
    "HeldDay",
    "HeldState",
    "PositionBias",
    "RolledDay",
    "TouchedDay",
]
