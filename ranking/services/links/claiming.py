"""Gives links out to be asked: each to one worker at a time, few of one host at once.

Who claims a link has it until its claim ends: a worker that dies gives it back by doing nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from ranking.checks.outcomes import Outcome
from ranking.checks.upstream import address_of
from ranking.models import LinkCheck
from ranking.services.database import rows

EACH_HOST = 3
DUE = "c.due_at <= %(at)s"
# Links that answered last time, the soonest due first: to tell a silent host from a dead network.
WITNESS = "c.outcome = %(answered)s AND c.host <> ALL(%(hosts)s)"
CLAIM = """
WITH busy AS (
    SELECT host FROM ranking_linkcheck WHERE claimed_until > %(at)s
    UNION
    SELECT host FROM ranking_linkhost WHERE free_at > %(soon)s
),
placed AS (
    SELECT c.id, row_number() OVER (PARTITION BY c.host ORDER BY c.due_at, c.id) AS place
    FROM ranking_linkcheck c
    WHERE {wanted} AND NOT EXISTS (SELECT 1 FROM busy WHERE busy.host = c.host)
),
chosen AS (
    SELECT c.id, p.place
    FROM ranking_linkcheck c JOIN placed p ON p.id = c.id
    WHERE {wanted} AND (c.claimed_until IS NULL OR c.claimed_until <= %(at)s)
        AND p.place <= %(each)s
    ORDER BY p.place, c.due_at, c.id
    LIMIT %(most)s
    FOR UPDATE OF c SKIP LOCKED
)
UPDATE ranking_linkcheck c SET claimed_until = %(until)s
FROM chosen
WHERE c.id = chosen.id
RETURNING c.id, c.artifact_id, c.kind, c.reference, c.host, chosen.place, c.due_at
"""


@dataclass(frozen=True)
class Claimed:
    """A link that is ours to ask."""

    id: int
    artifact_id: int
    kind: str
    reference: str
    host: str

    @property
    def address(self) -> str:
        return address_of(self.kind, self.reference)


def claim(*, at: datetime, lease: timedelta, pause: timedelta, most: int) -> list[Claimed]:
    """Up to `most` links that are due, those of one host far apart.

    None of a host that someone else has links of, or that wants to be left alone for longer than
    the `pause` between two requests.
    """
    times = {"at": at, "until": at + lease, "soon": at + pause}
    return _claim(DUE, {**times, "most": most, "each": EACH_HOST})


def claim_witnesses(
    *, at: datetime, lease: timedelta, most: int, hosts: Collection[str]
) -> list[Claimed]:
    """Links of other hosts that answered last time, due or not: one a host."""
    times = {"at": at, "until": at + lease, "soon": at}
    named = {"answered": Outcome.ANSWERED.value, "hosts": list(hosts)}
    return _claim(WITNESS, {**times, **named, "most": most, "each": 1})


def release(links: Iterable[Claimed], *, due_at: datetime) -> None:
    """Give links back unasked, due no earlier than `due_at`."""
    LinkCheck.objects.filter(pk__in=[link.id for link in links]).update(
        claimed_until=None, due_at=Greatest("due_at", Value(due_at))
    )


@transaction.atomic
def _claim(wanted: str, parameters: Mapping[str, Any]) -> list[Claimed]:
    found = rows(CLAIM.format(wanted=wanted), parameters)
    in_turn = sorted(found, key=lambda row: (*row[5:], row[0]))
    return [Claimed(*row[:5]) for row in in_turn]
