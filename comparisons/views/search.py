"""Search over names, summaries and capabilities."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.services import found

PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits for `q`, with the capabilities that made them hits. No words, no hits, no error."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:400]
    page = Paginator(found.hits(text), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": text,
        "page": page,
        "rows": found.rows(list(page.object_list)),
        "vocabulary": found.vocabulary(text) if text else [],
    }
    return render(request, "search.html", context)
