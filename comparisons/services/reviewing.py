"""Finds editorial verdicts that rest on what is no longer so, and puts them into the queue."""

from dataclasses import dataclass
from datetime import datetime

import pghistory

from comparisons.deciding import changes
from comparisons.models import EditorialVerdict, VerdictState
from comparisons.services.written import Pair, as_written, pairs_of

GROUP = 50


@dataclass(frozen=True)
class Reviewed:
    """How many were compared with the facts, and of how many the state or the rows changed."""

    compared: int = 0
    changed: int = 0


def review_verdicts(*, at: datetime) -> Reviewed:
    """Compare every verdict whose artifacts moved since it was last compared.

    One of which a deciding row changed becomes stale; one whose rows all show again what they
    showed becomes current. Run again, it writes nothing. Five queries for a group, and one or
    two for each verdict in it.
    """
    due = list(EditorialVerdict.objects.moved().order_by("pk"))
    compared = changed = 0
    for start in range(0, len(due), GROUP):
        group = due[start : start + GROUP]
        pairs = pairs_of(group)
        compared += len(pairs)
        changed += sum(_review(row, pairs[row.pk], at) for row in group if row.pk in pairs)
    return Reviewed(compared, changed)


def _review(verdict: EditorialVerdict, pair: Pair, at: datetime) -> bool:
    """True where something changed.

    Written only onto the revision that was read: what somebody saved meanwhile stands, and is
    compared the next time.
    """
    found = changes(as_written(verdict).values, pair.comparison)
    rows = list(dict.fromkeys(change.key for change in found))
    same = EditorialVerdict.objects.filter(pk=verdict.pk, revision=verdict.revision)
    if rows == verdict.stale_rows:
        same.update(checked=pair.revisions)
        return False
    labels = ", ".join(dict.fromkeys(change.label for change in found))
    reason = f"changed since it was written: {labels}" if rows else "shows again what it showed"
    with pghistory.context(reason=reason[:200]):
        written = same.update(
            state=VerdictState.STALE if rows else VerdictState.CURRENT,
            stale_since=(verdict.stale_since or at) if rows else None,
            stale_rows=rows,
            checked=pair.revisions,
        )
    return bool(written)
