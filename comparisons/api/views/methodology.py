from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.api.base import ReadView
from comparisons.api.plain import plain
from comparisons.api.shapes.methodology import MethodologyAnswer
from comparisons.api.views.comparisons import plain_request
from comparisons.build import digest
from comparisons.services.method import at_work, methodology


class MethodologyView(ReadView):
    """Read how ranks are made.

    The weights, signals, curves, criteria and rules at work, and the epochs before. A score
    follows from these, its artifact's facts and the day it stands at.
    """

    operation = "read_methodology"
    tag = "scores"
    shape = MethodologyAnswer

    def get(self, request: Request) -> HttpResponseBase:
        now = at_work()
        told = methodology(now)
        etag = f'"{digest(told, self.links.root)}"'
        unchanged = get_conditional_response(plain_request(request), etag=etag)
        if unchanged is not None:
            return unchanged
        answer: MethodologyAnswer = {
            "html_url": self.links.root + reverse("methodology"),
            "method": plain(told),
            "definition": now.epoch.formula.definition if now.epoch else {},
        }
        return Response(answer, headers={"ETag": etag})
