from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import django_filters
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.models import ArtifactType
from comparisons.api import artifact_entries, parameters, visible
from comparisons.api.base import ReadView
from comparisons.api.links import Links
from comparisons.api.parameters import Parameter
from comparisons.api.problems import bad_parameters
from comparisons.api.shapes.search import SearchAnswer, SearchHit
from comparisons.api.views.comparisons import plain_request
from comparisons.services.recorded import record_answer
from comparisons.visitors import visitor
from matchgraph.identity import Surface
from matchgraph.retrieval import LONGEST, Hit, search

USUAL, MOST = 20, 100


class SearchFilter(django_filters.FilterSet):  # type: ignore[misc]
    type = django_filters.ModelMultipleChoiceFilter(
        queryset=ArtifactType.objects.all(),
        to_field_name="key",
        distinct=False,
        help_text="Key of a type.",
    )


class SearchView(ReadView):
    """Search for artifacts by what they are called and what they can do.

    Any of the words may match; the more of them do, the higher a hit stands.
    """

    operation = "search_artifacts"
    tag = "search"
    shape = SearchAnswer
    filterset_class = SearchFilter
    parameters = [
        Parameter(
            "q",
            "What to look for; phrases in double quotes.",
            {"type": "string", "minLength": 1, "maxLength": LONGEST},
            required=True,
        ),
        Parameter(
            "limit",
            "How many hits at most.",
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        ),
    ]

    def get(self, request: Request) -> Response:
        given = request.query_params
        text = given.get("q", "")
        if not text or len(text) > LONGEST:
            raise bad_parameters({"q": [f"Give 1 to {LONGEST} characters to look for."]})
        limit = parameters.whole_number(given, "limit", default=USUAL, low=1, high=MOST)
        among = parameters.filtered(SearchFilter, given, visible.artifacts())
        hits = search(text, artifacts=among, most=MOST)
        shown, links = hits[:limit], self.links
        tokens = record_answer(
            visitor=visitor(plain_request(request), Surface.API),
            text=text,
            hits=hits,
            shown=shown,
            first=1,
            now=datetime.now(UTC),
        )
        answer: SearchAnswer = {
            "query": text,
            "results": _results(shown, links, tokens),
            "html_url": links.listing("search", q=text),
        }
        # Tokens are the visitor's own: no cache that others share may keep them.
        return Response(answer, headers={"Cache-Control": "private, no-cache"} if tokens else None)


def _results(hits: list[Hit], links: Links, tokens: Mapping[int, str]) -> list[SearchHit]:
    artifacts = artifact_entries.listed(visible.artifacts()).filter(
        pk__in=[hit.artifact_id for hit in hits]
    )
    rows: dict[int, Any] = {
        row["id"]: row for row in artifacts.values("id", *artifact_entries.SUMMARY)
    }
    return [
        {
            "artifact": artifact_entries.summary(rows[hit.artifact_id], links),
            "in_text": hit.in_text,
            "capabilities": [
                {"key": found.key, "name": found.name, "url": links.capability(found.key)}
                for found in hit.matched
            ],
            "feedback_token": tokens.get(hit.artifact_id),
        }
        for hit in hits
        if hit.artifact_id in rows
    ]
