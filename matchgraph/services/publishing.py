"""What of intents may be told to everybody: the one place where that is decided.

Visitor-days of several days add up, since the same visitor on two days counts twice by definition.
Networks do not: keys of two days cannot be compared, so ten networks of one day are the fewest that
ten networks of 90 days can be known by.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef

from catalog.enums import Support
from catalog.models import Artifact, ArtifactCapability
from matchgraph.models import Intent, IntentCapability
from matchgraph.models.intents import IntentQuerySet
from matchgraph.services.tallying import PUBLIC_WINDOW_DAYS

HELD = (Support.YES, Support.PARTIAL)


def window_since(today: date) -> date:
    return today - timedelta(days=PUBLIC_WINDOW_DAYS - 1)


def published_intents(today: date) -> IntentQuerySet:
    """Intents above the threshold with `visitor_days`, `active_days` and `prefixes` of 90 days."""
    return Intent.objects.published(window_since(today))


def links_of(intents: Collection[int]) -> dict[int, list[IntentCapability]]:
    """What each of these intents asks for, by its id, with the capability joined."""
    found = IntentCapability.objects.holding().filter(intent__in=intents)
    linked: dict[int, list[IntentCapability]] = {}
    for link in found.select_related("capability").order_by("intent", "capability__key"):
        linked.setdefault(link.intent_id, []).append(link)
    return linked


def asking_for(intents: IntentQuerySet, capabilities: Any) -> IntentQuerySet:
    """Those that ask for one of the capabilities, given by id or as a query of ids."""
    holding = IntentCapability.objects.holding().filter(intent=OuterRef("pk"))
    return intents.filter(Exists(holding.filter(capability__in=capabilities)))


def intents_of(artifact: Artifact, *, today: date, most: int = 5) -> list[Intent]:
    """Published intents that ask for a capability this artifact has, most searched for first."""
    has = ArtifactCapability.objects.filter(artifact=artifact, support__in=HELD)
    found = asking_for(published_intents(today), has.values("capability"))
    most_wanted = F("visitor_days").desc()
    return list(found.order_by(most_wanted, "label", "key")[:most])
