"""The components of the ranks of a comparison, as bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.language import gettext, gettext_noop
from comparisons import units
from comparisons.facts import Subject
from comparisons.plots.stripes import Stripes
from comparisons.plots.words import KEY_LINE, Key, drawable, keys
from ranking.explanation import Component, ComponentState
from ranking.formula import COMPONENTS, LABELS

WHOLE = 1_000_000
SILENT = {
    ComponentState.DORMANT: gettext_noop("not counted yet"),
    ComponentState.NA: gettext_noop("not applicable"),
    ComponentState.UNKNOWN: gettext_noop("unknown"),
}
NOT_RANKED = gettext_noop("not ranked yet")
COLUMNS = ("component", "artifact", "points", "of", "value_of_100", "known_per_cent", "state")


@dataclass(frozen=True)
class Bar:
    """`length` in per cent across; None where there is nothing to draw."""

    number: int
    words: str
    length: Decimal | None
    y: int


@dataclass(frozen=True)
class Group:
    label: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class ComponentChart:
    """`rows` are the figures: a component, then the words on each subject."""

    keys: tuple[Key, ...]
    groups: tuple[Group, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    title: str
    description: str
    height: int
    stripes: Stripes
    body: str = "plots/components.svg"


def component_chart(subjects: Sequence[Subject], title: str) -> ComponentChart | None:
    """None while none of them is ranked."""
    if not any(subject.rank for subject in subjects):
        return None
    stripes = Stripes()
    below = KEY_LINE * len(subjects)
    tops = [below + top for top in stripes.tops([len(subjects)] * len(COMPONENTS))]
    rows = tuple(
        (gettext(LABELS[key]), tuple(_told(s, key) for s in subjects)) for key in COMPONENTS
    )
    return ComponentChart(
        keys=keys(subject.name for subject in subjects),
        groups=tuple(
            Group(gettext(LABELS[key]), top, tuple(_bars(subjects, key, top, stripes)))
            for key, top in zip(COMPONENTS, tops, strict=False)
        ),
        names=tuple(subject.name for subject in subjects),
        rows=rows,
        title=drawable(title),
        description=drawable(_description(subjects, rows)),
        height=tops[-1],
        stripes=stripes,
    )


def component_rows(subjects: Sequence[Subject]) -> list[list[object]]:
    """One row for each component of each subject, under `COLUMNS`; empty is unknown."""
    return [
        [gettext(LABELS[key]), subject.slug, *_figures(_component(subject, key))]
        for key in COMPONENTS
        for subject in subjects
    ]


def _figures(component: Component | None) -> list[object]:
    if component is None:
        return ["", "", "", "", NOT_RANKED]
    if component.state in {ComponentState.DORMANT, ComponentState.NA}:
        return ["", "", "", "", SILENT[component.state]]
    return [
        units.points(component.shown_tenths),
        units.weight(component.weight_bp),
        "" if component.value is None else units.of_hundred(component.value),
        units.per_cent(component.coverage).removesuffix(" %"),
        SILENT.get(component.state, "known"),
    ]


def _bars(subjects: Sequence[Subject], key: str, top: int, stripes: Stripes) -> list[Bar]:
    return [
        Bar(
            number=place + 1,
            words=_words(subject, key),
            length=_length(_component(subject, key), stripes),
            y=top + stripes.head + place * stripes.row,
        )
        for place, subject in enumerate(subjects)
    ]


def _length(component: Component | None, stripes: Stripes) -> Decimal | None:
    """What is unknown is counted low, but never drawn as if it had been measured."""
    if component is None or component.value is None or component.state in SILENT:
        return None
    return stripes.length(component.value, WHOLE)


def _words(subject: Subject, key: str) -> str:
    component = _component(subject, key)
    if component is None:
        return gettext(NOT_RANKED)
    if component.state in SILENT:
        return gettext(SILENT[component.state])
    return gettext("{points} of {most}").format(
        points=units.points(component.shown_tenths),
        most=units.weight(component.weight_bp),
    )


def _told(subject: Subject, key: str) -> str:
    """The words of the table: also what is counted of something unknown."""
    component, words = _component(subject, key), _words(subject, key)
    if component is None or component.state is not ComponentState.UNKNOWN:
        return words
    points, most = units.points(component.shown_tenths), units.weight(component.weight_bp)
    return gettext("{words}, counted as {points} of {most}").format(
        words=words, points=points, most=most
    )


def _component(subject: Subject, key: str) -> Component | None:
    components = subject.rank.components if subject.rank else ()
    return next((component for component in components if component.key == key), None)


def _description(subjects: Sequence[Subject], rows: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    told = [
        f"{label}: "
        + ", ".join(f"{s.name} {words}" for s, words in zip(subjects, cells, strict=True))
        for label, cells in rows
    ]
    return gettext("Bars from nothing to the most a component can give. {told}.").format(
        told=". ".join(told)
    )
