"""Search over names, summaries and capabilities, narrowed by what its address says."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from comparisons import search_address
from comparisons.answers import Answers
from comparisons.forms.missing import stamp
from comparisons.querystring import PAGE, kept
from comparisons.services import found
from comparisons.services.recorded import record_answer
from comparisons.visitors import visitor
from matchgraph.identity import Surface, refuses
from matchgraph.retrieval import Why, spelled_otherwise
from matchgraph.services.tallying import WEAK_BELOW

PER_PAGE = 20
PPM = 1_000_000


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits for `q` with what made them hits; without words, what is looked for most. No error.

    An address gets a redirect to its one spelling.
    """
    spelled = search_address.spelled(request.GET)
    if request.GET.urlencode() != spelled:
        return redirect(f"{request.path}?{spelled}" if spelled else request.path)
    response = render(request, "search/page.html", _context(request))
    # Tokens are the visitor's own: no cache that others share may keep them.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _context(request: HttpRequest) -> dict[str, Any]:
    answers = Answers(request.GET)
    text, answer = answers.text, answers.found
    page = Paginator(answer.hits, PER_PAGE).get_page(request.GET.get(PAGE))
    shown = list(page.object_list)
    tokens = record_answer(
        visitor=visitor(request, Surface.PAGE),
        text=text,
        found=answer,
        shown=shown,
        first=page.start_index(),
        now=timezone.now(),
    )
    is_weak = bool(text) and PPM * answer.strength < WEAK_BELOW
    return {
        **_instead(request, text, is_empty=not answer.hits, is_weak=is_weak),
        "query": text,
        "page": page,
        "is_popular": any(Why.POPULAR in hit.why for hit in answer.hits),
        "is_cut": len(answer.hits) == found.MOST,
        "answer": answer,
        "rows": found.rows(shown, tokens),
        "facets": answers.facets(),
        "is_narrowed": answers.is_narrowed,
        "ignored": answers.ignored,
        "kept": kept(request.GET, besides=(search_address.WORDS, PAGE)),
        "page_query": answers.page_query,
    }


def _instead(request: HttpRequest, text: str, *, is_empty: bool, is_weak: bool) -> dict[str, Any]:
    """Where else to look, and the form that asks what is missing, where little was found."""
    otherwise = spelled_otherwise(text) if is_empty and text else ""
    return {
        "vocabulary": found.vocabulary(otherwise or text, is_empty=is_empty) if text else [],
        "otherwise": otherwise,
        "is_weak": is_weak,
        "stamp": stamp() if is_weak and not refuses(request.headers) else "",
    }
