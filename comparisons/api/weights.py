"""The parameter by which a reader's own weights are given, wherever they may be."""

from django.http import QueryDict

from comparisons.api.parameters import Parameter
from comparisons.api.problems import bad_parameters
from comparisons.own_weights import PARAM, PRESETS, BadWeights, OwnWeights, parse

NUMBER = "(100|[1-9]?[0-9])"
WEIGHTS = Parameter(
    PARAM,
    "A reader's own weights: five whole numbers from 0 to 100 joined by hyphens, in the order"
    " adoption, quality, ecosystem, match, freshness; or the name of a preset. Only their"
    " proportions count. Ranks stay what they are; what follows from the weights stands beside.",
    {"type": "string", "pattern": f"^({'|'.join(PRESETS)}|{NUMBER}(-{NUMBER}){{4}})$"},
)


def own_weights(given: QueryDict) -> OwnWeights | None:
    """The weights given, None where there are none."""
    if PARAM not in given:
        return None
    try:
        return parse(given.get(PARAM, ""))
    except BadWeights as problem:
        raise bad_parameters({PARAM: [str(problem)]}) from problem
