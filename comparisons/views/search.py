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

PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits for `q`, with the capabilities that made them hits. No words, no hits, no error."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:400]
    hits = found.hits(text)
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    tokens = record_answer(
        visitor=visitor(request, Surface.PAGE) if text else None,
        text=text,
        hits=hits,
        shown=shown,
        first=page.start_index(),
        now=timezone.now(),
    )
    context = {
        "query": text,
        "page": page,
        "rows": found.rows(shown, tokens),
        "vocabulary": found.vocabulary(text) if text else [],
    }
    response = render(request, "search.html", context)
    # Tokens are the visitor's own: no cache that others share may keep them.
    patch_cache_control(response, private=True, no_cache=True)
    return response
