"""The parameters that narrow the rows of a comparison, as on its page."""

from django.http import QueryDict

from comparisons import compare_address
from comparisons.api.parameters import Parameter, one_of
from comparisons.api.problems import bad_parameters
from comparisons.compare_address import names_in, problem_with
from comparisons.row_choice import Layout, RowChoice, chosen

ROWS = Parameter(
    compare_address.ROWS,
    "Rows to keep in `comparison.groups`: keys of groups or of rows, joined by commas. A row that"
    " is called like its group is spelled with `-row`, as in `rank-row`. All where it is left out.",
    {"type": "string", "minLength": 1, "maxLength": compare_address.LONGEST_ROWS},
)
DIFFERENCES = Parameter(
    compare_address.DIFFERENCES,
    "With 1, rows that are the same for all of them are left out and named in `alike`.",
    {"type": "string", "enum": ["0", "1"], "default": "0"},
)


def row_choice(given: QueryDict, layout: Layout) -> RowChoice:
    """The rows asked for."""
    differences = one_of(given, DIFFERENCES.name, ("0", "1"), "0") == "1"
    if ROWS.name not in given:
        return RowChoice(differences)
    text = given.get(ROWS.name, "")
    names = names_in([text])
    if not names or len(text) > compare_address.LONGEST_ROWS:
        raise bad_parameters({ROWS.name: ["Give keys of rows or groups, or leave it out."]})
    if problem := problem_with(names, layout):
        raise bad_parameters({ROWS.name: [problem]})
    return RowChoice(differences, chosen(names, layout))
