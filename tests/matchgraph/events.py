"""Searches and events as rows, and visitors who make them."""

from datetime import datetime
from ipaddress import ip_address
from typing import Any
from uuid import uuid4

from matchgraph.identity import Surface, Visitor
from matchgraph.models import Event, Intent, Search
from matchgraph.services.recording import Shown, record_search
from tests import builders

NOON = builders.NOON
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def visitor(
    address: str = "192.0.2.7", agent: str = FIREFOX, surface: Surface = Surface.PAGE
) -> Visitor:
    return Visitor(ip_address(address), agent, surface)


def intent(**fields: Any) -> Intent:
    return Intent.objects.create(**{"created_at": NOON} | fields)


def search_row(**fields: Any) -> Search:
    """One trusted search on the page at noon."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "at": NOON,
        "surface": "page",
        "text": "code review",
        "visitor_key": b"visitor1",
        "prefix_key": b"network1",
        "trusted": True,
        "reason": "",
        "found": 1,
        "strength": 500_000,
    }
    values |= fields
    values.setdefault("day", values["at"].date())
    values["intent"] = fields.get("intent") or intent()
    return Search.objects.create(**values)


def event_row(search: Search, artifact: int, capability: int | None, **fields: Any) -> Event:
    """An impression of the search's first hit."""
    values: dict[str, Any] = {
        "at": search.at,
        "day": search.day,
        "kind": "impression",
        "surface": search.surface,
        "position": 1,
        "search_id": search.pk,
        "intent_id": search.intent_id,
        "artifact_id": artifact,
        "capability_id": capability,
        "visitor_key": search.visitor_key,
        "prefix_key": search.prefix_key,
        "trusted": search.trusted,
        "reason": search.reason,
    }
    return Event.objects.create(**values | fields)


def searched(
    *places: tuple[int, int | None],
    by: Visitor | None = None,
    text: str = "review code",
    now: datetime = NOON,
) -> dict[int, str]:
    """The tokens of a search that showed these artifacts with these capabilities, in order."""
    return record_search(
        visitor=by or visitor(),
        text=text,
        shown=[Shown(*place, n) for n, place in enumerate(places, start=1)],
        matched=[artifact for artifact, _ in places],
        found=len(places),
        strength=500_000,
        now=now,
    )
