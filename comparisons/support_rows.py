"""Who can do what: a row for each capability, grouped by the first part of its key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.language import gettext, gettext_noop
from comparisons.alignment import AlignedCapability, Alignment
from comparisons.cells import Cell, CellState, Row, RowGroup
from comparisons.facts import CapabilityFact
from comparisons.units import plural

NOT_DESCRIBED = Cell(gettext_noop("Not described"), CellState.NONE)
STATES: Mapping[str, CellState] = {"no": CellState.NO, "unknown": CellState.UNKNOWN}
WORDS: Mapping[str, str] = {"partial": gettext_noop("In part")}


@dataclass(frozen=True)
class Area:
    """Capabilities that two or more have, of one part of the vocabulary."""

    key: str
    label: str
    shared: tuple[AlignedCapability, ...]


def support_groups(alignment: Alignment) -> tuple[RowGroup, ...]:
    """Every capability of any of them; those that more of them have come first in their area."""
    entries = [(one.key, one.name, one.entries) for one in alignment.shared]
    number = len(alignment.only)
    for place, facts in enumerate(alignment.only):
        entries += [(fact.key, fact.vocabulary_name, _alone(fact, place, number)) for fact in facts]
    areas = dict.fromkeys(area_of(key) for key, _, _ in entries)
    return tuple(
        RowGroup(area, area_label(area), tuple(_row(*e) for e in entries if area_of(e[0]) == area))
        for area in areas
    )


def shared_areas(alignment: Alignment) -> tuple[Area, ...]:
    areas = dict.fromkeys(area_of(one.key) for one in alignment.shared)
    return tuple(
        Area(
            area,
            area_label(area),
            tuple(one for one in alignment.shared if area_of(one.key) == area),
        )
        for area in areas
    )


def area_of(key: str) -> str:
    return key.partition(".")[0]


def area_label(area: str) -> str:
    return area.replace("-", " ").capitalize()


def support_cell(fact: CapabilityFact | None) -> Cell:
    """Whether it can, in words, and with how many limits; what nobody described is not a no."""
    if fact is None:
        return NOT_DESCRIBED
    limits = (plural(len(fact.limitations), "limit", "limits"),) if fact.limitations else ()
    return Cell(
        gettext(WORDS.get(fact.support, fact.support_label)),
        STATES.get(fact.support, CellState.KNOWN),
        notes=limits,
        disputed=any(not cited.supports for cited in fact.citations),
    )


def _alone(fact: CapabilityFact, place: int, number: int) -> tuple[CapabilityFact | None, ...]:
    return tuple(fact if at == place else None for at in range(number))


def _row(key: str, name: str, entries: Sequence[CapabilityFact | None]) -> Row:
    cells = tuple(support_cell(entry) for entry in entries)
    return Row(f"can-{key}", name, cells, anchor=f"capability-{key}")
