"""How the rank is made, told from the formula that is at work."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comparisons.services import method


@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    context = {"method": method.method(), "rank_name": settings.RANK_NAME}
    return render(request, "methodology.html", context)
