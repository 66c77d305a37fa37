"""Points by hand: made once, with a reason and an end, and ended early at most."""

from datetime import date, datetime

from django.db import transaction

from catalog.models import Artifact
from ranking.models import Adjustment
from ranking.services.epochs import active_epoch


class AdjustmentRefused(Exception):
    """What was asked cannot be done to this adjustment; the message tells why."""


@transaction.atomic
def adjust(
    *,
    artifact: Artifact,
    tenths: int,
    reason: str,
    starts_on: date,
    ends_on: date,
    by: int | None,
    at: datetime,
) -> Adjustment:
    """Add or take tenths of a point from `starts_on` until before `ends_on`.

    Raises AdjustmentRefused for days that are over: what readers saw then stays as it was.
    """
    if starts_on < at.date():
        raise AdjustmentRefused("It starts today at the earliest: what was shown before stays.")
    if ends_on <= starts_on:
        raise AdjustmentRefused("It ends a day after it starts at the earliest.")
    return Adjustment.objects.create(
        artifact=artifact,
        tenths=tenths,
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on,
        made_by_id=by,
    )


@transaction.atomic
def end_adjustment(*, adjustment: Adjustment, at: datetime) -> Adjustment:
    """Let it count no longer, from today on; not at all where it has not started.

    Raises AdjustmentRefused where it has ended already.
    """
    kept = Adjustment.objects.select_for_update().get(pk=adjustment.pk)
    last = max(at.date(), kept.starts_on)
    if kept.ends_on <= last:
        raise AdjustmentRefused(f"It ended on {kept.ends_on.isoformat()} already.")
    kept.ends_on = last
    kept.save(update_fields=["ends_on"])
    return kept


def counting_day(today: date) -> date:
    """The day whose adjustments count in the ranks that are shown."""
    epoch = active_epoch()
    return epoch.as_of if epoch else today
