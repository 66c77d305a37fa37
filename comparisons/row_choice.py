"""Which rows of a comparison a reader wants to see, and how an address spells that.

Names are keys of groups or of rows. A row that is called like its group is spelled with `-row`.

>>> chosen({"licence", "cost"}, (("cost", ("pricing",)), ("record", ("licence", "released"))))
('cost', 'licence')
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from comparisons.cells import Row, RowGroup

# Keys of groups with the keys of their rows, in the order of the page.
Layout = Sequence[tuple[str, tuple[str, ...]]]
# A group that is there while another is: a reader's own weights stand below the rank.
FOLLOWS = {"own": "rank"}


@dataclass(frozen=True)
class RowChoice:
    """`names` is empty where all rows are wanted; `differences` leaves out those that are alike."""

    differences: bool = False
    names: tuple[str, ...] = ()

    def wants(self, group: str, row: str) -> bool:
        if group in FOLLOWS:
            leading = FOLLOWS[group]
            return not self.names or bool({leading, name_of(leading, leading)} & set(self.names))
        return not self.names or group in self.names or name_of(group, row) in self.names


@dataclass(frozen=True)
class ShownRows:
    """What is left of a table. `alike` are the labels of rows that differences alone leave out."""

    groups: tuple[RowGroup, ...]
    alike: tuple[str, ...]
    shown: int
    total: int


def name_of(group: str, row: str) -> str:
    """How an address spells one row."""
    return f"{row}-row" if row == group else row


def chosen(names: Collection[str], layout: Layout) -> tuple[str, ...]:
    """The one spelling of a choice: in the order of the page, whole groups by their name.

    Empty where that is everything, or nothing. Names of no row are left out.
    """
    found: list[str] = []
    for group, rows in layout:
        picked = [name for row in rows if (name := name_of(group, row)) in names]
        whole = group in names or len(picked) == len(rows)
        found += [group] if whole else picked
    return () if found == [group for group, _ in layout] else tuple(found)


def known_names(layout: Layout) -> tuple[str, ...]:
    """Everything a choice may name."""
    rows = (name_of(group, row) for group, keys in layout for row in keys)
    return (*(group for group, _ in layout), *rows)


def shown_rows(groups: Sequence[RowGroup], choice: RowChoice) -> ShownRows:
    """The rows that are wanted; groups without any are left out."""
    wanted = [replace(group, rows=tuple(_wanted(group, choice))) for group in groups]
    alike = [row for group in wanted for row in group.rows if not row.differs]
    if choice.differences:
        kept = [replace(g, rows=tuple(row for row in g.rows if row.differs)) for g in wanted]
    else:
        kept, alike = wanted, []
    return ShownRows(
        groups=tuple(group for group in kept if group.rows),
        alike=tuple(row.label for row in alike),
        shown=sum(len(group.rows) for group in kept),
        total=sum(len(group.rows) for group in groups),
    )


def _wanted(group: RowGroup, choice: RowChoice) -> Iterator[Row]:
    return (row for row in group.rows if choice.wants(group.key, row.key))
