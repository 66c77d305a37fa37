"""A workload as an address or a form gives it, and the form that asks for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from comparisons import querystring, workload
from comparisons.workload import FIELDS, PARAMS, PRESETS, BadWorkload, Workload

LONGEST = 40
START = PRESETS[0].workload


@dataclass(frozen=True)
class AskedCost:
    """What an address asks for. Problems, by parameter, leave the page without a cost.

    `parameters` are what another address carries on; `respelled` tells that this one has them in
    another spelling than the one there is.
    """

    workload: Workload | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[tuple[str, str], ...] = ()
    respelled: bool = False

    @property
    def query(self) -> str:
        return urlencode(self.parameters)


@dataclass(frozen=True)
class CostField:
    """`value` is what was typed, or that of now, or of the workload to begin from."""

    name: str
    label: str
    hint: str
    value: str
    problem: str


@dataclass(frozen=True)
class PresetLink:
    label: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class CostForm:
    """`clear` is the address without a workload; `kept` what the form carries along."""

    asked: AskedCost
    fields: tuple[CostField, ...]
    presets: tuple[PresetLink, ...]
    kept: list[tuple[str, str]]
    clear: str


def asked(data: QueryDict) -> AskedCost:
    """The workload in an address; where all its parameters are empty there is none."""
    given = [(name, value) for name in data for value in data.getlist(name) if name in PARAMS]
    typed = {name: value[:LONGEST] for name, value in given}
    if not any(value.strip() for value in typed.values()):
        return AskedCost(respelled=bool(given))
    try:
        found = workload.parse(typed)
    except BadWorkload as bad:
        return AskedCost(problems=bad.problems, parameters=tuple(typed.items()))
    return AskedCost(workload=found, parameters=found.pairs, respelled=given != [*found.pairs])


def with_cost(address: str, given: AskedCost) -> str:
    """An address with what was asked at the end of its query, in its one spelling."""
    path, _, query = address.partition("?")
    others = [part for part in query.split("&") if part and part.split("=")[0] not in PARAMS]
    return _at(path, "&".join([*others, *([given.query] if given.query else [])]))


def address(path: str, data: QueryDict, given: AskedCost) -> str:
    """The path with whatever else was given, then the workload in its one spelling."""
    return with_cost(_at(path, urlencode(querystring.kept(data, PARAMS))), given)


def cost_form(path: str, data: QueryDict, given: AskedCost) -> CostForm:
    """The form under an address, with links that keep whatever else the address holds."""
    kept = querystring.kept(data, PARAMS)
    return CostForm(
        asked=given,
        fields=tuple(_fields(given)),
        presets=tuple(
            PresetLink(one.label, _link(path, kept, one.workload), one.workload == given.workload)
            for one in PRESETS
        ),
        kept=kept,
        clear=_link(path, kept, None),
    )


def _fields(given: AskedCost) -> Iterator[CostField]:
    typed = dict(given.parameters) or dict(START.pairs)
    none_cached = {workload.CACHED.name: "0"} if given.workload else {}
    shown = {**none_cached, **typed}
    for one in FIELDS:
        problem = given.problems.get(one.name, "")
        value = shown.get(one.name, "")
        yield CostField(one.name, one.label, one.hint, value, problem)


def _link(path: str, kept: Iterable[tuple[str, str]], chosen: Workload | None) -> str:
    return f"{_at(path, urlencode([*kept, *(chosen.pairs if chosen else ())]))}#cost"


def _at(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
