"""The comparison: its address is the comparison, every other spelling leads to it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import compare_address, cost_form, weight_form, words
from comparisons.addresses import MOST_COMPARED, slugs_of
from comparisons.caching.marks import kept
from comparisons.compare_address import Asked, comparison_address
from comparisons.compare_controls import controls
from comparisons.cost_section import cost_section
from comparisons.editorial import editorial
from comparisons.indexing import NOINDEX, is_worth_indexing
from comparisons.services import choosing, comparing
from comparisons.services.lookup import Lookup, find
from comparisons.views import plots, sharing
from comparisons.views.conditional import unless_same


@require_safe
def compare(request: HttpRequest, pair: str) -> HttpResponse:
    """Two to six published artifacts. 301 to the canonical spelling, 404 for unknown slugs."""
    asked = slugs_of(pair)
    if len(asked) > 2 * MOST_COMPARED:
        raise Http404("Too many artifacts to compare.")
    found = find(asked)
    if found.missing:
        return _not_found(request, found)
    if len(found.artifacts) > MOST_COMPARED:
        raise Http404(f"At most {MOST_COMPARED} artifacts are compared at a time.")
    given = compare_address.asked(request.GET, comparing.layout_of(found.artifacts))
    if (target := _address(found)) != reverse("compare", args=[pair]):
        return HttpResponsePermanentRedirect(f"{target}{given.query}")
    if not given.is_spelled:
        return redirect(f"{target}{given.query}")
    beside = comparing.standings(found.artifacts)
    stamp = comparing.stamp(found.artifacts, (beside, given))
    return unless_same(request, stamp, lambda: _page(request, found, beside, given))


def _address(found: Lookup) -> str:
    """Where these artifacts are compared; one alone is no comparison but a page of its own."""
    if len(found.slugs) == 1:
        return reverse("artifact", args=[found.slugs[0]])
    return comparison_address(found.slugs)


def _page(
    request: HttpRequest, found: Lookup, beside: comparing.Standings, given: Asked
) -> HttpResponse:
    own = given.weights.own
    shown = comparing.comparison(found.artifacts, beside, own)
    usual = shown.usual_weights
    lead = words.lead(shown, settings.RANK_NAME)
    noindex = not is_worth_indexing(shown, picked=beside.written is not None)
    workload = cost_form.cost_form(request.path, request.GET, given.cost)
    context = {
        "comparison": shown,
        "controls": controls(shown, given),
        "lead": lead,
        "noindex": noindex,
        "plots": plots.drawn(shown),
        "sharing": sharing.of_comparison(found.artifacts, shown, lead),
        "editorial": editorial(beside.written, shown),
        "verdict": words.verdict_paragraphs(shown, settings.RANK_NAME),
        "own_lead": words.own_lead(shown),
        "own_verdict": words.own_verdict(shown),
        "weights": weight_form.weight_form(request.path, request.GET, given.weights, usual),
        "cost": cost_section(workload, shown.subjects),
        "rank_name": settings.RANK_NAME,
        "canonical": _address(found),
        "query": given.query,
    }
    response = render(request, "compare/page.html", context)
    if noindex:
        response["X-Robots-Tag"] = NOINDEX
    return response


def _not_found(request: HttpRequest, found: Lookup) -> HttpResponse:
    context = {
        "missing": [
            {"slug": slug, "suggestions": choosing.suggestions(slug.replace("-", " "), 5)}
            for slug in found.missing[:MOST_COMPARED]
        ],
        "found": found.artifacts,
    }
    return render(request, "compare/not_found.html", context, status=404)


@require_safe
@kept
def choose(request: HttpRequest) -> HttpResponse:
    """Takes names or slugs from a form and leads to their comparison, or asks which were meant."""
    asked = [text for name in ("a", "b", "artifact") for text in request.GET.getlist(name)]
    asked = [text.replace("\0", "").strip()[:200] for text in asked]
    asked = [text for text in asked if text][:MOST_COMPARED]
    choices = choosing.resolve(asked)
    settled = [choice.artifact for choice in choices if choice.artifact]
    query = compare_address.carried(request.GET)
    if len(settled) == len(asked) and len({artifact.pk for artifact in settled}) > 1:
        return redirect(comparison_address([artifact.slug for artifact in settled], query))
    return _choose_page(request, choices, settled, query)


def _choose_page(
    request: HttpRequest, choices: list[choosing.Choice], settled: list[Artifact], query: str
) -> HttpResponse:
    one = settled[0] if len({artifact.pk for artifact in settled}) == 1 else None
    open_choices = [choice for choice in choices if not choice.artifact]
    for choice in open_choices:
        choice.link_with(settled)
    context = {
        "settled": settled,
        "one": one,
        "open_choices": open_choices,
        "same": len(settled) > 1 and one is not None,
        "carried": query,
    }
    return render(request, "compare/choose.html", context)
