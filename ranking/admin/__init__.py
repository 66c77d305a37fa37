"""The ranking on the editors' desk. One module a topic; importing them registers their classes."""

from ranking.admin import adjustments, elsewhere, epochs, formulas, links, results, scores

__all__ = ["adjustments", "elsewhere", "epochs", "formulas", "links", "results", "scores"]
