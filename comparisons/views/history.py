"""The history of a rank as files: every entry as CSV, the drawing as an SVG that stands alone."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import units
from comparisons.history import Cause, Move
from comparisons.history_chart import history_chart
from comparisons.services import comparing
from comparisons.services.lookup import find
from comparisons.services.rank_history import all_moves, history_of
from comparisons.views import files
from comparisons.views.conditional import unless_same

COLUMNS = ("recorded_at", "as_of", "rank", "change", "formula", "epoch", "total", *Cause, "cause")


@require_safe
def history_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every entry, the oldest first; `total` and the shares of its change are exact."""
    return _file(request, slug, "history_csv", _csv)


@require_safe
def history_svg(request: HttpRequest, slug: str) -> HttpResponse:
    return _file(request, slug, "history_svg", lambda artifact: _svg(request, artifact))


def _file(
    request: HttpRequest, slug: str, name: str, answer: Callable[[Artifact], HttpResponse]
) -> HttpResponse:
    """404 unless published; 301 from an earlier slug."""
    found = find([slug.lower()])
    if found.missing:
        raise Http404("No artifact is published at this address.")
    (artifact,) = found.artifacts
    if artifact.slug != slug:
        return HttpResponsePermanentRedirect(reverse(name, args=[artifact.slug]))
    stamp = comparing.stamp([artifact], name)
    return unless_same(request, stamp, lambda: answer(artifact))


def _csv(artifact: Artifact) -> HttpResponse:
    rows = (_row(move) for move in all_moves(artifact))
    return files.csv_file(f"{artifact.slug}-history", COLUMNS, rows)


def _row(move: Move) -> list[object]:
    entry = move.entry
    change = "" if move.change is None else f"{move.change / 10:.1f}"
    return [
        *(entry.recorded_at.isoformat(), entry.as_of, units.points(entry.tenths), change),
        *(entry.formula, entry.epoch, entry.total),
        *(entry.shares[cause] for cause in Cause),
        move.cause,
    ]


def _svg(request: HttpRequest, artifact: Artifact) -> HttpResponse:
    shown = history_of(artifact)
    chart = history_chart(shown, f"{settings.RANK_NAME} of {artifact.name}") if shown else None
    if shown is None or chart is None:
        raise Http404("This artifact has no rank yet: it is computed within a minute.")
    source = f"As of {units.day(shown.as_of)}. {settings.SITE_URL}{artifact.get_absolute_url()}"
    return files.svg(request, "plots/file.svg", chart, source)
