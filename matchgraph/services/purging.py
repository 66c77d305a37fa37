"""What is not needed any more goes: searches after 30 days, wordings after 90, empty intents."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from matchgraph.models import Intent, IntentCapability, IntentDay, LinkOrigin, QueryForm, Search
from matchgraph.services.labelling import forget_labels
from matchgraph.services.tallying import PUBLIC_WINDOW_DAYS, kept_since, tally
from matchgraph.services.turns import take_turn

FORMS_DAYS = 90
# Longer than anything is kept that names an intent by its number.
POINTERS_DAYS = 100


@dataclass(frozen=True)
class Purged:
    searches: int
    forms: int
    days: int
    intents: int = 0


@transaction.atomic
def purge(*, today: date) -> Purged | None:
    """Delete what is too old, after counting it once more. Done twice it deletes nothing more.

    None while somebody else is at work.
    """
    if not take_turn():
        return None
    tally(today=today)
    searches = Search.objects.filter(day__lt=kept_since(today))
    forms = QueryForm.objects.filter(last_seen_on__lte=today - timedelta(days=FORMS_DAYS))
    days = IntentDay.objects.filter(day__lte=today - timedelta(days=PUBLIC_WINDOW_DAYS))
    purged = Purged(searches=searches.delete()[0], forms=forms.delete()[0], days=days.delete()[0])
    forget_labels()
    return replace(purged, intents=_delete_empty(today))


def _delete_empty(today: date) -> int:
    """Intents that say nothing, that nothing points at, and old enough for that to last."""
    pointing = [
        Exists(QueryForm.objects.filter(intent=OuterRef("pk"))),
        Exists(Search.objects.filter(intent=OuterRef("pk"))),
        Exists(IntentDay.objects.filter(intent=OuterRef("pk"))),
        Exists(Intent.objects.filter(merged_into=OuterRef("pk"))),
        Exists(IntentCapability.objects.filter(intent=OuterRef("pk"), origin=LinkOrigin.EDITOR)),
    ]
    old = today - timedelta(days=POINTERS_DAYS)
    empty = Intent.objects.filter(label="", created_at__date__lt=old, answered_on=None)
    empty = empty.filter(Q(merged_into=None) | Q(merged_on__lt=old))
    for pointer in pointing:
        empty = empty.filter(~pointer)
    return empty.delete()[1].get("matchgraph.Intent", 0)
