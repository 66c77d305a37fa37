"""The desk's front page: what waits for somebody, as cards that lead there."""

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


def add_cards(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Called by the theme for the front page. One counting query a card, each capped."""
    if request.user.has_perm("catalog.view_artifact"):
        context["cards"] = [_questions(), _submitted(), _drafts(), _sourceless(), _stale_prices()]
        context["last_import"] = ImportRun.objects.first()
    return context


def _questions() -> Card:
    rows = ReviewItem.objects.filter(state=ReviewItemState.OPEN)
    return _card("Open questions", rows, "Importers ask; editors answer.", _reviews())


def _reviews() -> str:
    return f"{reverse('admin:catalog_reviewitem_changelist')}?state__exact=open"


def _submitted() -> Card:
    rows = Artifact.objects.filter(state=EditorialState.SUBMITTED)
    address = f"{reverse(ARTIFACTS)}?state__exact=submitted"
    return _card("Submitted for review", rows, "Waiting for a reviewer.", address)


def _drafts() -> Card:
    rows = Artifact.objects.filter(state=EditorialState.DRAFT)
    return _card("Drafts", rows, "Not yet submitted.", f"{reverse(ARTIFACTS)}?state__exact=draft")


def _sourceless() -> Card:
    rows = Artifact.objects.filter(source=None)
    return _card(
        "Without a source", rows, "They cannot be published.", f"{reverse(ARTIFACTS)}?lacks=source"
    )


def _stale_prices() -> Card:
    rows = stale(Price.objects.all())
    note = f"Open, but no source has confirmed them for {STALE_AFTER.days} days."
    return _card(
        "Stale prices", rows, note, f"{reverse('admin:catalog_price_changelist')}?stale=yes"
    )


def _card(title: str, rows: Any, note: str, address: str) -> Card:
    return Card(title=title, count=capped_count(rows), note=note, address=address)
