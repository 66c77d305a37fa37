"""What the address of a comparison asks for beside its artifacts, and its one spelling.

Ours are the rows, a reader's own weights and a workload. Whatever else an address carries is kept
as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from comparisons import cost_form, own_weights, weight_form, workload
from comparisons.addresses import pair_of
from comparisons.row_choice import Layout, RowChoice, chosen, known_names
from comparisons.rows import SPEC

DIFFERENCES, ROWS = "differences", "rows"
OURS = (DIFFERENCES, ROWS, own_weights.PARAM)
# What the form that leads to a comparison sends, besides what it carries along.
NAMED = ("a", "b", "artifact")
# Of what others add: how much of it is carried along.
MOST, LONGEST_NAME, LONGEST_VALUE = 20, 40, 200
LONGEST_ROWS = 2_000

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """`problem` is what is wrong with the rows asked for: all are shown then."""

    weights: weight_form.Asked
    cost: cost_form.AskedCost = field(default_factory=cost_form.AskedCost)
    choice: RowChoice = field(default_factory=RowChoice)
    problem: str = ""
    others: Pairs = ()
    is_spelled: bool = True

    @property
    def query(self) -> str:
        """All of it in its one spelling, with its question mark; empty where nothing is asked."""
        return query_of(self.pairs)

    @property
    def kept(self) -> Pairs:
        """What a form carries along that chooses rows."""
        weights = tuple(pair for pair in self._ours if pair[0] == own_weights.PARAM)
        return (*weights, *self.cost.parameters, *self.others)

    @property
    def pairs(self) -> Pairs:
        return (*self._ours, *self.cost.parameters, *self.others)

    @property
    def without_rows(self) -> str:
        """The query that shows all rows."""
        return query_of(self.kept)

    @property
    def narrows(self) -> bool:
        return self.choice != RowChoice()

    @property
    def _ours(self) -> Pairs:
        own = self.weights.own
        return spelled(self.choice, own.text if own else "")


def spelled(choice: RowChoice, weights: str) -> Pairs:
    """Our parameters in their one order, without those that say nothing."""
    found = (
        (DIFFERENCES, "1" if choice.differences else ""),
        (ROWS, ",".join(choice.names)),
        (own_weights.PARAM, weights),
    )
    return tuple(pair for pair in found if pair[1])


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """A query with its question mark; empty where no pair says anything."""
    text = urlencode([pair for pair in pairs if pair[1]], safe=",")
    return f"?{text}" if text else ""


def asked(data: QueryDict, layout: Layout) -> Asked:
    """What an address asks for of a comparison with these rows."""
    weights = weight_form.asked(data)
    names = names_in(data.getlist(ROWS))
    problem = problem_with(names, layout, lenient=True)
    choice = RowChoice(
        differences=data.get(DIFFERENCES, "") in {"1", "on"},
        names=() if problem else chosen(names, layout),
    )
    found = Asked(weights, cost_form.asked(data), choice, problem, _others(data))
    if problem or weights.problem or found.cost.problems:
        return found
    known = {*OURS, *workload.PARAMS}
    ours = ((name, value) for name in data if name in known for value in data.getlist(name))
    is_spelled = weights.query is None and (*ours, *found.others) == found.pairs
    return replace(found, is_spelled=is_spelled)


def names_in(values: Iterable[str]) -> tuple[str, ...]:
    """Names by commas or by repeating the parameter, as a form does."""
    text = ",".join(values)[:LONGEST_ROWS]
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def problem_with(names: Sequence[str], layout: Layout, *, lenient: bool = False) -> str:
    """What is wrong with names of rows, empty where nothing is.

    `lenient` passes over specifications these artifacts have not: others had them, before one of
    them was removed.
    """
    known = known_names(layout)
    wrong = [
        name for name in names if name not in known and not (lenient and name.startswith(SPEC))
    ]
    if not wrong:
        return ""
    told = ", ".join(f"“{name[:40]}”" for name in wrong[:5])
    return f"No row here is called {told}. There are {', '.join(known)}."


def comparison_address(slugs: Iterable[str], query: str = "") -> str:
    return f"{reverse('compare', args=[pair_of(slugs)])}{query}"


def carried(data: QueryDict) -> str:
    """The query of a form that named artifacts, without these."""
    pairs = ((name, value) for name in data for value in data.getlist(name))
    return query_of(pair for pair in _bounded(pairs, LONGEST_ROWS) if pair[0] not in NAMED)


def _others(data: QueryDict) -> Pairs:
    known = {*OURS, *weight_form.PARAMS, *workload.PARAMS}
    pairs = (
        (name, value) for name in data if name not in known for value in data.getlist(name) if value
    )
    return _bounded(pairs, LONGEST_VALUE)


def _bounded(pairs: Iterable[tuple[str, str]], longest: int) -> Pairs:
    fitting = (p for p in pairs if len(p[0]) <= LONGEST_NAME and len(p[1]) <= longest)
    return tuple(fitting)[:MOST]
