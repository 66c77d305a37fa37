"""Drawings of comparisons and types, on a page of their own or as files."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.language import gettext
from catalog.models import Artifact, ArtifactType
from comparisons import units
from comparisons.addresses import pair_of
from comparisons.build import digest
from comparisons.charts import components, overlap, prices
from comparisons.charts.components import component_chart
from comparisons.charts.overlap import overlap_chart
from comparisons.charts.prices import PriceChart, price_chart
from comparisons.facts import Subject
from comparisons.services import loading, price_points
from comparisons.services.comparing import Standings
from comparisons.table import Comparison
from comparisons.views import files
from comparisons.views.conditional import unless_same
from comparisons.views.known import address, of_pair

SHEET = "plots/sheet.svg"
Rows = Callable[[Sequence[Subject]], Iterable[Sequence[object]]]


def drawn(shown: Comparison) -> dict[str, Any]:
    """What the page of a comparison draws of it; None where there is nothing to draw."""
    return {
        "components": component_chart(shown.subjects, components_title(shown.subjects)),
        "overlap": overlap_chart(shown.subjects, overlap_title(shown.subjects)),
        "pair": pair_of(subject.slug for subject in shown.subjects),
    }


def components_title(subjects: Sequence[Subject]) -> str:
    return gettext("Components of {rank_name}: {names}").format(
        rank_name=settings.RANK_NAME, names=_names(subjects)
    )


def overlap_title(subjects: Sequence[Subject]) -> str:
    return gettext("Capabilities shared by {names}").format(names=_names(subjects))


@require_safe
def components_svg(request: HttpRequest, pair: str) -> HttpResponse:
    def chart(subjects: Sequence[Subject]) -> Any:
        return component_chart(subjects, components_title(subjects))

    return _pair_svg(request, pair, "components_svg", chart)


@require_safe
def components_csv(request: HttpRequest, pair: str) -> HttpResponse:
    return _pair_csv(
        request,
        pair,
        of="components",
        route="components_csv",
        columns=components.COLUMNS,
        rows=components.component_rows,
    )


@require_safe
def overlap_svg(request: HttpRequest, pair: str) -> HttpResponse:
    def chart(subjects: Sequence[Subject]) -> Any:
        return overlap_chart(subjects, overlap_title(subjects))

    return _pair_svg(request, pair, "overlap_svg", chart)


@require_safe
def overlap_csv(request: HttpRequest, pair: str) -> HttpResponse:
    return _pair_csv(
        request,
        pair,
        of="capabilities",
        route="overlap_csv",
        columns=overlap.COLUMNS,
        rows=overlap.overlap_rows,
    )


@require_safe
def price_and_rank(request: HttpRequest, key: str) -> HttpResponse:
    """Price against rank for the artifacts of one type."""
    shown = get_object_or_404(ArtifactType, pk=key)
    found = price_points.priced(shown)
    context = {
        "type": shown,
        "chart": _price_chart(shown, found),
        "number": len(found),
        "most": price_points.MOST if len(found) == price_points.MOST else 0,
        "rank_name": settings.RANK_NAME,
    }
    stamp = digest("price_and_rank", shown.plural, found)
    return unless_same(
        request, stamp, lambda: render(request, "plots/price_and_rank.html", context)
    )


@require_safe
def price_and_rank_svg(request: HttpRequest, key: str) -> HttpResponse:
    shown = get_object_or_404(ArtifactType, pk=key)
    found = price_points.priced(shown)
    chart = _price_chart(shown, found)
    stamp = digest("price_and_rank_svg", shown.plural, found)
    source = address("price_and_rank", key)
    return unless_same(request, stamp, lambda: _sheet(request, chart, source))


@require_safe
def price_and_rank_csv(request: HttpRequest, key: str) -> HttpResponse:
    shown = get_object_or_404(ArtifactType, pk=key)
    found = price_points.priced(shown)
    rows = prices.price_rows(found)
    stamp = digest("price_and_rank_csv", found)
    return unless_same(
        request, stamp, lambda: files.csv_file(f"{key}-price-and-rank", prices.COLUMNS, rows)
    )


def _pair_svg(
    request: HttpRequest, pair: str, route: str, chart: Callable[[Sequence[Subject]], Any]
) -> HttpResponse:
    def answer(artifacts: Sequence[Artifact], beside: Standings, stamp: str) -> HttpResponse:
        subjects = loading.subjects(artifacts, beside.places)
        return _sheet(request, chart(subjects), _source(subjects))

    return of_pair(request, pair, route, answer)


def _pair_csv(
    request: HttpRequest, pair: str, *, of: str, route: str, columns: Sequence[str], rows: Rows
) -> HttpResponse:
    """The file is called after the pair and what it tells `of`."""

    def answer(artifacts: Sequence[Artifact], beside: Standings, stamp: str) -> HttpResponse:
        found = rows(loading.subjects(artifacts, beside.places))
        return files.csv_file(f"{pair}-{of}", columns, found)

    return of_pair(request, pair, route, answer)


def _price_chart(shown: ArtifactType, found: Sequence[prices.Priced]) -> PriceChart | None:
    return price_chart(found, f"Price and {settings.RANK_NAME} of {shown.plural}")


def _sheet(request: HttpRequest, chart: Any, source: str) -> HttpResponse:
    if chart is None:
        raise Http404("There is nothing to draw of it yet.")
    return files.svg(request, SHEET, chart, source)


def _source(subjects: Sequence[Subject]) -> str:
    page = address("compare", pair_of(subject.slug for subject in subjects))
    as_of = max((subject.rank.as_of for subject in subjects if subject.rank), default=None)
    return f"As of {units.day(as_of)}. {page}" if as_of else page


def _names(subjects: Sequence[Subject]) -> str:
    names = [subject.name for subject in subjects]
    return f"{', '.join(names[:-1])} and {names[-1]}"
