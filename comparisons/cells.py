"""One figure of a table, with all a reader needs to judge it. Unknown is never nothing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from comparisons.sources import Mention


class CellState(StrEnum):
    """What a cell knows. `none` means: looked at, and there is nothing."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "na"
    NONE = "none"
    PENDING = "pending"


@dataclass(frozen=True)
class Cell:
    """`share` is the part of the largest possible figure in ppm, for a bar beside the text."""

    text: str
    state: CellState = CellState.KNOWN
    notes: tuple[str, ...] = ()
    as_of: date | None = None
    source: Mention | None = None
    share: int | None = None
    href: str = ""
    disputed: bool = False


UNKNOWN = Cell("Unknown", CellState.UNKNOWN)
NOT_APPLICABLE = Cell("Not applicable", CellState.NOT_APPLICABLE)


@dataclass(frozen=True)
class Row:
    """A fact of every subject, in their order."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    help: str = ""


@dataclass(frozen=True)
class RowGroup:
    key: str
    label: str
    rows: tuple[Row, ...]
