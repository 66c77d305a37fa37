from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.api import artifact_entries, parameters, visible
from comparisons.api.base import ReadView
from comparisons.api.links import Links
from comparisons.api.parameters import Parameter
from comparisons.api.problems import bad_parameters
from comparisons.api.shapes.search import (
    SearchAnswer,
    SearchHit,
    SuggestionAnswer,
    SuggestionEntry,
)
from comparisons.api.views.comparisons import plain_request
from comparisons.filters import SearchFilter
from comparisons.services.recorded import record_answer
from comparisons.visitors import visitor
from matchgraph.identity import Surface
from matchgraph.retrieval import LONGEST, Found, Hit, Suggestion, search, suggest

USUAL, MOST = 20, 100
MOST_SUGGESTED = 20
LONGEST_PREFIX = 100


class SearchView(ReadView):
    """Search for artifacts by what they are called, what they can do and what that means.

    Any of the words may match: the more of them do, and the rarer they are, the higher a hit
    stands. Without words, the artifacts that are looked for most.
    """

    operation = "search_artifacts"
    tag = "search"
    shape = SearchAnswer
    is_kept = False
    filterset_class = SearchFilter
    parameters = [
        Parameter(
            "q",
            "What to look for, in words or as a whole question.",
            {"type": "string", "maxLength": LONGEST},
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
        if len(text) > LONGEST:
            raise bad_parameters({"q": [f"Give {LONGEST} characters at most."]})
        limit = parameters.whole_number(given, "limit", default=USUAL, low=1, high=MOST)
        among = parameters.filtered(SearchFilter, given, visible.artifacts())
        narrows = any(name not in {"q", "limit"} for name in given)
        found = search(text, artifacts=among if narrows else None, most=limit)
        links = self.links
        tokens = record_answer(
            visitor=visitor(plain_request(request), Surface.API),
            text=text,
            found=found,
            shown=found.hits,
            first=1,
            now=datetime.now(UTC),
        )
        answer: SearchAnswer = {
            "query": text,
            "respelled": found.respelled,
            "complete": found.complete,
            "results": _results(found, links, tokens),
            "html_url": links.listing("search", q=text),
        }
        # Tokens are the visitor's own: no cache that others share may keep them.
        return Response(answer, headers={"Cache-Control": "private, no-cache"} if tokens else None)


class SuggestionView(ReadView):
    """Suggest artifacts and capabilities to somebody who begins to type."""

    operation = "suggest"
    tag = "search"
    shape = SuggestionAnswer
    parameters = [
        Parameter(
            "q",
            "What was typed so far: the beginning of a name, or of a later word of it.",
            {"type": "string", "minLength": 1, "maxLength": LONGEST_PREFIX},
            required=True,
        ),
        Parameter(
            "limit",
            "How many at most.",
            {"type": "integer", "minimum": 1, "maximum": MOST_SUGGESTED, "default": 10},
        ),
    ]

    def get(self, request: Request) -> Response:
        given = request.query_params
        text = given.get("q", "")
        if not text or len(text) > LONGEST_PREFIX:
            raise bad_parameters({"q": [f"Give 1 to {LONGEST_PREFIX} characters."]})
        limit = parameters.whole_number(given, "limit", default=10, low=1, high=MOST_SUGGESTED)
        links = self.links
        answer: SuggestionAnswer = {
            "query": text,
            "results": [_suggestion(one, links) for one in suggest(text, most=limit)],
        }
        return Response(answer)


def _suggestion(one: Suggestion, links: Links) -> SuggestionEntry:
    is_artifact = one.kind == "artifact"
    return {
        "kind": "artifact" if is_artifact else "capability",
        "key": one.key,
        "name": one.name,
        "type": one.type or None,
        "url": links.artifact(one.key) if is_artifact else links.capability(one.key),
    }


def _results(found: Found, links: Links, tokens: Mapping[int, str]) -> list[SearchHit]:
    artifacts = artifact_entries.listed(visible.artifacts()).filter(
        pk__in=[hit.artifact_id for hit in found.hits]
    )
    rows: dict[int, Any] = {
        row["id"]: row for row in artifacts.values("id", *artifact_entries.SUMMARY)
    }
    return [
        _result(hit, rows[hit.artifact_id], links, tokens.get(hit.artifact_id))
        for hit in found.hits
        if hit.artifact_id in rows
    ]


def _result(hit: Hit, row: Any, links: Links, token: str | None) -> SearchHit:
    return {
        "artifact": artifact_entries.summary(row, links),
        "in_text": hit.in_text,
        "why": [reason.value for reason in hit.why],
        "strength": round(100 * hit.strength),
        "capabilities": [
            {"key": one.key, "name": one.name, "url": links.capability(one.key)}
            for one in hit.matched
        ],
        "feedback_token": token,
    }
