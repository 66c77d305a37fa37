"""The front page: what this is, a search, and where to begin."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.caching.marks import kept
from comparisons.services import listing


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    tops, types = listing.top_by_type(), listing.types_in_use()
    context = {
        "tops": tops,
        "featured": listing.featured(tops),
        "types": types,
        "artifacts": sum(number for _, number in types),
        "rank_name": settings.RANK_NAME,
    }
    return render(request, "home.html", context)
