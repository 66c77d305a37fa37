"""The pictures for previews of the artifact and the comparison page."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalog.models import Artifact
from comparisons.cards.facts import artifact_card, comparison_card
from comparisons.cards.fonts import drawable
from comparisons.cards.paint import artifact_png, comparison_png
from comparisons.services import comparing, loading
from comparisons.services.comparing import Standings
from comparisons.services.profile import Beside
from comparisons.views.known import of_artifact, of_pair

KEPT_SECONDS = 24 * 3600


@require_safe
def artifact(request: HttpRequest, slug: str) -> HttpResponse:
    return of_artifact(request, slug, "artifact_card", _artifact)


@require_safe
def comparison(request: HttpRequest, pair: str) -> HttpResponse:
    return of_pair(request, pair, "compare_card", _comparison)


def _artifact(shown: Artifact, beside: Beside, stamp: str) -> HttpResponse:
    def drawn() -> bytes:
        (subject,) = loading.subjects([shown], beside.standings.places)
        card = artifact_card(subject, settings.RANK_NAME, drawable)
        return artifact_png(card, settings.SITE_NAME)

    return _png(stamp, drawn)


def _comparison(artifacts: Sequence[Artifact], beside: Standings, stamp: str) -> HttpResponse:
    def drawn() -> bytes:
        shown = comparing.comparison(artifacts, beside)
        return comparison_png(
            comparison_card(shown, settings.RANK_NAME, drawable), settings.SITE_NAME
        )

    return _png(stamp, drawn)


def _png(stamp: str, drawn: Callable[[], bytes]) -> HttpResponse:
    """Drawn once for one state of the facts: the stamp tells them apart, so nothing is cleared."""
    key = f"card/{stamp}"
    picture = cache.get(key)
    if picture is None:
        picture = drawn()
        cache.set(key, picture, KEPT_SECONDS)
    return HttpResponse(picture, content_type="image/png")
