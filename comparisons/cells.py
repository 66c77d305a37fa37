"""One figure of a table, with all a reader needs to judge it. Unknown is never nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from catalog.language import gettext_noop
from comparisons.sources import Mention


class CellState(StrEnum):
    """What a cell knows. `none` means: looked at, and there is nothing; `no` is an answer."""

    KNOWN = "known"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "na"
    NONE = "none"
    PENDING = "pending"


@dataclass(frozen=True)
class See:
    """Another artifact that a cell leads to, and in what part."""

    words: str
    slug: str
    name: str


@dataclass(frozen=True)
class Cell:
    """`share` is the part of a largest figure in ppm, for a bar beside the text: of the most there
    can be for a rank, of the row's largest for anything else. `figure` counts `unit`; cells are
    measured against each other in the same unit alone. `mark` says what speaks for this side.
    """

    text: str
    state: CellState = CellState.KNOWN
    notes: tuple[str, ...] = ()
    as_of: date | None = None
    source: Mention | None = None
    share: int | None = None
    href: str = ""
    disputed: bool = False
    figure: Decimal | None = None
    unit: str = ""
    mark: str = ""
    see: See | None = None


UNKNOWN = Cell(gettext_noop("Unknown"), CellState.UNKNOWN)
NOT_APPLICABLE = Cell(gettext_noop("Not applicable"), CellState.NOT_APPLICABLE)


@dataclass(frozen=True)
class Row:
    """A fact of every subject, in their order. `anchor` is where the page says more of it."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    help: str = ""
    anchor: str = ""

    @property
    def differs(self) -> bool:
        """Whether the subjects show different things; days, sources and notes apart."""
        return len({(cell.state, cell.text, cell.href, cell.see) for cell in self.cells}) > 1


@dataclass(frozen=True)
class RowGroup:
    key: str
    label: str
    rows: tuple[Row, ...]
