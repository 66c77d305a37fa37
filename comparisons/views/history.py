"""The history of a rank as files: every entry as CSV, the drawing as an SVG that stands alone."""

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
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import units
from comparisons.history import Cause, Move
from comparisons.history_chart import history_chart
from comparisons.services import comparing
from comparisons.services.lookup import find
from comparisons.services.rank_history import all_moves, history_of
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
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{artifact.slug}-history.csv"'
    writer = csv.writer(response, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(move) for move in all_moves(artifact))
    return response


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
    address = f"{settings.SITE_URL}{artifact.get_absolute_url()}"
    context = {
        "chart": chart,
        "source": f"As of {units.day(shown.as_of)}. {address}",
        "style": mark_safe(_style()),  # noqa: S308 (our own style sheets)
    }
    response = render(request, "plots/file.svg", context, content_type="image/svg+xml")
    response["Content-Security-Policy"] = _policy()
    return response


@cache
def _style() -> str:
    """The site's own colours and rules, so that the file looks as the page does, dark or light."""
    folder = Path(settings.BASE_DIR, "static", "css")
    return "\n".join((folder / name).read_text() for name in ("tokens.css", "plots.css"))


@cache
def _policy() -> str:
    """Nothing but the style inside the file."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
