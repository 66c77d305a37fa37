"""Who may regroup intents: one at a time, and nobody while an editor is at work on one."""

from matchgraph.database import rows

LOCK = 7_302_102


def take_turn() -> bool:
    """Whether this transaction, until its end, is the only one at work on intents."""
    return _took("SELECT pg_try_advisory_xact_lock(%s)")


def join_in() -> bool:
    """Whether nobody regroups intents until this transaction ends; editors join in together."""
    return _took("SELECT pg_try_advisory_xact_lock_shared(%s)")


def _took(statement: str) -> bool:
    ((is_ours,),) = rows(statement, [LOCK])
    return bool(is_ours)
