from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone

from catalog.models import Capability
from comparisons.api.base import ListView, both_ways
from comparisons.api.keyset import Key
from comparisons.api.links import Links
from comparisons.api.shapes.intents import IntentEntry
from comparisons.api.shapes.vocabulary import Reference
from matchgraph.models import IntentCapability
from matchgraph.models.intents import IntentQuerySet
from matchgraph.services.publishing import asking_for, links_of, published_intents


class IntentFilter(django_filters.FilterSet):  # type: ignore[misc]
    capability = django_filters.ModelChoiceFilter(
        queryset=Capability.objects.all(),
        to_field_name="key",
        method="asks_for",
        help_text="Key of a capability that is asked for.",
    )

    def asks_for(self, rows: IntentQuerySet, name: str, value: Capability) -> IntentQuerySet:
        return asking_for(rows, [value.pk])


class IntentList(ListView):
    """List what visitors search for, the most wanted first.

    Only what at least 20 visitors, counted once a day, searched for within 90 days, on five days
    and from ten networks. Figures move once a day.
    """

    operation = "list_intents"
    tag = "search"
    shape = IntentEntry
    filterset_class = IntentFilter
    columns = ("id", "reference", "label", "visitor_days", "active_days")
    orderings = {
        **dict(reversed(both_ways("visitor_days", Key("visitor_days"), last="reference").items())),
        **both_ways("label", Key("label"), last="reference"),
    }

    def get_queryset(self) -> Any:
        today = timezone.now().date()
        return published_intents(today).annotate(reference=Cast("key", CharField()))

    def build(self, rows: list[dict[str, Any]]) -> Sequence[IntentEntry]:
        linked = links_of([row["id"] for row in rows])
        links = self.links
        return [
            {
                "key": row["reference"],
                "label": row["label"],
                "visitor_days": row["visitor_days"],
                "days": row["active_days"],
                "capabilities": [_reference(link, links) for link in linked.get(row["id"], [])],
            }
            for row in rows
        ]


def _reference(link: IntentCapability, links: Links) -> Reference:
    capability = link.capability
    return {
        "key": capability.key,
        "name": capability.name,
        "url": links.capability(capability.key),
    }
