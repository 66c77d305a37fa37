from typing import Any

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from comparisons.api import problems
from comparisons.api.base import ReadView
from comparisons.api.parameters import Parameter
from comparisons.api.problems import Problem
from comparisons.api.shapes.problems import Index, ProblemKind

LISTS = (
    *("artifacts", "capabilities", "types", "categories", "organizations", "offerings"),
    *("prices", "relations", "scores", "methodology", "comparisons", "search"),
    *("suggestions", "intents", "feedback", "changes"),
)


class IndexView(ReadView):
    """Read where everything is."""

    operation = "read_index"
    tag = "index"
    shape = Index

    def get(self, request: Request) -> Response:
        links = self.links
        return Response(
            {
                "endpoints": {name: links.root + reverse(f"api:{name}") for name in LISTS},
                "problems": {code: links.to("api:problem", code) for code in problems.KINDS},
                "schema": links.root + reverse("api:schema"),
                "docs": links.root + reverse("api:docs"),
            }
        )


class ProblemView(ReadView):
    """Read what a kind of problem means and what to do about it."""

    operation = "read_problem"
    tag = "index"
    shape = ProblemKind
    path_parameters = [
        Parameter("code", "Code of the problem.", {"type": "string", "enum": list(problems.KINDS)})
    ]

    def get(self, request: Request, code: str) -> Response:
        kind = problems.KINDS.get(code)
        if kind is None:
            raise Problem("not-found", f"There is no kind of problem called “{code}”.")
        return Response(
            {
                "code": kind.code,
                "title": kind.title,
                "status": kind.status,
                "advice": kind.advice,
            }
        )


class UnknownAddress(ReadView):
    """Answers for every address that nothing else stands at."""

    schema: Any = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Whatever was asked, there is nothing here."""
        raise Problem("not-found", f"The API has no address {request.path}.")

    def get(self, request: Request) -> Response:
        raise NotImplementedError
