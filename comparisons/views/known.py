"""What further forms of a page have in common: who is meant, one spelling, an answer by stamp."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone

from catalog.models import Artifact
from comparisons.addresses import MOST_COMPARED, pair_of, slugs_of
from comparisons.services import comparing, profile
from comparisons.services.comparing import Standings
from comparisons.services.lookup import find
from comparisons.services.profile import Beside
from comparisons.views.conditional import unless_same

ArtifactAnswer = Callable[[Artifact, Beside, str], HttpResponse]
PairAnswer = Callable[[Sequence[Artifact], Standings, str], HttpResponse]


def address(name: str, *of: str) -> str:
    """The absolute address of a page, under which the site is known."""
    return f"{settings.SITE_URL}{reverse(name, args=of)}"


def of_artifact(request: HttpRequest, slug: str, name: str, answer: ArtifactAnswer) -> HttpResponse:
    """404 unless published; 301 from an earlier slug to the route `name` of the current one.

    `answer` gets the artifact, what other records lend it, and the stamp of all that.
    """
    found = find([slug.lower()])
    if found.missing:
        raise Http404("No artifact is published at this address.")
    (shown,) = found.artifacts
    if shown.slug != slug:
        return HttpResponsePermanentRedirect(reverse(name, args=[shown.slug]))
    beside = profile.beside(shown, today=timezone.now().date())
    stamp = comparing.stamp([shown], (name, beside))
    return unless_same(request, stamp, lambda: answer(shown, beside, stamp))


def of_pair(request: HttpRequest, pair: str, name: str, answer: PairAnswer) -> HttpResponse:
    """404 unless it names two to six published artifacts; 301 to their one spelling."""
    asked = slugs_of(pair)
    found = find(asked) if len(asked) <= 2 * MOST_COMPARED else None
    if found is None or found.missing or not 2 <= len(found.artifacts) <= MOST_COMPARED:
        raise Http404("No comparison is published at this address.")
    if (canonical := pair_of(found.slugs)) != pair:
        return HttpResponsePermanentRedirect(reverse(name, args=[canonical]))
    beside = comparing.standings(found.artifacts)
    stamp = comparing.stamp(found.artifacts, (name, beside))
    return unless_same(request, stamp, lambda: answer(found.artifacts, beside, stamp))
