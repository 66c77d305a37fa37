"""The whole score in plain Python, from plain facts: what the SQL must give, bit for bit.

Slow and readable on purpose. It shares the arithmetic of `ranking.scoring` and none of the SQL.
"""

from ranking.oracle.reckoning import Reckoned, reckon
from ranking.oracle.terms import Terms

__all__ = ["Reckoned", "Terms", "reckon"]
