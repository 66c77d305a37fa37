"""The catalog as a list: facets, orders and pages, all of it in the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import facets, querystring, weight_form
from comparisons.caching.marks import kept
from comparisons.filters import ArtifactFilter
from comparisons.ordering import order_of, orders
from comparisons.services import listing
from comparisons.weight_form import Asked
from ranking.formula import FALLBACK_TYPE, weights_of

PER_PAGE = 25


@require_safe
@kept
def browse(request: HttpRequest) -> HttpResponse:
    """Every published artifact, narrowed by what the address says. Bad values narrow nothing.

    Under a reader's own weights, which get a redirect to their one spelling, the list is in their
    order. Bad weights leave it as ranked.
    """
    given = weight_form.asked(request.GET)
    if given.query is not None:
        return redirect(f"{request.path}?{given.query}" if given.query else request.path)
    asked = weight_form.without(request.GET) if given.problem else request.GET
    return render(request, "browse/page.html", _context(request.path, asked, given))


def _context(path: str, asked: QueryDict, given: Asked) -> dict[str, Any]:
    published = Artifact.objects.published()
    narrowed = ArtifactFilter(asked, published)
    order = order_of(asked.get("order"), weighed=given.own is not None)
    return {
        "page": listing.page(narrowed.qs, order, asked.get("page"), PER_PAGE, given.own),
        "facets": facets.facets(asked, lambda data: ArtifactFilter(data, published).qs),
        "order": order,
        "orders": [
            (one, querystring.with_only(asked, "order", one.key))
            for one in orders(weighed=given.own is not None)
        ],
        "query": asked.get("q", ""),
        "kept": querystring.kept(asked, besides=("q", querystring.PAGE)),
        "ignored": sorted(narrowed.errors) if narrowed.errors else [],
        "page_query": querystring.with_only(asked, querystring.PAGE, ""),
        "weights": weight_form.weight_form(path, asked, given, weights_of(FALLBACK_TYPE)),
    }
