"""One artifact: what it is, what it can do and cost, and where its rank comes from."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import cost_form, price_form
from comparisons.cost_form import AskedCost
from comparisons.cost_section import cost_section
from comparisons.history_chart import history_chart
from comparisons.price_form import AskedPrices, PriceSection
from comparisons.rank_rows import standing
from comparisons.services import comparing, price_history, profile
from comparisons.services.lookup import find
from comparisons.views import sharing
from comparisons.views.conditional import unless_same


@require_safe
def artifact(request: HttpRequest, slug: str) -> HttpResponse:
    """404 unless published; 301 from an earlier slug."""
    found = find([slug.lower()])
    if found.missing:
        raise Http404("No artifact is published at this address.")
    shown = found.artifacts[0]
    today = timezone.now().date()
    cost, prices = cost_form.asked(request.GET), price_form.asked(request.GET, today=today)
    address = cost_form.address(shown.get_absolute_url(), request.GET, cost)
    if shown.slug != slug:
        return HttpResponsePermanentRedirect(address)
    if cost.respelled or prices.has_empty:
        return redirect(address)
    beside = profile.beside(shown, today=today)
    stamp = comparing.stamp([shown], (beside, cost, prices))
    return unless_same(request, stamp, lambda: _page(request, shown, beside, cost, prices))


def _page(
    request: HttpRequest,
    artifact: Artifact,
    beside: profile.Beside,
    cost: AskedCost,
    prices: AskedPrices,
) -> HttpResponse:
    shown = profile.profile(artifact, beside)
    title = f"{settings.RANK_NAME} of {shown.subject.name}"
    context = {
        "profile": shown,
        "subject": shown.subject,
        "place": standing(shown.subject) if shown.subject.position else "",
        "rank_name": settings.RANK_NAME,
        "sharing": sharing.of_artifact(artifact, shown),
        "chart": history_chart(shown.history, title) if shown.history else None,
        "cost": cost_section(cost_form.cost_form(request.path, request.GET, cost), [shown.subject]),
        "price_history": _price_history(request, artifact, prices),
    }
    return render(request, "artifact/page.html", context)


def _price_history(
    request: HttpRequest, artifact: Artifact, asked: AskedPrices
) -> PriceSection | None:
    """One query, two where a day is asked for."""
    on_day = price_history.records_on(artifact, asked.on) if asked.on else None
    records = price_history.records_of(artifact)
    return price_form.section(records, on_day, asked, name=artifact.name, data=request.GET)
