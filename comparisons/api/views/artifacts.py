from collections.abc import Sequence
from functools import cached_property
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
from comparisons.api.problems import Problem, bad_parameters
from comparisons.api.shapes.artifacts import ArtifactDetail, ArtifactEntry
from comparisons.api.weights import WEIGHTS, own_weights
from comparisons.own_weights import OwnWeights
from comparisons.services.own_order import weighed

SLUG = Parameter(
    "slug",
    "The artifact's slug; an earlier one leads to it.",
    {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
)
PROVISIONAL_LAST = Key("score__provisional", nullable=True)
OWN_COLUMNS = ("own_total", "own_coverage", "own_provisional")
OWN_PROVISIONAL_LAST = Key("own_provisional", nullable=True)
OWN = both_ways("own", Key("own_total", nullable=True), Key("score__coverage", nullable=True))
RANK = both_ways("rank", Key("score__total", nullable=True), Key("score__coverage", nullable=True))


class ArtifactList(ListView):
    """List artifacts.

    Highest rank first, provisional ranks last. `updated_since` gives what changed since then. With
    `weights`, each has its total under them, and the highest of those is first unless `ordering`
    says otherwise.
    """

    operation = "list_artifacts"
    tag = "artifacts"
    shape = ArtifactEntry
    filterset_class = ArtifactListFilter
    parameters = [WEIGHTS]
    columns = artifact_entries.SUMMARY
    orderings = {
        "-rank": [PROVISIONAL_LAST, *RANK["-rank"]],
        "rank": [PROVISIONAL_LAST, *RANK["rank"]],
        **both_ways("name", Key("name")),
        **both_ways("released_on", Key("released_on", nullable=True)),
        **both_ways("updated_at", Key("updated_at")),
        **both_ways("published_at", Key("published_at")),
        "-own": [OWN_PROVISIONAL_LAST, *OWN["-own"]],
        "own": [OWN_PROVISIONAL_LAST, *OWN["own"]],
    }

    @cached_property
    def own(self) -> OwnWeights | None:
        return own_weights(self.request.query_params)

    def ordering(self) -> str:
        """Under own weights their order is the usual one; without any there is no such order."""
        if self.own and "ordering" not in self.request.query_params:
            return "-own"
        name = super().ordering()
        if name in OWN and not self.own:
            raise bad_parameters({"ordering": [f"{name} needs weights: give `weights` too."]})
        return name

    def cursor_scope(self, ordering: str) -> str:
        return f"{ordering}:{self.own.text}" if self.own else ordering

    def get_queryset(self) -> Any:
        artifacts = artifact_entries.listed(visible.artifacts())
        return weighed(artifacts, self.own) if self.own else artifacts

    def shown_columns(self) -> Sequence[str]:
        return (*self.columns, *OWN_COLUMNS) if self.own else self.columns

    def build(self, rows: list[dict[str, Any]]) -> Sequence[ArtifactEntry]:
        links = self.links
        return [
            {
                **artifact_entries.summary(row, links),
                "own": artifact_entries.own_score(row, self.own),
            }
            for row in rows
        ]


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


def moved_to(slug: str, name: str, query: str = "") -> HttpResponseBase:
    """A redirect from an earlier slug, or the problem that there is no such artifact."""
    current = artifact_entries.current_slug(slug)
    if current is None:
        raise Problem("not-found", f"No published artifact has the slug “{slug}”.")
    target = reverse(name, args=[current])
    return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)
