"""Whose turn it is to write the index."""

from matchgraph.database import rows

LOCK = 7_302_101


def take_turn() -> bool:
    """Whether this transaction, until its end, is the one that writes the index."""
    ((is_ours,),) = rows("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
    return bool(is_ours)
