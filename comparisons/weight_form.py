"""Own weights as an address or a form gives them, and the form that asks for them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from catalog.language import gettext
from comparisons import own_weights, querystring
from comparisons.own_weights import PARAM, PRESETS, BadWeights, OwnWeights
from ranking.formula import COMPONENTS, LABELS

FIELDS: Mapping[str, str] = {key: f"weigh-{key}" for key in COMPONENTS}
PARAMS = (PARAM, *FIELDS.values())
# What the list is ordered by, and which page of it: weights begin anew with both.
RESTART = ("order", querystring.PAGE)
LONGEST = 40


@dataclass(frozen=True)
class Asked:
    """What an address asks for. A problem leaves everything as ranked.

    `query` is the query string in its one spelling where the address has another, else None.
    """

    own: OwnWeights | None = None
    problem: str = ""
    query: str | None = None
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WeightField:
    """`value` is what was typed, or the weight of now in hundredths."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class PresetLink:
    label: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class WeightForm:
    """`clear` is the address without weights; `kept` what the form carries along."""

    own: OwnWeights | None
    problem: str
    fields: tuple[WeightField, ...]
    presets: tuple[PresetLink, ...]
    kept: list[tuple[str, str]]
    clear: str

    @property
    def is_open(self) -> bool:
        return bool(self.own or self.problem)

    @property
    def link(self) -> str:
        """What another page's address takes over from this one."""
        return f"?{PARAM}={self.own.text}" if self.own else ""


def asked(data: QueryDict) -> Asked:
    """Weights by the five fields of the form where one of them is there, else by the parameter."""
    typed = {key: data.get(name, "")[:LONGEST] for key, name in FIELDS.items() if name in data}
    if not typed and PARAM not in data:
        return Asked()
    text = data.get(PARAM, "").strip()
    if not typed and not text:
        return Asked(query=spelled(data, None))
    try:
        own = own_weights.of_fields(typed) if typed else own_weights.parse(text)
    except BadWeights as problem:
        return Asked(problem=str(problem), typed=typed)
    is_spelled = not typed and data.getlist(PARAM) == [own.text]
    return Asked(own=own, query=None if is_spelled else spelled(data, own))


def spelled(data: QueryDict, own: OwnWeights | None, besides: Collection[str] = ()) -> str:
    """The query string with these weights in their one spelling, or with none. Empty values go."""
    changed = without(data, (*besides, *(name for name in data if not any(data.getlist(name)))))
    if own:
        changed[PARAM] = own.text
    return changed.urlencode()


def without(data: QueryDict, besides: Collection[str] = ()) -> QueryDict:
    """The parameters apart from weights."""
    changed = data.copy()
    for name in (*PARAMS, *besides):
        changed.pop(name, None)
    return changed


def with_query(path: str, given: Asked) -> str:
    """The address with the weights asked for in their one spelling, and nothing else."""
    return _at(path, f"{PARAM}={given.own.text}" if given.own else "")


def weight_form(path: str, data: QueryDict, given: Asked, usual: Mapping[str, int]) -> WeightForm:
    """The form under an address. `usual` are basis points to begin from where none were given."""
    return WeightForm(
        own=given.own,
        problem=given.problem,
        fields=tuple(_fields(given, usual)),
        presets=tuple(_presets(path, data, given.own)),
        kept=querystring.kept(data, (*PARAMS, *RESTART)),
        clear=_at(path, spelled(data, None, RESTART)),
    )


def _fields(given: Asked, usual: Mapping[str, int]) -> Iterator[WeightField]:
    parts = dict(zip(COMPONENTS, given.own.parts, strict=True)) if given.own else {}
    for key in COMPONENTS:
        now = parts[key] if parts else (usual[key] + 50) // 100
        yield WeightField(FIELDS[key], LABELS[key], given.typed.get(key, str(now)))


def _presets(path: str, data: QueryDict, own: OwnWeights | None) -> Iterator[PresetLink]:
    yield PresetLink(
        gettext("As ranked"), _at(path, spelled(data, None, RESTART)), chosen=own is None
    )
    for preset in PRESETS.values():
        weights = OwnWeights(preset.parts)
        address = _at(path, spelled(data, weights, RESTART))
        yield PresetLink(preset.label, address, chosen=own == weights)


def _at(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
