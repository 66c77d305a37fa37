"""Search over names, summaries and capabilities."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.services import found
from matchgraph.retrieval import LONGEST

PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits for `q` with what made them hits; without words, what is looked for most. No error."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    answer = found.found(text)
    page = Paginator(answer.hits, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": text,
        "page": page,
        "respelled": answer.respelled,
        "rows": found.rows(list(page.object_list)),
        "vocabulary": found.vocabulary(text) if text else [],
    }
    return render(request, "search.html", context)
