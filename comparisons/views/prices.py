"""The history of prices as files: every price as CSV, one drawn as an SVG that stands alone."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import price_form, units
from comparisons.price_chart import PriceChart, price_chart
from comparisons.price_form import AskedPrices
from comparisons.price_history import PriceRecord
from comparisons.prices import digits
from comparisons.services import comparing
from comparisons.services.lookup import find
from comparisons.services.price_history import all_records, records_of
from comparisons.views import files
from comparisons.views.conditional import unless_same

COLUMNS = (
    *("offering", "plan", "component", "unit", "mode", "tier_mode", "context_min", "context_max"),
    *("kind", "amount", "currency", "valid_from", "valid_to", "seen_on", "source", "source_url"),
)


@require_safe
def prices_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every price there ever was, the oldest first; amounts are exact, per one unit."""
    return _file(request, slug, "prices_csv", None, _csv)


@require_safe
def prices_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """One price over time: `offering` and `price` as on the artifact's page."""
    asked = price_form.asked(request.GET, today=timezone.now().date())
    return _file(
        request, slug, "prices_svg", asked, lambda artifact: _svg(request, artifact, asked)
    )


def _file(
    request: HttpRequest,
    slug: str,
    name: str,
    asked: AskedPrices | None,
    answer: Callable[[Artifact], HttpResponse],
) -> HttpResponse:
    """404 unless published; 301 from an earlier slug."""
    found = find([slug.lower()])
    if found.missing:
        raise Http404("No artifact is published at this address.")
    (artifact,) = found.artifacts
    if artifact.slug != slug:
        target = reverse(name, args=[artifact.slug])
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)
    stamp = comparing.stamp([artifact], (name, asked))
    return unless_same(request, stamp, lambda: answer(artifact))


def _csv(artifact: Artifact) -> HttpResponse:
    rows = (_row(record) for record in all_records(artifact))
    return files.csv_file(f"{artifact.slug}-prices", COLUMNS, rows)


def _row(record: PriceRecord) -> list[object]:
    price = record.price
    ended = record.valid_to.isoformat() if record.valid_to else ""
    return [
        *(record.offering, record.plan, price.component, price.unit, price.mode, price.tier_mode),
        *(price.context_min, "" if price.context_max is None else price.context_max),
        *(price.kind, "" if price.amount is None else digits(price.amount), price.currency),
        *(record.valid_from.isoformat(), ended, price.seen_on),
        *((price.source.title, price.source.url) if price.source else ("", "")),
    ]


def _svg(request: HttpRequest, artifact: Artifact, asked: AskedPrices) -> HttpResponse:
    address = f"{settings.SITE_URL}{artifact.get_absolute_url()}"
    source = f"As of {units.day(asked.today)}. {address}"
    return files.svg(request, "cost/file.svg", _chart(artifact, asked), source)


def _chart(artifact: Artifact, asked: AskedPrices) -> PriceChart:
    records = records_of(artifact)
    if not records:
        raise Http404("No price of this artifact was ever recorded.")
    shown, problems = price_form.choice(records, asked)
    chart = price_chart(shown, f"Price of {artifact.name}", until=asked.today, marked=asked.on)
    if chart is None or problems or asked.problems:
        raise Http404("There is no such price to draw.")
    return chart
