from datetime import UTC, datetime
from typing import get_args

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.api.problems import bad_parameters
from comparisons.api.shapes.feedback import Feedback, FeedbackAnswer, Kind
from comparisons.api.views.comparisons import plain_request
from comparisons.api.writing import SentView, fields_of_body
from comparisons.visitors import visitor
from matchgraph import counting
from matchgraph.identity import Surface
from matchgraph.services.recording import record_event
from matchgraph.tokens import BadToken, Hit, read_token

KINDS = get_args(Kind)
RESULTS = ("api_success", "api_failure")


class FeedbackView(SentView):
    """Say what became of a search hit.

    The same of the same hit counts once, however often it is sent. No more is kept than what
    happened to which hit; nothing at all of who sends `DNT: 1` or `Sec-GPC: 1`.
    """

    operation = "give_feedback"
    tag = "feedback"
    body = Feedback
    shape = FeedbackAnswer

    def post(self, request: Request) -> Response:
        now = datetime.now(UTC)
        sent = fields_of_body(request, ["token", "kind"])
        hit = _hit(sent["token"], now)
        recorded = record_event(
            hit=hit,
            kind=_kind(sent["kind"], hit),
            visitor=visitor(plain_request(request), hit.surface),
            now=now,
        )
        answer: FeedbackAnswer = {"recorded": recorded}
        return Response(answer, status=status.HTTP_202_ACCEPTED)


def _hit(token: str, now: datetime) -> Hit:
    try:
        return read_token(token, now=now)
    except BadToken as refusal:
        raise bad_parameters({"token": [str(refusal)]}) from refusal


def _kind(text: str, hit: Hit) -> counting.Kind:
    if text not in KINDS:
        raise bad_parameters({"kind": [f"Choose one of {', '.join(KINDS)}."]})
    if text in RESULTS and hit.surface != Surface.API:
        raise bad_parameters({"kind": ["Only for hits that the API gave."]})
    return counting.Kind(text)
