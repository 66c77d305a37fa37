"""The ranking on the editors' desk: to read, except for results of checks and draft weights."""

from ranking.admin import formulas, links, results, scores

__all__ = ["formulas", "links", "results", "scores"]
