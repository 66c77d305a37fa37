"""The catalog as a list: facets, orders and pages, all of it in the address."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import facets
from comparisons.filters import ArtifactFilter
from comparisons.ordering import ORDERS, Order, order_of
from comparisons.services import listing

PER_PAGE = 25


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """Every published artifact, narrowed by what the address says. Bad values narrow nothing."""
    narrowed = ArtifactFilter(request.GET, listing.rows())
    order = order_of(request.GET.get("order"))
    context = {
        "page": _page(request, narrowed, order),
        "facets": facets.facets(request.GET, Artifact.objects.published()),
        "order": order,
        "orders": [(one, facets.with_only(request.GET, "order", one.key)) for one in ORDERS],
        "query": request.GET.get("q", ""),
        "kept": facets.kept(request.GET, without=("q", "page")),
        "ignored": sorted(narrowed.errors) if narrowed.errors else [],
        "page_query": facets.with_only(request.GET, "page", ""),
    }
    return render(request, "browse/page.html", context)


def _page(request: HttpRequest, narrowed: ArtifactFilter, order: Order) -> "Page[Artifact]":
    """The page asked for; the last one beyond the end, the first where the number is none."""
    return Paginator(narrowed.qs.order_by(*order.by), PER_PAGE).get_page(request.GET.get("page"))
