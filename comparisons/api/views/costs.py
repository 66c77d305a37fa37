from urllib.parse import urlencode

from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.api.base import ReadView
from comparisons.api.cost_entries import artifact_costs, reference, workload_entry
from comparisons.api.shapes.costs import ArtifactCostAnswer
from comparisons.api.views.artifacts import SLUG, moved_to
from comparisons.api.workload import REQUIRED, needed_workload
from comparisons.cost_section import subject_costs
from comparisons.services import loading
from comparisons.services.lookup import find


class ArtifactCostView(ReadView):
    """Work out what a workload costs at every offering of an artifact.

    The context selects one rate card for the whole request. A needed price that is not known makes
    a cost unknown or a lower bound, never less; currencies are never added up.
    """

    operation = "cost_artifact"
    tag = "offerings"
    shape = ArtifactCostAnswer
    path_parameters = [SLUG]
    parameters = REQUIRED
    moves = True

    def get(self, request: Request, slug: str) -> HttpResponseBase:
        workload = needed_workload(request.query_params)
        found = find([slug])
        if not found.artifacts or found.artifacts[0].slug != slug:
            return moved_to(slug, "api:artifact_cost", request.query_params.urlencode())
        (artifact,) = found.artifacts
        (costed,) = subject_costs(loading.subjects([artifact], {}), workload)
        query = urlencode(workload.pairs)
        return Response(
            {
                "url": f"{self.links.to('api:artifact_cost', slug)}?{query}",
                "html_url": f"{self.links.page(slug)}?{query}",
                "workload": workload_entry(workload),
                **artifact_costs(costed, reference(artifact, self.links)),
            }
        )
