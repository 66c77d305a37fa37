"""What of intents may be told to everybody: the one place where that is decided.

Visitor-days of several days add up, since the same visitor on two days counts twice by definition.
Networks do not: keys of two days cannot be compared, so ten networks of one day are the fewest that
ten networks of 90 days can be known by.
"""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch

from catalog.enums import Support
from catalog.models import Artifact, ArtifactCapability
from matchgraph.models import Intent, IntentCapability
from matchgraph.models.intents import IntentQuerySet
from matchgraph.services.tallying import PUBLIC_WINDOW_DAYS

HELD = (Support.YES, Support.PARTIAL)


def window_since(today: date) -> date:
    return today - timedelta(days=PUBLIC_WINDOW_DAYS - 1)


def published_intents(today: date) -> IntentQuerySet:
    """Intents above the threshold with `visitor_days`, `active_days` and `prefixes` of 90 days.

    `shown_links`, where asked for by `with_links`, are the capabilities they ask for.
    """
    return Intent.objects.published(window_since(today))


def with_links(intents: IntentQuerySet) -> IntentQuerySet:
    links = IntentCapability.objects.holding().select_related("capability")
    return intents.prefetch_related(
        Prefetch("links", links.order_by("capability__key"), to_attr="shown_links")
    )


def intents_of(artifact: Artifact, *, today: date, most: int = 5) -> list[Intent]:
    """Published intents that ask for a capability this artifact has, most searched for first."""
    has = ArtifactCapability.objects.filter(artifact=artifact, support__in=HELD)
    links = IntentCapability.objects.holding().filter(
        intent=OuterRef("pk"), capability__in=has.values("capability")
    )
    found = published_intents(today).filter(Exists(links))
    most_wanted = F("visitor_days").desc()
    return list(found.order_by(most_wanted, "label", "key")[:most])
