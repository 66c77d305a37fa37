"""What a list can be narrowed by, with the number of artifacts behind every choice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet
from django.http import QueryDict

from catalog.enums import Lifecycle, PricingModel
from catalog.language import gettext, gettext_noop
from catalog.models import Artifact
from comparisons import querystring


@dataclass(frozen=True)
class Facet:
    """One thing to narrow by: its parameter, and the columns its value and its label stand in.

    `shared` facets have one value per artifact: those not chosen from are counted together.
    """

    param: str
    label: str
    value: str
    name: str
    most: int = 40
    shared: bool = True
    names: dict[str, str] = field(default_factory=dict)


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


# A value, its label and how many artifacts have it.
Counted = tuple[Any, Any, int]
# The artifacts that are left by the choices of an address.
Narrowed = Callable[[QueryDict], QuerySet[Artifact]]

FACETS = (
    Facet("type", gettext_noop("Type"), "type__key", "type__plural"),
    Facet(
        "category", gettext_noop("Category"), "categories__slug", "categories__name", shared=False
    ),
    Facet(
        "pricing_model",
        gettext_noop("Pricing"),
        "pricing_model",
        "pricing_model",
        names={one.value: one.label for one in PricingModel},
    ),
    Facet("licence", gettext_noop("Licence"), "licence_spdx", "licence_spdx", most=12),
    Facet(
        "lifecycle",
        gettext_noop("Lifecycle"),
        "lifecycle",
        "lifecycle",
        names={one.value: one.label for one in Lifecycle},
    ),
    Facet("publisher", gettext_noop("Publisher"), "publisher__slug", "publisher__name", most=12),
)


def facets(data: QueryDict, narrowed: Narrowed) -> tuple[FacetOptions, ...]:
    """Each facet is counted under all the other choices, not under its own.

    One query for the facets nothing is chosen from, one for categories and one for every other
    facet something is chosen from.
    """
    open_facets = [one for one in FACETS if one.shared and not data.getlist(one.param)]
    counted = _counted_together(open_facets, narrowed(data))
    return tuple(
        _options(
            one,
            data,
            counted[one.param] if one.param in counted else _counted(one, data, narrowed),
        )
        for one in FACETS
    )


def _counted(facet: Facet, data: QueryDict, narrowed: Narrowed) -> list[Counted]:
    others = data.copy()
    others.pop(facet.param, None)
    rows = narrowed(others).order_by().values_list(facet.value, facet.name)
    counted = rows.annotate(number=Count("pk")).order_by("-number", facet.value)
    return [(row[0], row[-2], row[-1]) for row in counted[: facet.most]]


def _counted_together(
    shared: Sequence[Facet], narrowed: QuerySet[Artifact]
) -> dict[str, list[Counted]]:
    """Values of several facets with their counts, most frequent first, in one pass."""
    counted: dict[str, list[Counted]] = {facet.param: [] for facet in shared}
    for facet, row in _grouped(shared, narrowed):
        counted[facet.param].append(row)
    return {
        facet.param: sorted(counted[facet.param], key=_most_frequent_first)[: facet.most]
        for facet in shared
    }


def _most_frequent_first(row: Counted) -> tuple[int, str]:
    return -row[2], str(row[0])


def _grouped(
    shared: Sequence[Facet], narrowed: QuerySet[Artifact]
) -> Iterator[tuple[Facet, Counted]]:
    """Grouping sets, which the ORM has no word for. Only our own column names enter the text."""
    wanted = list(dict.fromkeys(name for facet in shared for name in (facet.value, facet.name)))
    try:
        inner, parameters = narrowed.order_by().values_list(*wanted).query.sql_with_params()
    except EmptyResultSet:
        return
    if not shared:
        return
    columns = {name: f"column{place}" for place, name in enumerate(wanted)}
    sets = [", ".join(dict.fromkeys((columns[f.value], columns[f.name]))) for f in shared]
    which = [f"WHEN GROUPING({columns[f.value]}) = 0 THEN {n}" for n, f in enumerate(shared)]
    listed = ", ".join(columns.values())
    statement = (
        f"SELECT CASE {' '.join(which)} END, count(*), {listed}"  # noqa: S608
        f" FROM ({inner}) AS narrowed ({listed})"
        f" GROUP BY GROUPING SETS (({'), ('.join(sets)}))"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for place, number, *values in cursor.fetchall():
            facet, row = shared[place], dict(zip(wanted, values, strict=True))
            yield facet, (row[facet.value], row[facet.name], number)


def _options(facet: Facet, data: QueryDict, counted: Iterable[Counted]) -> FacetOptions:
    chosen = data.getlist(facet.param)
    shown = _with_chosen(counted, chosen)
    return FacetOptions(
        facet.param, gettext(facet.label), tuple(_option(facet, data, row, chosen) for row in shown)
    )


def _with_chosen(rows: Iterable[Counted], chosen: Sequence[str]) -> list[Counted]:
    """The counted values, without the empty one, and those chosen that nothing has."""
    known = [row for row in rows if row[0]]
    values = {row[0] for row in known}
    absent = [value for value in chosen if value not in values and 0 < len(value) < 100]
    return known + [(value, value, 0) for value in absent]


def _option(facet: Facet, data: QueryDict, row: Counted, chosen: Sequence[str]) -> Option:
    value, name, number = row
    selected = value in chosen
    change = querystring.without if selected else querystring.with_value
    return Option(
        value=value,
        label=gettext(facet.names[value]) if value in facet.names else str(name),
        count=number,
        selected=selected,
        query=change(data, facet.param, value),
    )
