"""Rows of facts as Markdown tables: text, notes, day and source of every cell."""

from collections.abc import Sequence

from comparisons import units
from comparisons.cells import Cell, Row
from comparisons.twins.text import inline, joined, link, mention, table


def cell_text(cell: Cell) -> str:
    """What a cell of the page says, with its notes, its day and its source in brackets."""
    told = link(cell.text, cell.href) if cell.href else inline(cell.text)
    return joined((told, _aside(cell)), " ")


def facts_table(names: Sequence[str], rows: Sequence[Row], corner: str = "Fact") -> str:
    return table(
        (corner, *names), ([inline(row.label), *map(cell_text, row.cells)] for row in rows)
    )


def _aside(cell: Cell) -> str:
    disputed = "sources disagree" if cell.disputed else ""
    day = units.day(cell.as_of) if cell.as_of else ""
    told = joined((*map(inline, cell.notes), disputed, joined((day, mention(cell.source)), ", ")))
    return f"({told})" if told else ""
