"""Which comparisons a search engine should keep, of the many that can be spelled."""

from comparisons.table import Comparison

NOINDEX = "noindex"


def is_worth_indexing(comparison: Comparison, *, picked: bool) -> bool:
    """Two of one type group, two that share a capability, or two that an editor wrote about.

    Three and more are for the reader who put them together: there are too many of them.
    """
    if len(comparison.subjects) != 2:
        return False
    return picked or not comparison.is_cross_type or bool(comparison.alignment.shared)
