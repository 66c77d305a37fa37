"""Conditional answers: a page whose facts have not changed is not rendered again."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

from comparisons.caching.marks import keep


def unless_same(request: HttpRequest, stamp: str, page: Callable[[], HttpResponse]) -> HttpResponse:
    """304 where the visitor holds the page of this stamp, else the page with its ETag, to be kept.

    Caches may keep the answer but ask again each time, so nobody sees a page older than the data.
    """
    # One address, as many pages as languages: none is mistaken for another.
    etag = quote_etag(f"{stamp}-{get_language()}" if settings.USE_I18N else stamp)
    response = get_conditional_response(request, etag=etag) or page()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return keep(response)
