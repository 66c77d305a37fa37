"""What else does what an artifact does, each with why."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons.alternatives import Alternatives
from comparisons.build import digest
from comparisons.services import alternatives as service
from comparisons.services.lookup import find
from comparisons.views.conditional import unless_same
from comparisons.words import alternatives as words


@require_safe
def alternatives(request: HttpRequest, slug: str) -> HttpResponse:
    """404 unless published; 301 from an earlier slug."""
    found = find([slug.lower()])
    if found.missing:
        raise Http404("No artifact is published at this address.")
    (artifact,) = found.artifacts
    if artifact.slug != slug:
        return HttpResponsePermanentRedirect(reverse("alternatives", args=[artifact.slug]))
    told = service.alternatives(artifact, today=timezone.now().date())
    stamp = digest("alternatives", artifact.pk, artifact.revision, told)
    return unless_same(request, stamp, lambda: _page(request, artifact, told))


def _page(request: HttpRequest, artifact: Artifact, told: Alternatives) -> HttpResponse:
    context = {
        "artifact": artifact,
        "group": artifact.type.get_group_display(),
        "found": [
            (one, words.shares(one, told), words.answers(one, told), words.kinship(one))
            for one in told.found
        ],
        "described": told.capabilities,
    }
    return render(request, "artifact/alternatives.html", context)
