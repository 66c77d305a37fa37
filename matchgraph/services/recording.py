"""What doors call after they have answered: a search with its hits, and what was done with a hit.

Recording never fails and never holds up an answer: what the database does not take in a moment is
not recorded. The log says that, and nothing of what was asked or by whom.
"""

import hmac
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction

from matchgraph.counting import SEARCHES_AN_HOUR, Kind
from matchgraph.identity import Doubt, Keys, Surface, Visitor
from matchgraph.models import Event, Search
from matchgraph.services.acting import acts_too_much
from matchgraph.services.intents import note_search
from matchgraph.services.salts import salt_of, salt_of_today
from matchgraph.tokens import Hit, token_of

logger = logging.getLogger(__name__)

T = TypeVar("T")
HOUR = timedelta(hours=1)
# Whoever searches this often is not worth the room.
NOT_KEPT_FROM = 10 * SEARCHES_AN_HOUR
PATIENCE = """
SELECT set_config('lock_timeout', '250ms', true), set_config('statement_timeout', '500ms', true)
"""
IMPRESSIONS = """
INSERT INTO matchgraph_event (
    at, day, search_id, intent_id, surface, visitor_key, prefix_key, trusted, reason, kind,
    artifact_id, capability_id, position
)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, 'impression', hit.*
FROM unnest(%s::bigint[], %s::bigint[], %s::integer[]) AS hit
ON CONFLICT DO NOTHING
"""
# Seconds after the search that must have passed before somebody can have stayed so long.
EARLIEST = {Kind.DWELL_10: 10, Kind.DWELL_30: 30}


@dataclass(frozen=True)
class Shown:
    """A hit on the page: its place, from 1 through all pages, and the capability that matched best;
    none where the name alone did."""

    artifact_id: int
    capability_id: int | None
    position: int


def record_search(
    *,
    visitor: Visitor | None,
    text: str,
    shown: Sequence[Shown],
    matched: Sequence[int],
    found: int,
    strength: int,
    now: datetime,
    capabilities: Sequence[int] = (),
) -> dict[int, str]:
    """Keep a search and its impressions. Returns a token for each hit, by artifact.

    `matched` are the artifacts that retrieval matched before any ranking, `found` how many hits
    there were, `strength` how well the best fits, in ppm, `capabilities` what matched in the first
    hits, best first. Nothing is kept, and no token made, of a visitor
    who asks for that, of a text that may not be kept, or where the database does not answer.
    """
    if visitor is None or not text.strip():
        return {}

    def record() -> dict[int, str]:
        search = _noted(
            visitor,
            text,
            now,
            found=found,
            strength=strength,
            matched=matched,
            capabilities=capabilities,
        )
        if search is None:
            return {}
        _add_impressions(search, shown, now)
        return {hit.artifact_id: _token(search, hit, now) for hit in shown}

    return _unless_it_fails(record, otherwise={})


def record_wish(*, visitor: Visitor | None, text: str, now: datetime) -> bool:
    """Keep what somebody says is missing, as a search that found nothing. Whether it is kept.

    The rules of searches hold: once a visitor and day, without personal data, and nothing of who
    asks for that. Nothing either of a form that another site sent.
    """
    if visitor is None or visitor.doubt is Doubt.ELSEWHERE or not text.strip():
        return False

    def record() -> bool:
        wish = _noted(visitor, text, now, found=0, strength=0, matched=())
        return wish is not None

    return _unless_it_fails(record, otherwise=False)


def record_event(*, hit: Hit, kind: Kind, visitor: Visitor | None, now: datetime) -> bool:
    """Keep what somebody did with a hit; done again, it changes nothing. Whether it is kept.

    It is not where the visitor asks for that, where somebody else made the search, and where it
    cannot have happened yet.
    """
    if visitor is None or now < hit.shown_at + timedelta(seconds=EARLIEST.get(kind, 0)):
        return False

    def record() -> bool:
        search = Search.objects.filter(pk=hit.search_id).first()
        if search is None or not _is_whose(search, visitor):
            return False
        _add_event(search, hit, kind, _doubt_of_act(search, hit, visitor, now), now)
        return True

    return _unless_it_fails(record, otherwise=False)


def time_ordered_id(now: datetime) -> UUID:
    """A UUID of version 7: neighbours in time are neighbours in the index."""
    value = int(now.timestamp() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    return UUID(int=value & ~(0b11 << 62) | 0b10 << 62)


def _noted(visitor: Visitor, text: str, now: datetime, **answer: Any) -> Search | None:
    """The search as it is kept; none where nothing of it may be, or where they search too often."""
    keys = visitor.keys(salt_of_today(now=now))
    lately = _searches_lately(keys, now)
    if lately >= NOT_KEPT_FROM:
        return None
    return note_search(
        search_id=time_ordered_id(now),
        text=text,
        keys=keys,
        surface=visitor.surface.value,
        doubt=_doubt_of_search(visitor, lately),
        now=now,
        **answer,
    )


def _doubt_of_search(visitor: Visitor, lately: int) -> str:
    if visitor.doubt:
        return visitor.doubt.value
    return Doubt.SEARCHES.value if lately >= SEARCHES_AN_HOUR else ""


def _searches_lately(keys: Keys, now: datetime) -> int:
    lately = Search.objects.filter(visitor_key=keys.visitor, at__gt=now - HOUR, at__lte=now)
    return lately[:NOT_KEPT_FROM].count()


def _add_impressions(search: Search, shown: Sequence[Shown], now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            IMPRESSIONS,
            [
                now,
                search.day,
                search.pk,
                search.intent_id,
                search.surface,
                bytes(search.visitor_key),
                bytes(search.prefix_key),
                search.trusted,
                search.reason,
                [hit.artifact_id for hit in shown],
                [hit.capability_id for hit in shown],
                [hit.position for hit in shown],
            ],
        )


def _token(search: Search, hit: Shown, now: datetime) -> str:
    place = (hit.artifact_id, hit.capability_id, hit.position)
    return token_of(Hit(search.pk, *place, Surface(search.surface), now))


def _is_whose(search: Search, visitor: Visitor) -> bool:
    """Whether this visitor made the search, as far as the keys of its day can still be made."""
    salt = salt_of(search.day)
    if salt is None:
        return False
    return hmac.compare_digest(visitor.keys(salt).visitor, bytes(search.visitor_key))


def _doubt_of_act(search: Search, hit: Hit, visitor: Visitor, now: datetime) -> str:
    if search.reason:
        return str(search.reason)
    if visitor.doubt:
        return visitor.doubt.value
    return Doubt.CLICKS.value if acts_too_much(search, hit.artifact_id, now=now) else ""


def _add_event(search: Search, hit: Hit, kind: Kind, doubt: str, now: datetime) -> None:
    Event.objects.bulk_create(
        [
            Event(
                at=now,
                day=search.day,
                kind=kind,
                surface=hit.surface,
                position=hit.position,
                search_id=search.pk,
                intent_id=search.intent_id,
                artifact_id=hit.artifact_id,
                capability_id=hit.capability_id,
                visitor_key=search.visitor_key,
                prefix_key=search.prefix_key,
                trusted=not doubt,
                reason=doubt,
            )
        ],
        ignore_conflicts=True,
    )


def _hurry() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)


def _unless_it_fails(record: Callable[[], T], otherwise: T) -> T:
    hurry = not connection.in_atomic_block  # or it would hold for the rest of somebody's work
    try:
        with transaction.atomic():
            if hurry:
                _hurry()
            return record()
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer stands
        # Its words may quote what was asked.
        logger.error("A search or what came of it was not recorded: %s", type(error).__name__)
        return otherwise
