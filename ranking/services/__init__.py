from ranking.services.explaining import explain, explain_many, mentioned_sources
from ranking.services.positions import positions

__all__ = ["explain", "explain_many", "mentioned_sources", "positions"]
