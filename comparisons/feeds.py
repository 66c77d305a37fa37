"""Changes as feeds: Atom (RFC 4287) and JSON Feed 1.1. Ids stay; times are in UTC."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from comparisons.changes import Change, Changes
from comparisons.method.anchors import known

JSON_FEED = "https://jsonfeed.org/version/1.1"


class ChangesFeed(Feed):  # type: ignore[type-arg]
    """`changes` as Atom; `page` and `own` are paths of the page and of the feed itself."""

    feed_type = Atom1Feed

    def __init__(self, title: str, changes: Changes, page: str, own: str) -> None:
        self.title, self.changes = title, changes
        self.link, self.feed_url = absolute(page), absolute(own)
        self.feed_guid = id_of("changes" + page)

    def items(self) -> Iterable[Change]:
        return self.changes.changes

    def item_title(self, item: Change) -> str:
        return item.title

    def item_description(self, item: Change) -> str:
        """Atom calls summaries HTML: what is text has to say so."""
        return escape(item.told)

    def item_link(self, item: Change) -> str:
        return link_of(item)

    def item_guid(self, item: Change) -> str:
        return id_of(item.key)

    def item_updateddate(self, item: Change) -> datetime:
        return item.at

    def item_pubdate(self, item: Change) -> datetime:
        return item.at

    def item_categories(self, item: Change) -> list[str]:
        return item.tags

    def item_author_name(self) -> str:
        return str(settings.SITE_NAME)


def atom(request: HttpRequest, title: str, changes: Changes, page: str, own: str) -> HttpResponse:
    response = ChangesFeed(title, changes, page, own)(request)
    # The entity tag alone says whether it is the same: something may have gone since.
    del response.headers["Last-Modified"]
    return response


def json_feed(title: str, changes: Changes, page: str, own: str, older: str = "") -> HttpResponse:
    """`older` is the path of the feed that goes on, where there is more."""
    feed: dict[str, Any] = {
        "version": JSON_FEED,
        "title": title,
        "home_page_url": absolute(page),
        "feed_url": absolute(own),
        "language": "en",
        "authors": [{"name": settings.SITE_NAME, "url": absolute("/")}],
        "items": [_item(change) for change in changes.changes],
    }
    if older:
        feed["next_url"] = absolute(older)
    return JsonResponse(feed, content_type="application/feed+json")


def _item(change: Change) -> dict[str, Any]:
    item = {
        "id": id_of(change.key),
        "url": link_of(change),
        "title": change.title,
        "content_text": change.told,
        "date_published": change.at.isoformat(),
        "tags": change.tags,
    }
    return item | (
        {"external_url": change.source.url} if change.source and change.source.url else {}
    )


def link_of(change: Change) -> str:
    return absolute(path_of(change))


def path_of(change: Change) -> str:
    """Where the change can be seen and understood."""
    if change.artifact is None:
        return f"{reverse('methodology')}#{known('epochs')}"
    return reverse("artifact", args=[change.artifact.slug]) + change.fragment


def id_of(name: str) -> str:
    """A tag (RFC 4151): it names without leading anywhere, so that it never has to change."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{name}"


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
