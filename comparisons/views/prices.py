"""The history of prices as files: every price as CSV, one drawn as an SVG that stands alone."""

import csv
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
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
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{artifact.slug}-prices.csv"'
    writer = csv.writer(response, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(record) for record in all_records(artifact))
    return response


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
    chart = _chart(artifact, asked)
    address = f"{settings.SITE_URL}{artifact.get_absolute_url()}"
    context = {
        "chart": chart,
        "source": f"As of {units.day(asked.today)}. {address}",
        "style": mark_safe(_style()),  # noqa: S308 (our own style sheets)
    }
    response = render(request, "cost/file.svg", context, content_type="image/svg+xml")
    response["Content-Security-Policy"] = _policy()
    return response


def _chart(artifact: Artifact, asked: AskedPrices) -> PriceChart:
    records = records_of(artifact)
    if not records:
        raise Http404("No price of this artifact was ever recorded.")
    shown, problems = price_form.choice(records, asked)
    chart = price_chart(shown, f"Price of {artifact.name}", until=asked.today, marked=asked.on)
    if chart is None or problems or asked.problems:
        raise Http404("There is no such price to draw.")
    return chart


@cache
def _style() -> str:
    """The site's own colours and rules, so that the file looks as the page does, dark or light."""
    folder = Path(settings.BASE_DIR, "static", "css")
    return "\n".join(
        (folder / name).read_text() for name in ("tokens.css", "plots.css", "price_plot.css")
    )


@cache
def _policy() -> str:
    """Nothing but the style inside the file."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
