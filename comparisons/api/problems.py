"""What the API says when it cannot answer: problem details after RFC 9457.

Every problem names its kind by an address that can be read, says what was wrong with this
request, and what to do about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from rest_framework import exceptions
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    code: str
    status: int
    title: str
    advice: str
    of_sending: bool = False


KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "bad-parameter",
            400,
            "A parameter cannot be used as given",
            "Read `errors`: each names a parameter and says what it takes.",
        ),
        Kind(
            "not-found",
            404,
            "Nothing is published at this address",
            "Find slugs and keys in the lists, for example /api/v1/artifacts/.",
        ),
        Kind(
            "method-not-allowed",
            405,
            "This address does not take that method",
            "Use one of those that the Allow header names.",
        ),
        Kind(
            "not-acceptable",
            406,
            "Only JSON is served here",
            "Send `Accept: application/json`, or no Accept header.",
        ),
        Kind(
            "unsupported-media-type",
            415,
            "Only JSON is taken here",
            "Send a JSON object with `Content-Type: application/json`.",
            of_sending=True,
        ),
        Kind(
            "too-many-requests",
            429,
            "Too many requests in a short time",
            "Wait as many seconds as the Retry-After header says, then go on.",
        ),
    )
}


class Problem(exceptions.APIException):
    """Raised by views. `errors` maps a parameter to what is wrong with it."""

    def __init__(
        self, code: str, detail: str, errors: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        super().__init__(detail)
        self.kind = KINDS[code]
        self.status_code = self.kind.status
        self.errors = errors or {}


def bad_parameters(errors: Mapping[str, Sequence[str]]) -> Problem:
    names = ", ".join(errors)
    return Problem("bad-parameter", f"Cannot use {names} as given.", errors)


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The framework's exception handler. Errors that are ours, not the client's, pass through."""
    problem = _as_problem(error)
    if problem is None:
        return None
    response = Response(
        _body(problem, context),
        status=problem.status_code,
        content_type=MEDIA_TYPE,
        headers=_headers(error, context),
    )
    # Whatever the client accepts, a problem can be told.
    response["Cache-Control"] = "no-store"
    return response


def _as_problem(error: Exception) -> Problem | None:
    match error:
        case Problem():
            return error
        case Http404() | exceptions.NotFound() | PermissionDenied() | exceptions.PermissionDenied():
            return Problem("not-found", "Nothing is published at this address.")
        case exceptions.MethodNotAllowed():
            return Problem("method-not-allowed", f"{error.detail}")
        case exceptions.NotAcceptable():
            return Problem("not-acceptable", "None of the accepted media types is served here.")
        case exceptions.Throttled():
            return Problem("too-many-requests", f"Try again in {_seconds(error)} seconds.")
    return _of_what_was_sent(error)


def _of_what_was_sent(error: Exception) -> Problem | None:
    match error:
        case exceptions.UnsupportedMediaType():
            return Problem("unsupported-media-type", f"{error.detail}")
        case exceptions.ParseError():
            return bad_parameters({"body": ["This is not JSON."]})
    return None


def _body(problem: Problem, context: dict[str, Any]) -> dict[str, Any]:
    request = context["request"]
    errors = [
        {"parameter": parameter, "detail": detail}
        for parameter, details in problem.errors.items()
        for detail in details
    ]
    return {
        "type": request.build_absolute_uri(reverse("api:problem", args=[problem.kind.code])),
        "title": problem.kind.title,
        "status": problem.status_code,
        "detail": f"{problem.detail} {problem.kind.advice}",
        "instance": request.get_full_path(),
        "errors": errors,
    }


def _headers(error: Exception, context: dict[str, Any]) -> dict[str, str]:
    if isinstance(error, exceptions.Throttled):
        return {"Retry-After": str(_seconds(error))}
    if isinstance(error, exceptions.MethodNotAllowed):
        return {"Allow": ", ".join(context["view"].allowed_methods)}
    return {}


def _seconds(error: exceptions.Throttled) -> int:
    """Whole seconds to wait, rounded up: never too early."""
    return max(1, ceil(getattr(error, "wait", None) or 1))
