"""Which capabilities an intent asks for, as far as retrieval tells: worked out anew each week."""

from datetime import date

from django.db import transaction

from matchgraph.database import rows
from matchgraph.models import IntentCapability, LinkOrigin
from matchgraph.services.tallying import days_of_searches
from matchgraph.sql import load

FEWEST_VISITOR_DAYS = 3
MOST_LINKS = 5


@transaction.atomic
def derive_links(*, today: date) -> int:
    """Link each searched intent to what matched most often; number of links made or taken away.

    Links made or denied by an editor stand, and those of intents without a search stay.
    """
    wanted, searched = _wanted(today)
    derived = IntentCapability.objects.filter(origin=LinkOrigin.RETRIEVAL, intent__in=searched)
    stands = {(row.intent_id, row.capability_id): row.pk for row in derived}
    gone = [pk for pair, pk in stands.items() if pair not in wanted]
    IntentCapability.objects.filter(pk__in=gone).delete()
    known = set(
        IntentCapability.objects.filter(intent__in=searched).values_list("intent", "capability")
    )
    new = [
        IntentCapability(intent_id=intent, capability_id=capability, origin=LinkOrigin.RETRIEVAL)
        for intent, capability in sorted(wanted - known)
    ]
    IntentCapability.objects.bulk_create(new, batch_size=500)
    return len(gone) + len(new)


def _wanted(today: date) -> tuple[set[tuple[int, int]], set[int]]:
    """The links there should be, and the intents whose searches tell of it."""
    given = days_of_searches(today) | {"fewest": FEWEST_VISITOR_DAYS, "most": MOST_LINKS}
    found = rows(load("linked_capabilities"), given)
    wanted = {(intent, capability) for intent, capability in found if capability is not None}
    return wanted, {intent for intent, _ in found}
