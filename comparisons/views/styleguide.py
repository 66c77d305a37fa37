"""Every component of the site with each of its states, made by the templates pages use."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons import compare_address, cost_form, weight_form, words
from comparisons.build import digest
from comparisons.compare_controls import controls
from comparisons.cost_section import cost_section
from comparisons.indexing import NOINDEX
from comparisons.row_choice import RowChoice, shown_rows
from comparisons.rows import layout
from comparisons.styleguide import lists, records, subjects, tokens
from comparisons.table import Comparison
from comparisons.table import compare as lay_out
from comparisons.views import plots
from comparisons.views.conditional import unless_same

RIGHT = "in=2000&out=500&cached=40&requests=100000"
WRONG = "in=-1&out=many&requests=&weights=1-2&rows=no-such-row&differences=1"
SHEETS = [
    f"css/{name}.css"
    for name in ("artifact", "browse", "changes", "compare", "cost", "plots", "search", "weigh")
]
SHEETS.append("css/styleguide.css")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """For those who build pages: in no site map, and not to be indexed."""
    return unless_same(request, digest("styleguide"), lambda: _page(request))


def _page(request: HttpRequest) -> HttpResponse:
    pair = lay_out((subjects.RICH, subjects.RIGHT_TO_LEFT), records.RELATIONS)
    forty = lay_out(subjects.FORTIES)
    context = {
        "rank_name": settings.RANK_NAME,
        "sheets": SHEETS,
        "tokens": tokens,
        "lists": lists,
        "pair": pair,
        "plots": plots.drawn(pair),
        "verdict": words.verdict_paragraphs(pair, settings.RANK_NAME),
        "six": lay_out(subjects.SIX),
        "forty": forty,
        "forty_support": shown_rows(forty.support, RowChoice()),
        "bare": subjects.BARE,
        "right": _asked(request, pair, RIGHT),
        "wrong": _asked(request, pair, WRONG),
        "paging": Paginator(range(30), 10).page(2),
    }
    response = render(request, "styleguide/page.html", context)
    response["X-Robots-Tag"] = NOINDEX
    return response


def _asked(request: HttpRequest, pair: Comparison, query: str) -> dict[str, Any]:
    """The forms of a comparison as an address fills them in."""
    data = QueryDict(query)
    given = compare_address.asked(data, layout([one.specs for one in pair.subjects]))
    workload = cost_form.cost_form(request.path, data, given.cost)
    return {
        "controls": controls(pair, given),
        "weights": weight_form.weight_form(request.path, data, given.weights, pair.usual_weights),
        "cost": cost_section(workload, pair.subjects),
    }
