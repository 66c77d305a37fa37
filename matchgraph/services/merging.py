"""Two intents become one: by the weekly grouping, or by an editor."""

from datetime import date

from django.db import transaction

from matchgraph.models import Intent, IntentCapability, LinkOrigin, QueryForm, Search
from matchgraph.services.tallying import fold_days


@transaction.atomic
def absorb(*, intent: int, into: int, today: date, by_hand: bool = False) -> None:
    """Everything of `intent` goes to `into`, both ids of intents that count; a pointer is left.

    Whatever pointed at `intent` points at `into`, so that one step leads to what counts. An
    editor's links follow; `into` keeps its own where both have one.
    """
    locked = {row.pk: row for row in _locked(intent, into)}
    QueryForm.objects.filter(intent=intent).update(intent=into)
    Search.objects.filter(intent=intent).update(intent=into)
    Intent.objects.filter(merged_into=intent).update(merged_into=into)
    _hand_over_links(intent, into)
    fold_days(of=intent, into=into, today=today)
    merged = locked[intent]
    merged.merged_into_id = into
    merged.merged_by_hand = by_hand
    merged.merged_on = today
    merged.save(update_fields=["merged_into", "merged_by_hand", "merged_on"])


def _locked(*intents: int) -> list[Intent]:
    return list(Intent.objects.select_for_update(no_key=True).filter(pk__in=intents).order_by("pk"))


def _hand_over_links(intent: int, into: int) -> None:
    known = IntentCapability.objects.filter(intent=into, origin=LinkOrigin.EDITOR)
    given = IntentCapability.objects.filter(intent=intent, origin=LinkOrigin.EDITOR)
    moving = given.exclude(capability__in=known.values("capability"))
    capabilities = list(moving.values_list("capability", flat=True))
    IntentCapability.objects.filter(intent=into, capability__in=capabilities).delete()
    moving.update(intent=into)
    IntentCapability.objects.filter(intent=intent).delete()
