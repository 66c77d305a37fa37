"""An editor's word on evidence that was held back."""

from datetime import datetime, timedelta

from django.db import transaction

from matchgraph.models import HeldDay, HeldState
from matchgraph.services.partitions import KEPT_DAYS
from matchgraph.services.rolling import one_at_a_time, write_week


class DecisionRefused(Exception):
    """The message says what is missing."""


def decide(
    *, held_ids: list[int], state: HeldState, reason: str, by: int | None, at: datetime
) -> list[HeldDay]:
    """Let these days count, or count nothing. Their weeks follow in the same transaction.

    Returns those that were not decided so already. Raises DecisionRefused without a reason, and for
    days of which only the sums by week are left.
    """
    if not reason.strip():
        raise DecisionRefused("Say why: whoever looks at it later has to know.")
    last = at.date() - timedelta(days=KEPT_DAYS)
    if HeldDay.objects.filter(pk__in=held_ids, day__lt=last).exists():
        raise DecisionRefused(f"What was before {last} is summed up for good.")
    with transaction.atomic():
        one_at_a_time()
        rows = list(
            HeldDay.objects.filter(pk__in=held_ids)
            .exclude(state=state)
            .select_related("artifact")
            .order_by("day")
        )
        HeldDay.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=state, reason=reason.strip(), decided_by_id=by, decided_at=at
        )
        for day in sorted({row.day for row in rows}):
            write_week(day)
    return rows
