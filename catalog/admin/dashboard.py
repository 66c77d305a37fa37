"""The desk's front page: what waits for somebody, as cards that lead there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from catalog.admin.filters import STALE_AFTER, stale
from catalog.admin.paging import CAP, capped_count
from catalog.enums import EditorialState, ReviewItemState
from catalog.models import Artifact, ImportRun, Price, ReviewItem

ARTIFACTS = "admin:catalog_artifact_changelist"


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    count: int
    note: str
    address: str

    @property
    def shown(self) -> str:
        return f"more than {CAP:,}" if self.count > CAP else f"{self.count:,}"


CardMaker = Callable[[HttpRequest], Card | None]
# The place for rooms above: append a function that gives a card, or None to who may not see it.
FURTHER: list[CardMaker] = []


def add_cards(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Called by the theme for the front page. One counting query a card, each capped."""
    cards: list[Card] = []
    if request.user.has_perm("catalog.view_artifact"):
        cards = [_questions(), _submitted(), _drafts(), _sourceless(), _stale_prices()]
        context["last_import"] = ImportRun.objects.first()
    context["cards"] = cards + [card for make in FURTHER if (card := make(request))]
    return context


def card_of(title: str, rows: Any, note: str, address: str) -> Card:
    """A card that counts `rows`, a query set, and leads to `address`."""
    return Card(title=title, count=capped_count(rows), note=note, address=address)


def _questions() -> Card:
    rows = ReviewItem.objects.filter(state=ReviewItemState.OPEN)
    return card_of("Open questions", rows, "Importers ask; editors answer.", _reviews())


def _reviews() -> str:
    return f"{reverse('admin:catalog_reviewitem_changelist')}?state__exact=open"


def _submitted() -> Card:
    rows = Artifact.objects.filter(state=EditorialState.SUBMITTED)
    address = f"{reverse(ARTIFACTS)}?state__exact=submitted"
    return card_of("Submitted for review", rows, "Waiting for a reviewer.", address)


def _drafts() -> Card:
    rows = Artifact.objects.filter(state=EditorialState.DRAFT)
    return card_of("Drafts", rows, "Not yet submitted.", f"{reverse(ARTIFACTS)}?state__exact=draft")


def _sourceless() -> Card:
    rows = Artifact.objects.filter(source=None)
    return card_of(
        "Without a source", rows, "They cannot be published.", f"{reverse(ARTIFACTS)}?lacks=source"
    )


def _stale_prices() -> Card:
    rows = stale(Price.objects.all())
    note = f"Open, but no source has confirmed them for {STALE_AFTER.days} days."
    return card_of(
        "Stale prices", rows, note, f"{reverse('admin:catalog_price_changelist')}?stale=yes"
    )
