from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.models import Artifact
from comparisons import words
from comparisons.addresses import MOST_COMPARED, pair_of
from comparisons.api.base import ReadView
from comparisons.api.links import Links
from comparisons.api.parameters import Parameter
from comparisons.api.plain import plain
from comparisons.api.problems import Problem, bad_parameters
from comparisons.api.shapes.comparisons import ComparisonAnswer, Told
from comparisons.api.weights import WEIGHTS, own_weights
from comparisons.own_weights import PARAM, OwnWeights
from comparisons.services.comparing import comparison, stamp, standings
from comparisons.services.lookup import find
from comparisons.table import Comparison

LONGEST = 121 * MOST_COMPARED


class ComparisonView(ReadView):
    """Compare two to six artifacts.

    The answer holds what the comparison page shows, in the same words, with the figures and
    sources behind them. The artifacts come in alphabetical order of their slugs. With `weights`
    it also says what these make of them, beside the ranks.
    """

    operation = "compare_artifacts"
    tag = "comparisons"
    shape = ComparisonAnswer
    parameters = [
        Parameter(
            "artifacts",
            "Slugs of two to six artifacts, joined by commas.",
            {"type": "string", "minLength": 3, "maxLength": LONGEST},
            required=True,
        ),
        WEIGHTS,
    ]

    def get(self, request: Request) -> HttpResponseBase:
        own = own_weights(request.query_params)
        artifacts = _wanted(request.query_params.get("artifacts", ""))
        beside = standings(artifacts)
        etag = f'"{stamp(artifacts, (beside, self.links.root, own))}"'
        unchanged = get_conditional_response(plain_request(request), etag=etag)
        if unchanged is not None:
            return unchanged
        answer = _answer(comparison(artifacts, beside, own), artifacts, own, self.links)
        return Response(answer, headers={"ETag": etag})


def plain_request(request: Request) -> HttpRequest:
    """Django's own request inside the framework's."""
    inner: HttpRequest = request._request  # noqa: SLF001 - the framework offers no other way
    return inner


def _wanted(text: str) -> Sequence[Artifact]:
    slugs = list(dict.fromkeys(slug.strip() for slug in text.split(",") if slug.strip()))
    if len(text) > LONGEST or not 2 <= len(slugs) <= MOST_COMPARED:
        hint = (
            f"Give 2 to {MOST_COMPARED} different slugs, joined by commas; these are {len(slugs)}."
        )
        raise bad_parameters({"artifacts": [hint]})
    found = find(slugs)
    if found.missing:
        names = ", ".join(f"“{slug}”" for slug in found.missing)
        details = [f"No published artifact has the slug “{slug}”." for slug in found.missing]
        raise Problem("not-found", f"Not published here: {names}.", {"artifacts": details})
    if len(found.artifacts) < 2:
        raise bad_parameters({"artifacts": ["These slugs mean one and the same artifact."]})
    return found.artifacts


def _answer(
    compared: Comparison, artifacts: Sequence[Artifact], own: OwnWeights | None, links: Links
) -> ComparisonAnswer:
    slugs = [artifact.slug for artifact in artifacts]
    weights = {PARAM: own.text} if own else {}
    page = links.to("compare", pair_of(slugs))
    return {
        "url": links.listing("api:comparisons", artifacts=",".join(slugs), **weights),
        "html_url": f"{page}?{urlencode(weights)}" if weights else page,
        "title": compared.title,
        "is_cross_type": compared.is_cross_type,
        "artifacts": [
            {
                "slug": artifact.slug,
                "name": artifact.name,
                "type": artifact.type_id,
                "url": links.artifact(artifact.slug),
                "html_url": links.page(artifact.slug),
            }
            for artifact in artifacts
        ],
        "words": _told(compared),
        "comparison": plain(compared),
    }


def _told(compared: Comparison) -> Told:
    rank_name = settings.RANK_NAME
    return {
        "lead": words.lead(compared, rank_name),
        "verdict": list(words.verdict_paragraphs(compared, rank_name)),
        "own_lead": words.own_lead(compared) or None,
        "own_verdict": list(words.own_verdict(compared)),
    }
