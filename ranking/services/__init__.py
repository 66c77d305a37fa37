from ranking.services.draining import Drained, drain, drain_all
from ranking.services.explaining import explain, explain_many, mentioned_sources
from ranking.services.positions import positions

__all__ = [
    "Drained",
    "drain",
    "drain_all",
    "explain",
    "explain_many",
    "mentioned_sources",
    "positions",
]
