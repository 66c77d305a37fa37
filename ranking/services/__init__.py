from ranking.services.draining import Drained, drain, drain_all
from ranking.services.explaining import explain, explain_many, mentioned_sources
from ranking.services.positions import positions
from ranking.services.profiles import profiles
from ranking.services.searched import searched, searched_of_some

__all__ = [
    "Drained",
    "drain",
    "drain_all",
    "explain",
    "explain_many",
    "mentioned_sources",
    "positions",
    "profiles",
    "searched",
    "searched_of_some",
]
