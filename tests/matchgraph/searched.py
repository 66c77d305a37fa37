"""Searches for tests: by named visitors of named networks, on days before a fixed one."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from matchgraph.models import Intent, IntentDay, Search
from matchgraph.services.intents import intent_for, note_search

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def search(
    text: str = "transcribe podcasts",
    *,
    visitor: object = 1,
    prefix: object = None,
    ago: int = 1,
    **fields: Any,
) -> Search:
    """One search, yesterday, by a visitor of a network of its own."""
    network = visitor if prefix is None else prefix
    keys = SimpleNamespace(visitor=f"v{visitor}".encode(), prefix=f"p{network}".encode())
    given: dict[str, Any] = {"surface": "page", "found": 3, "strength": 600_000, "matched": []}
    given["now"] = NOW - timedelta(days=ago)
    noted = note_search(search_id=uuid4(), text=text, keys=keys, **given | fields)
    assert noted is not None
    return noted


def searches(text: str, *, visitors: int, ago: int = 1, **fields: Any) -> Intent:
    """As many visitors, each of a network of its own, on one day; returns their intent."""
    for number in range(visitors):
        search(text, visitor=f"{text}{number}", ago=ago, **fields)
    return intent_of(text)


def popular(text: str = "transcribe podcasts", **fields: Any) -> Intent:
    """Just above the threshold: 20 visitor-days, on five days, from ten networks on one of them."""
    searches(text, visitors=10, ago=1, **fields)
    for ago, visitors in ((2, 3), (3, 3), (4, 2), (5, 2)):
        searches(text, visitors=visitors, ago=ago, **fields)
    return intent_of(text)


def intent_of(text: str) -> Intent:
    found = intent_for(text, now=NOW)
    assert found is not None
    return found


def told(
    label: str = "transcribe podcasts",
    *,
    visitor_days: int = 20,
    days: int = 5,
    prefixes: int = 10,
    ago: int = 1,
    today: date = TODAY,
    **fields: Any,
) -> Intent:
    """An intent with these figures, counted on as many days, the first of them `ago` days back."""
    intent = Intent.objects.create(label=label, created_at=NOW, **fields)
    rest = visitor_days - prefixes
    for number in range(days):
        visitors = prefixes if number == 0 else rest // (days - 1) + (number <= rest % (days - 1))
        IntentDay.objects.create(
            intent=intent,
            day=today - timedelta(days=ago + number),
            visitor_days=visitors,
            weak_visitor_days=0,
            prefixes=min(prefixes, visitors),
        )
    return intent
