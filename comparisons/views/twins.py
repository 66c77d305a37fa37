"""The Markdown twins of the artifact and the comparison page."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons import words
from comparisons.addresses import pair_of
from comparisons.editorial import editorial
from comparisons.indexing import NOINDEX, is_worth_indexing
from comparisons.services import comparing, profile
from comparisons.services.comparing import Standings
from comparisons.services.profile import Beside
from comparisons.twins.artifact import Page, artifact_twin
from comparisons.twins.comparison import Told, comparison_twin
from comparisons.views.known import address, of_artifact, of_pair


@require_safe
def artifact(request: HttpRequest, slug: str) -> HttpResponse:
    return of_artifact(request, slug, "artifact_twin", _artifact)


@require_safe
def comparison(request: HttpRequest, pair: str) -> HttpResponse:
    return of_pair(request, pair, "compare_twin", _comparison)


def _artifact(shown: Artifact, beside: Beside, stamp: str) -> HttpResponse:
    page = Page(settings.RANK_NAME, shown.description, address("artifact", shown.slug))
    text = artifact_twin(profile.profile(shown, beside), page, address=address)
    return _markdown(text, page.address)


def _comparison(artifacts: Sequence[Artifact], beside: Standings, stamp: str) -> HttpResponse:
    shown = comparing.comparison(artifacts, beside)
    told = Told(
        rank_name=settings.RANK_NAME,
        lead=words.lead(shown, settings.RANK_NAME),
        verdict=words.verdict_paragraphs(shown, settings.RANK_NAME),
        editorial=editorial(beside.written, shown),
    )
    page = address("compare", pair_of(artifact.slug for artifact in artifacts))
    response = _markdown(comparison_twin(shown, told, page=page, address=address), page)
    if not is_worth_indexing(shown, picked=beside.written is not None):
        response["X-Robots-Tag"] = NOINDEX
    return response


def _markdown(text: str, page: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Link"] = f'<{page}>; rel="canonical"'
    return response
