"""The ranking on the editors' desk. One module a topic; importing them registers their classes."""

from ranking.admin import adjustments, epochs, formulas, results, scores, waiting

__all__ = ["adjustments", "epochs", "formulas", "results", "scores", "waiting"]
