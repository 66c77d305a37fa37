"""The parameters by which a workload is given, wherever costs are answered."""

from django.http import QueryDict

from comparisons import workload
from comparisons.api.parameters import Parameter
from comparisons.api.problems import bad_parameters
from comparisons.workload import FIELDS, PARAMS, BadWorkload, Field, Workload

WORDS = {
    "in": "Tokens in per request. With `out` and `requests` it makes a workload to cost.",
    "out": "Tokens out per request.",
    "cached": "Share of the input that is read from a cache, in whole per cent.",
    "requests": "Requests a month.",
    "context": "Length of the prompt in tokens, which selects the rate card for the whole request:"
    " at least `in`, and `in` where it is left out.",
}


def _parameter(field: Field, *, required: bool) -> Parameter:
    schema = {"type": "integer", "minimum": field.low, "maximum": field.high}
    needed = required and field.otherwise is None
    return Parameter(field.name, WORDS[field.name], schema, required=needed)


OPTIONAL = tuple(_parameter(field, required=False) for field in FIELDS)
REQUIRED = tuple(_parameter(field, required=True) for field in FIELDS)


def asked_workload(given: QueryDict) -> Workload | None:
    """The workload given, None where none of its parameters is."""
    if not any(name in given for name in PARAMS):
        return None
    return needed_workload(given)


def needed_workload(given: QueryDict) -> Workload:
    try:
        return workload.parse({name: given.get(name, "") for name in PARAMS})
    except BadWorkload as bad:
        raise bad_parameters({name: [text] for name, text in bad.problems.items()}) from bad
