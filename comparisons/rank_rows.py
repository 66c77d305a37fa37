"""The rank and its parts as cells: points that add up, their weight, and how much is known."""

from collections.abc import Sequence
from dataclasses import replace

from catalog.language import figure, gettext, gettext_noop
from comparisons import units
from comparisons.cells import NOT_APPLICABLE, UNKNOWN, Cell, CellState, Row
from comparisons.facts import Subject
from comparisons.sources import Mention
from ranking.explanation import Component, ComponentState, Explanation, Position, Signal, Standing
from ranking.formula import COMPONENTS, LABELS

CHECKLIST = "quality"
OWN_RECORD = gettext_noop("this catalog's own record")


def rank_cell(subject: Subject) -> Cell:
    """Points out of 100 with their range, how much of them is known, and the place in the type."""
    rank = subject.rank
    if rank is None:
        return Cell(gettext("Not ranked yet"), CellState.PENDING)
    notes = [
        gettext("{range}; {coverage} of its inputs are known").format(
            range=range_words(rank), coverage=units.per_cent(rank.coverage)
        )
    ]
    if rank.state is Standing.PROVISIONAL:
        notes.insert(0, gettext("provisional: too little is known to place it"))
    elif subject.position:
        notes.insert(0, standing(subject))
    if rank.by_hand:
        notes.append(
            gettext("includes {points} by hand").format(
                points=units.signed_points(rank.adjustment_tenths)
            )
        )
    return Cell(
        f"{units.points(rank.tenths)} / 100",
        notes=tuple(notes),
        as_of=rank.as_of,
        share=rank.tenths * 1000,
    )


def range_words(rank: Explanation) -> str:
    low, high = units.points(rank.low_tenths), units.points(rank.high_tenths)
    return gettext("between {low} and {high}").format(low=low, high=high)


def standing(subject: Subject) -> str:
    """3rd of 12 datasets, or 3rd to 5th where the figures leave that open."""
    if subject.position is None:
        return gettext("not placed among its type yet")
    return gettext("{place} of {members}").format(
        place=place_words(subject.position), members=_members(subject, subject.position)
    )


def rank_words(subject: Subject) -> str:
    """Alpha: 67.4 of 100, 3rd of 12 datasets."""
    if subject.rank is None:
        return gettext("{name}: not ranked yet").format(name=subject.name)
    provisional = "provisional" if subject.rank.state is Standing.PROVISIONAL else ""
    place = standing(subject) if subject.position else provisional
    points = gettext("{name}: {tenths} of 100").format(
        name=subject.name, tenths=units.points(subject.rank.tenths)
    )
    return f"{points}, {place}" if place else points


def place_words(position: Position) -> str:
    best, worst = units.ordinal(position.best), units.ordinal(position.worst)
    return (
        best
        if position.best == position.worst
        else gettext("{best} to {worst}").format(best=best, worst=worst)
    )


def _members(subject: Subject, position: Position) -> str:
    word = subject.type.name if position.of == 1 else subject.type.plural
    return f"{figure(f'{position.of:,}')} {lower_first(word)}"


def lower_first(words: str) -> str:
    """Lower-case a name inside a sentence, unless it starts with an abbreviation (MCP, API)."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def component_rows(subjects: Sequence[Subject]) -> tuple[Row, ...]:
    """One row per component, even where nobody has it: the five parts are always told."""
    return tuple(
        Row(
            f"component-{key}",
            gettext(LABELS[key]),
            tuple(_component_cell_of(subject, key) for subject in subjects),
        )
        for key in COMPONENTS
    )


def _component_cell_of(subject: Subject, key: str) -> Cell:
    components = subject.rank.components if subject.rank else ()
    component = next((component for component in components if component.key == key), None)
    if component is None or subject.rank is None:
        return UNKNOWN
    cell = component_cell(component)
    if key != CHECKLIST or cell.state is not CellState.KNOWN or cell.as_of:
        return cell
    return replace(cell, as_of=subject.rank.as_of, source=Mention(gettext(OWN_RECORD), ""))


def component_cell(component: Component) -> Cell:
    """Points of how many, what is known of it, the newest figure's day and its source."""
    if component.state is ComponentState.DORMANT:
        return Cell(gettext("Not counted yet"), CellState.PENDING, notes=_told(component))
    if component.state is ComponentState.NA:
        return Cell(NOT_APPLICABLE.text, CellState.NOT_APPLICABLE, notes=_told(component))
    newest = newest_signal(component)
    return Cell(
        gettext("{points} of {most} points").format(
            points=units.points(component.shown_tenths),
            most=units.weight(component.weight_bp),
        ),
        CellState.UNKNOWN if component.state is ComponentState.UNKNOWN else CellState.KNOWN,
        notes=(coverage_words(component), *_told(component)),
        as_of=newest.observed_at if newest else None,
        source=_mention(newest),
        share=component.value,
    )


def newest_signal(component: Component) -> Signal | None:
    """The figure read last among those that count; the one with a source where days are equal."""
    dated = [signal for signal in component.signals if signal.observed_at]
    return max(
        dated,
        key=lambda signal: (signal.observed_at, signal.source is not None, signal.weight),
        default=None,
    )


def _mention(signal: Signal | None) -> Mention | None:
    source = signal.source if signal else None
    return Mention(source.title, source.url) if source else None


def coverage_words(component: Component) -> str:
    if component.coverage >= 1_000_000:
        return gettext("all its inputs are known")
    if not component.coverage:
        return gettext("none of its inputs are known: counted low")
    return gettext("{coverage} of its inputs are known").format(
        coverage=units.per_cent(component.coverage)
    )


def _told(component: Component) -> tuple[str, ...]:
    return (gettext(component.note),) if component.note else ()
