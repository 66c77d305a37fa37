"""Who publishes artifacts and who serves them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from comparisons.caching.marks import kept
from comparisons.services import organizations as service


@require_safe
@kept
def organizations(request: HttpRequest) -> HttpResponse:
    """Those that publish or serve something published, by name."""
    page = service.page(request.GET.get("page"))
    return render(request, "organization/list.html", {"page": page})


@require_safe
@kept
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """What one publishes and what it serves, with prices and their days."""
    shown = get_object_or_404(service.shown_organizations(), slug=slug)
    told = service.profile(shown, request.GET.get("page"))
    context = {"organization": shown, "published": told.published, "served": told.served}
    return render(request, "organization/page.html", context)
