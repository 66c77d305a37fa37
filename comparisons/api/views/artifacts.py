from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.api import artifact_entries, visible
from comparisons.api.base import ListView, ReadView, both_ways
from comparisons.api.filters import ArtifactListFilter
from comparisons.api.keyset import Key
from comparisons.api.parameters import Parameter
from comparisons.api.problems import Problem
from comparisons.api.shapes.artifacts import ArtifactDetail, ArtifactSummary

SLUG = Parameter(
    "slug",
    "The artifact's slug; an earlier one leads to it.",
    {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
)
PROVISIONAL_LAST = Key("score__provisional", nullable=True)
RANK = both_ways("rank", Key("score__total", nullable=True), Key("score__coverage", nullable=True))


class ArtifactList(ListView):
    """List artifacts.

    Highest rank first, provisional ranks last. `updated_since` gives what changed since then.
    """

    operation = "list_artifacts"
    tag = "artifacts"
    shape = ArtifactSummary
    filterset_class = ArtifactListFilter
    columns = artifact_entries.SUMMARY
    orderings = {
        "-rank": [PROVISIONAL_LAST, *RANK["-rank"]],
        "rank": [PROVISIONAL_LAST, *RANK["rank"]],
        **both_ways("name", Key("name")),
        **both_ways("released_on", Key("released_on", nullable=True)),
        **both_ways("updated_at", Key("updated_at")),
        **both_ways("published_at", Key("published_at")),
    }

    def get_queryset(self) -> Any:
        return artifact_entries.listed(visible.artifacts())

    def build(self, rows: list[dict[str, Any]]) -> Sequence[ArtifactSummary]:
        return artifact_entries.summaries(rows, self.links)


class ArtifactView(ReadView):
    """Read one artifact.

    With its links, specifications, capabilities and their citations, offerings with open prices,
    and relations.
    """

    operation = "read_artifact"
    tag = "artifacts"
    shape = ArtifactDetail
    path_parameters = [SLUG]
    moves = True

    def get(self, request: Request, slug: str) -> HttpResponseBase:
        found = artifact_entries.detail(slug, self.links)
        if found is None:
            return moved_to(slug, "api:artifact")
        return Response(found)


def moved_to(slug: str, name: str) -> HttpResponseBase:
    """A redirect from an earlier slug, or the problem that there is no such artifact."""
    current = artifact_entries.current_slug(slug)
    if current is None:
        raise Problem("not-found", f"No published artifact has the slug “{slug}”.")
    return HttpResponsePermanentRedirect(reverse(name, args=[current]))
