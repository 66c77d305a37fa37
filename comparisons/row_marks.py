"""What can be read off the figures of one row: bars on its scale, and which side they speak for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from catalog.language import gettext, gettext_noop
from comparisons.cells import Cell, Row

WHOLE = 1_000_000
TWO: Mapping[str, str] = {
    "higher": gettext_noop("Better: higher"),
    "lower": gettext_noop("Better: lower"),
}
MORE: Mapping[str, str] = {
    "higher": gettext_noop("Best: highest"),
    "lower": gettext_noop("Best: lowest"),
}


def scaled(row: Row) -> Row:
    """With bars against the row's largest figure, where two or more count the same unit.

    A cell that has a bar already keeps it.
    """
    measured = [cell for cell in row.cells if cell.figure is not None and cell.share is None]
    largest = max((cell.figure for cell in measured if cell.figure is not None), default=None)
    if len(measured) < 2 or len({cell.unit for cell in measured}) > 1 or not largest:
        return row
    if any(cell.figure is not None and cell.figure < 0 for cell in measured):
        return row
    cells = (
        replace(cell, share=int(cell.figure * WHOLE / largest))
        if cell.figure is not None and cell.share is None
        else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def marked(row: Row, better: str, groups: Sequence[str]) -> Row:
    """With a mark on the side that `better` (higher, lower) speaks for.

    `groups` are the type groups of the subjects: nothing is marked across them, nor where sources
    dispute a figure, nor where all are the same.
    """
    if better not in TWO:
        return row
    measured = [place for place, cell in enumerate(row.cells) if cell.figure is not None]
    if not _are_comparable([row.cells[place] for place in measured]):
        return row
    if len({groups[place] for place in measured}) > 1:
        return row
    figures = [cell.figure for cell in row.cells if cell.figure is not None]
    best = max(figures) if better == "higher" else min(figures)
    words = _words(better, len(measured), groups.count(groups[measured[0]]))
    cells = (replace(cell, mark=words) if cell.figure == best else cell for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _are_comparable(cells: Sequence[Cell]) -> bool:
    figures, units = {cell.figure for cell in cells}, {cell.unit for cell in cells}
    return len(figures) > 1 and len(units) == 1 and not any(cell.disputed for cell in cells)


def _words(better: str, measured: int, members: int) -> str:
    words = (TWO if measured == 2 else MORE)[better]
    return (
        gettext(words)
        if measured == members
        else gettext("{words} of those known").format(words=gettext(words))
    )
