from typing import Annotated, TypedDict


class ParameterError(TypedDict):
    parameter: str
    detail: str


class ProblemDetails(TypedDict):
    """Why a request could not be answered, after RFC 9457."""

    type: Annotated[str, "Address that explains this kind of problem."]
    title: str
    status: int
    detail: Annotated[str, "What was wrong with this request, and what to do."]
    instance: str
    errors: Annotated[list[ParameterError], "One entry for each parameter that was refused."]


class ProblemKind(TypedDict):
    code: str
    title: str
    status: int
    advice: str


class Index(TypedDict):
    """Where everything is."""

    endpoints: dict[str, str]
    problems: dict[str, str]
    schema: str
    docs: str
