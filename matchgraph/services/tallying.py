"""Intents counted by day, so that figures outlive the searches they were counted from."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min

from matchgraph.counting import UNITS_A_PREFIX
from matchgraph.database import execute
from matchgraph.models import IntentDay, Search
from matchgraph.sql import load

# Searches of today and the 29 days before are there; each of these days can be counted anew.
SEARCHES_DAYS = 30
PUBLIC_WINDOW_DAYS = 90
WEAK_BELOW = 500_000  # ppm: the best hit answers less than half of what was asked


def kept_since(today: date) -> date:
    """The first day whose searches are all there."""
    return today - timedelta(days=SEARCHES_DAYS - 1)


def days_of_searches(today: date) -> dict[str, Any]:
    """From the first day that has searches to yesterday. Days leave whole, so each one is whole.

    Today is left out: figures move once a day, so that nobody can watch one follow a search.
    """
    first = Search.objects.aggregate(first=Min("day"))["first"]
    return {"since": min(first or today, kept_since(today)), "until": today - timedelta(days=1)}


@transaction.atomic
def tally(*, today: date, intents: Collection[int] | None = None) -> int:
    """Count each day anew, for these intents or for all; number of rows written."""
    given = days_of_searches(today) | {
        "intents": None if intents is None else list(intents),
        "of_network": UNITS_A_PREFIX,
        "weak_below": WEAK_BELOW,
    }
    return execute(load("intent_days"), given)


def fold_days(*, of: int, into: int, today: date) -> None:
    """Hand over the days that cannot be counted anew; the others follow with the next count."""
    execute(load("fold_days"), {"of": of, "into": into, "before": kept_since(today)})
    IntentDay.objects.filter(intent=of).delete()
