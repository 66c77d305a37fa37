"""The front page: what this is, a search, and where to begin."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.services import listing


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    tops = listing.top_by_type()
    context = {
        "tops": tops,
        "featured": listing.featured(tops),
        "counts": listing.counts(),
        "types": listing.types_in_use(),
        "rank_name": settings.RANK_NAME,
    }
    return render(request, "home.html", context)
