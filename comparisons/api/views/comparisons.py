from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.models import Artifact
from comparisons.addresses import MOST_COMPARED, pair_of
from comparisons.api.base import ReadView
from comparisons.api.links import Links
from comparisons.api.parameters import Parameter
from comparisons.api.plain import plain
from comparisons.api.problems import Problem, bad_parameters
from comparisons.api.shapes.comparisons import ComparisonAnswer, EditorialEntry
from comparisons.deciding import anchor
from comparisons.editorial import Editorial, editorial
from comparisons.services.comparing import comparison, stamp, standings
from comparisons.services.lookup import find
from comparisons.table import Comparison

LONGEST = 121 * MOST_COMPARED


class ComparisonView(ReadView):
    """Compare two to six artifacts.

    The answer holds what the comparison page shows, in the same words, with the figures and
    sources behind them. The artifacts come in alphabetical order of their slugs.
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
        )
    ]

    def get(self, request: Request) -> HttpResponseBase:
        artifacts = _wanted(request.query_params.get("artifacts", ""))
        beside = standings(artifacts)
        etag = f'"{stamp(artifacts, (beside, self.links.root))}"'
        unchanged = get_conditional_response(plain_request(request), etag=etag)
        if unchanged is not None:
            return unchanged
        compared = comparison(artifacts, beside)
        said = editorial(beside.written, compared)
        return Response(_answer(compared, said, artifacts, self.links), headers={"ETag": etag})


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
    compared: Comparison, said: Editorial | None, artifacts: Sequence[Artifact], links: Links
) -> ComparisonAnswer:
    slugs = [artifact.slug for artifact in artifacts]
    page = links.to("compare", pair_of(slugs))
    return {
        "url": links.listing("api:comparisons", artifacts=",".join(slugs)),
        "html_url": page,
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
        "editorial": _editorial(said, slugs, page) if said else None,
        "comparison": plain(compared),
    }


def _editorial(said: Editorial, slugs: Sequence[str], page: str) -> EditorialEntry:
    return {
        "state": "stale" if said.changed else "current",
        "choose": list(said.choose),
        "summary": said.summary or None,
        "deciding_rows": [
            {"key": row.key, "label": row.label, "html_url": f"{page}#{anchor(row.key)}"}
            for row in said.rows
        ],
        "changed": [
            {
                "row": change.key,
                "label": change.label,
                "artifact": slugs[change.place],
                "was": change.was,
                "now": change.now,
            }
            for change in said.changed
        ],
        "author": said.author,
        "as_of": said.written_on,
    }
