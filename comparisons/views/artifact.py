"""One artifact: what it is, what it can do and cost, and where its rank comes from."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons.history_chart import history_chart
from comparisons.rank_rows import standing
from comparisons.services import comparing, profile
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
    if shown.slug != slug:
        return HttpResponsePermanentRedirect(shown.get_absolute_url())
    beside = profile.beside(shown, today=timezone.now().date())
    stamp = comparing.stamp([shown], beside)
    return unless_same(request, stamp, lambda: _page(request, shown, beside))


def _page(request: HttpRequest, artifact: Artifact, beside: profile.Beside) -> HttpResponse:
    shown = profile.profile(artifact, beside)
    title = f"{settings.RANK_NAME} of {shown.subject.name}"
    context = {
        "profile": shown,
        "subject": shown.subject,
        "place": standing(shown.subject) if shown.subject.position else "",
        "rank_name": settings.RANK_NAME,
        "sharing": sharing.of_artifact(artifact, shown),
        "chart": history_chart(shown.history, title) if shown.history else None,
    }
    return render(request, "artifact/page.html", context)
