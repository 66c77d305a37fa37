"""A reader's own weights as rows of the comparison, beside the rank that stays as it is."""

from collections.abc import Sequence

from catalog.language import gettext, gettext_noop
from comparisons import units
from comparisons.cells import Cell, CellState, Row, RowGroup
from comparisons.facts import Subject
from comparisons.own_standings import OwnStandings, OwnTotal
from comparisons.rank_rows import component_cell
from ranking.explanation import ComponentState
from ranking.formula import COMPONENTS, LABELS

TITLE = "Under your own weights"
NOT_RANKED = Cell(gettext_noop("Not ranked yet"), CellState.PENDING)
NOTHING = Cell(gettext_noop("Nothing you weigh counts for it"), CellState.PENDING)
NO_WEIGHT = Cell(gettext_noop("No weight given"), CellState.NONE)
LEFT_OUT = Cell(
    gettext_noop("Left out"),
    CellState.NOT_APPLICABLE,
    notes=("it does not count for all that are compared",),
)


def own_group(subjects: Sequence[Subject], own: OwnStandings) -> RowGroup:
    """The total, then the part of each component in it."""
    pairs = list(zip(subjects, own.totals, strict=True))
    total = Row(
        "own-total", gettext("Total"), tuple(total_cell(subject, t) for subject, t in pairs)
    )
    parts = (
        Row(
            f"own-{key}",
            gettext(LABELS[key]),
            tuple(_part_cell(subject, t, key, own.basis_points[key]) for subject, t in pairs),
        )
        for key in COMPONENTS
    )
    return RowGroup("own", TITLE, (total, *parts))


def total_cell(subject: Subject, total: OwnTotal | None) -> Cell:
    """Points out of 100, and how much of what they are made of is known."""
    if subject.rank is None:
        return NOT_RANKED
    if total is None:
        return NOTHING
    notes = [
        gettext("{coverage} of its inputs are known").format(
            coverage=units.per_cent(total.coverage)
        )
    ]
    if total.provisional:
        notes.insert(0, gettext("provisional: too little is known to place it"))
    return Cell(
        f"{units.points(total.tenths)} / 100", notes=tuple(notes), share=total.total // 10_000
    )


def _part_cell(subject: Subject, total: OwnTotal | None, key: str, wanted: int) -> Cell:
    """`wanted` is the weight that was given to the component, before any dropped out."""
    components = subject.rank.components if subject.rank else ()
    component = next((component for component in components if component.key == key), None)
    if component is None:
        return NOT_RANKED
    if component.value is None or component.state is ComponentState.DORMANT:
        return component_cell(component)
    if not wanted:
        return NO_WEIGHT
    if total is None or not total.weights[key]:
        return LEFT_OUT
    return Cell(
        gettext("{points} of {most} points").format(
            points=units.points(total.shown[key]), most=units.weight(total.weights[key])
        ),
        CellState.UNKNOWN if component.state is ComponentState.UNKNOWN else CellState.KNOWN,
        share=component.value,
    )
