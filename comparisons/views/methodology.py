"""How the rank is made, told from the formula and the epoch that are at work."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.build import digest
from comparisons.method.anchors import SECTIONS
from comparisons.method.shapes import Methodology
from comparisons.services import method
from comparisons.views.conditional import unless_same


@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    told = method.methodology(method.at_work())
    return unless_same(request, digest(told), lambda: _page(request, told))


def _page(request: HttpRequest, told: Methodology) -> HttpResponse:
    context = {"method": told, "sections": SECTIONS, "rank_name": settings.RANK_NAME}
    return render(request, "methodology.html", context)
