"""Drawings and their figures as files: an SVG that stands alone, a CSV of every figure."""

import csv
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

STYLES = ("tokens.css", "plots.css", "price_plot.css")


def svg(request: HttpRequest, template: str, chart: Any, source: str) -> HttpResponse:
    """`source` is the line below the drawing: its day and the address it comes from."""
    context = {
        "chart": chart,
        "source": source,
        "style": mark_safe(_style()),  # noqa: S308 (our own style sheets)
    }
    response = render(request, template, context, content_type="image/svg+xml")
    response["Content-Security-Policy"] = _policy()
    return response


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """`name` is that of the file, without its ending."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return response


def _plain(value: object) -> object:
    """A text that a spreadsheet would take for a formula is told to be a text."""
    if isinstance(value, str) and value[:1] in {"=", "+", "@", "\t", "\r"}:
        return f"'{value}"
    return value


@cache
def _style() -> str:
    """The site's own colours and rules, so that the file looks as the page does, dark or light."""
    folder = Path(settings.BASE_DIR, "static", "css")
    return "\n".join((folder / name).read_text() for name in STYLES)


@cache
def _policy() -> str:
    """Nothing but the style inside the file."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
