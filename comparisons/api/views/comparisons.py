from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.models import Artifact
from comparisons import words
from comparisons.addresses import MOST_COMPARED, pair_of
from comparisons.api.base import ReadView
from comparisons.api.cost_entries import costs_of_all
from comparisons.api.links import Links
from comparisons.api.parameters import Parameter
from comparisons.api.plain import plain
from comparisons.api.problems import Problem, bad_parameters
from comparisons.api.rows import DIFFERENCES, ROWS, row_choice
from comparisons.api.shapes.comparisons import ComparisonAnswer, EditorialEntry, Told
from comparisons.api.weights import WEIGHTS, own_weights
from comparisons.api.workload import OPTIONAL, asked_workload
from comparisons.compare_address import query_of, spelled
from comparisons.deciding import anchor
from comparisons.editorial import Editorial, editorial
from comparisons.row_choice import RowChoice, shown_rows
from comparisons.services.comparing import comparison, layout_of, stamp, standings
from comparisons.services.lookup import find
from comparisons.table import Comparison
from comparisons.workload import Workload

LONGEST = 121 * MOST_COMPARED


class ComparisonView(ReadView):
    """Compare two to six artifacts.

    The answer holds what the comparison page shows, in the same words, with the figures and
    sources behind them. The artifacts come in alphabetical order of their slugs. `rows` and
    `differences` narrow the table; with `weights` it also says what these make of them, beside
    the ranks; with a workload (`in`, `out`, `requests`) what that costs a month at every offering
    of each.
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
        ROWS,
        DIFFERENCES,
        WEIGHTS,
        *OPTIONAL,
    ]

    def get(self, request: Request) -> HttpResponseBase:
        own, workload = own_weights(request.query_params), asked_workload(request.query_params)
        artifacts = _wanted(request.query_params.get("artifacts", ""))
        choice = row_choice(request.query_params, layout_of(artifacts))
        beside = standings(artifacts)
        etag = f'"{stamp(artifacts, (beside, self.links.root, own, choice, workload))}"'
        unchanged = get_conditional_response(plain_request(request), etag=etag)
        if unchanged is not None:
            return unchanged
        compared = comparison(artifacts, beside, own)
        said = editorial(beside.written, compared)
        answer = _answer(
            compared,
            said,
            choice=choice,
            workload=workload,
            artifacts=artifacts,
            links=self.links,
        )
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
    compared: Comparison,
    said: Editorial | None,
    *,
    choice: RowChoice,
    workload: Workload | None,
    artifacts: Sequence[Artifact],
    links: Links,
) -> ComparisonAnswer:
    slugs = [artifact.slug for artifact in artifacts]
    query = spelled(choice, compared.own.weights if compared.own else "")
    query += workload.pairs if workload else ()
    page = links.to("compare", pair_of(slugs))
    rows = shown_rows(compared.groups, choice)
    return {
        "url": links.listing("api:comparisons", artifacts=",".join(slugs), **dict(query)),
        "html_url": f"{page}{query_of(query)}",
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
        "editorial": _editorial(said, slugs, page) if said else None,
        "alike": list(rows.alike),
        "comparison": plain(_narrowed(compared, choice)),
        "costs": costs_of_all(workload, compared.subjects, artifacts, links),
    }


def _narrowed(compared: Comparison, choice: RowChoice) -> Comparison:
    """With the rows that are wanted; capabilities and prices go by differences alone."""
    differences = RowChoice(choice.differences)
    return replace(
        compared,
        groups=shown_rows(compared.groups, choice).groups,
        support=shown_rows(compared.support, differences).groups,
    )


def _told(compared: Comparison) -> Told:
    rank_name = settings.RANK_NAME
    return {
        "lead": words.lead(compared, rank_name),
        "verdict": list(words.verdict_paragraphs(compared, rank_name)),
        "own_lead": words.own_lead(compared) or None,
        "own_verdict": list(words.own_verdict(compared)),
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
