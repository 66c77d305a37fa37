"""The catalog as a list: facets, orders and pages, all of it in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import facets, querystring
from comparisons.filters import ArtifactFilter
from comparisons.ordering import ORDERS, order_of
from comparisons.services import listing

PER_PAGE = 25


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Every published artifact, narrowed by what the address says. Bad values narrow nothing."""
    published = Artifact.objects.published()
    narrowed = ArtifactFilter(request.GET, published)
    order = order_of(request.GET.get("order"))
    context = {
        "page": listing.page(narrowed.qs, order, request.GET.get("page"), PER_PAGE),
        "facets": facets.facets(request.GET, published),
        "order": order,
        "orders": [(one, querystring.with_only(request.GET, "order", one.key)) for one in ORDERS],
        "query": request.GET.get("q", ""),
        "kept": querystring.kept(request.GET, besides=("q", querystring.PAGE)),
        "ignored": sorted(narrowed.errors) if narrowed.errors else [],
        "page_query": querystring.with_only(request.GET, querystring.PAGE, ""),
    }
    return render(request, "browse/page.html", context)
