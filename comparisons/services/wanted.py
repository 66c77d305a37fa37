"""What people search for, as far as it is published, beside what answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from catalog.models import Artifact, Capability
from matchgraph.models import Intent
from matchgraph.services.publishing import asking_for, intents_of, published_intents

MOST = 5


@dataclass(frozen=True)
class Wanted:
    """`visitor_days` are visitors of 90 days, once a day each."""

    label: str
    visitor_days: int


def served_by(artifact: Artifact, *, today: date) -> tuple[Wanted, ...]:
    """Of what the artifact can do, what is searched for most."""
    return _told(intents_of(artifact, today=today, most=MOST))


def leading_to(capability: Capability, *, today: date) -> tuple[Wanted, ...]:
    found = asking_for(published_intents(today), [capability.pk])
    return _told(found.order_by(F("visitor_days").desc(), "label", "key")[:MOST])


def _told(intents: Iterable[Intent]) -> tuple[Wanted, ...]:
    return tuple(Wanted(one.label, one.visitor_days) for one in intents)
