"""Search over names, summaries and capabilities."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from comparisons.services import found
from comparisons.services.recorded import record_answer
from comparisons.visitors import visitor
from matchgraph.identity import Surface
from matchgraph.retrieval import LONGEST

PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits for `q` with what made them hits; without words, what is looked for most. No error."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    answer = found.found(text)
    page = Paginator(answer.hits, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    tokens = record_answer(
        visitor=visitor(request, Surface.PAGE),
        text=text,
        found=answer,
        shown=shown,
        first=page.start_index(),
        now=timezone.now(),
    )
    context = {
        "query": text,
        "page": page,
        "respelled": answer.respelled,
        "rows": found.rows(shown, tokens),
        "vocabulary": found.vocabulary(text) if text else [],
    }
    response = render(request, "search.html", context)
    # Tokens are the visitor's own: no cache that others share may keep them.
    patch_cache_control(response, private=True, no_cache=True)
    return response
