"""What a list can be narrowed by, with the number of artifacts behind every choice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict

from catalog.enums import Lifecycle, PricingModel
from catalog.models import Artifact
from comparisons.filters import ArtifactFilter

PAGE = "page"


@dataclass(frozen=True)
class Facet:
    """One thing to narrow by: its parameter, and the columns its value and label stand in."""

    param: str
    label: str
    columns: tuple[str, ...]
    most: int = 40
    names: dict[str, str] | None = None


@dataclass(frozen=True)
class Option:
    """`query` is the address with this choice taken, or dropped where it is taken already."""

    value: str
    label: str
    count: int
    selected: bool
    query: str


@dataclass(frozen=True)
class FacetOptions:
    param: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.selected)


FACETS = (
    Facet("type", "Type", ("type__key", "type__plural")),
    Facet("category", "Category", ("categories__slug", "categories__name")),
    Facet(
        "pricing_model",
        "Pricing",
        ("pricing_model",),
        names={c.value: c.label for c in PricingModel},
    ),
    Facet("licence", "Licence", ("licence_spdx",), most=12),
    Facet("lifecycle", "Lifecycle", ("lifecycle",), names={c.value: c.label for c in Lifecycle}),
    Facet("publisher", "Publisher", ("publisher__slug", "publisher__name"), most=12),
)


def facets(data: QueryDict, artifacts: QuerySet[Artifact]) -> tuple[FacetOptions, ...]:
    """One query per facet: each is counted under all the other choices, not under its own."""
    return tuple(_options(facet, data, artifacts) for facet in FACETS)


def _options(facet: Facet, data: QueryDict, artifacts: QuerySet[Artifact]) -> FacetOptions:
    others = data.copy()
    others.pop(facet.param, None)
    rows = ArtifactFilter(others, artifacts).qs.order_by().values_list(*facet.columns)
    counted = rows.annotate(number=Count("pk", distinct=True)).order_by("-number", facet.columns[0])
    chosen = data.getlist(facet.param)
    shown = _with_chosen(counted[: facet.most], chosen)
    options = (_option(facet, data, row, chosen) for row in shown)
    return FacetOptions(facet.param, facet.label, tuple(options))


def _with_chosen(rows: Iterable[tuple[Any, ...]], chosen: list[str]) -> list[tuple[Any, ...]]:
    """The counted values, without the empty one, and those chosen that nothing has."""
    known = [row for row in rows if row[0]]
    values = {row[0] for row in known}
    return known + [(value, 0) for value in chosen if value not in values and len(value) < 100]


def _option(facet: Facet, data: QueryDict, row: tuple[Any, ...], chosen: list[str]) -> Option:
    value, label, number = row[0], row[-2], row[-1]
    selected = value in chosen
    change = without if selected else with_value
    return Option(
        value=value,
        label=(facet.names or {}).get(value, label),
        count=number,
        selected=selected,
        query=change(data, facet.param, value),
    )


def with_value(data: QueryDict, param: str, value: str) -> str:
    return _changed(data, param, lambda values: [*values, value])


def without(data: QueryDict, param: str, value: str) -> str:
    return _changed(data, param, lambda values: [one for one in values if one != value])


def _changed(data: QueryDict, param: str, change: Callable[[list[str]], list[str]]) -> str:
    """The query string with one parameter changed; paging starts again, empty ones go."""
    changed = data.copy()
    changed.setlist(param, change(data.getlist(param)))
    changed.pop(PAGE, None)
    for name in [name for name in changed if not any(changed.getlist(name))]:
        del changed[name]
    return changed.urlencode()


def with_only(data: QueryDict, param: str, value: str) -> str:
    """The query string with this one value of the parameter; without it where that is empty."""
    return _changed(data, param, lambda values: [value] if value else [])


def kept(data: QueryDict, without: tuple[str, ...]) -> list[tuple[str, str]]:
    """Parameters that a form has to carry along."""
    pairs = ((name, value) for name in data for value in data.getlist(name))
    return [(name, value) for name, value in pairs if value and name not in without]
