"""A page as a browser of text reads it: its tables in the order of the source, without styles."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

CELLS = {"td", "th"}
Attributes = list[tuple[str, str | None]]


@dataclass
class Cell:
    tag: str
    scope: str
    rows: int
    text: str = ""

    @property
    def heads_its_row(self) -> bool:
        return self.tag == "th" and self.scope in {"row", "rowgroup"}


@dataclass
class Table:
    """Rows of cells; `caption` is None where something else comes first."""

    caption: str | None = None
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What a reader would have to guess; nothing where the table reads well."""
        if not (self.caption or "").strip():
            return [f"no caption before {self.rows[:1]}"]
        found, headed = list[str](), 0
        for row in self.rows:
            found += [f"{self.caption}: {words}" for words in _unheaded(row, is_headed=headed > 0)]
            spans = [cell.rows for cell in row if cell.heads_its_row]
            headed = max([headed, *spans]) - 1
        return found


class Linear(HTMLParser):
    """Collects the tables of a page, and the pictures that would shift it as they load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.unsized: list[str] = []
        self._into: str = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.tables.append(Table())
        elif tag == "caption" and not self.tables[-1].rows:
            self.tables[-1].caption, self._into = "", tag
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in CELLS:
            rows = int(given.get("rowspan", 1))
            self.tables[-1].rows[-1].append(Cell(tag, given.get("scope", ""), rows))
            self._into = tag
        elif tag in {"img", "iframe", "video"} and not {"width", "height"} <= set(given):
            self.unsized.append(self.get_starttag_text() or tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._into:
            self._into = ""

    def handle_data(self, data: str) -> None:
        if self._into == "caption":
            self.tables[-1].caption = f"{self.tables[-1].caption}{data}"
        elif self._into:
            self.tables[-1].rows[-1][-1].text += data


def faults(page: str) -> list[str]:
    return [fault for table in Linear(page).tables for fault in table.faults]


def _unheaded(row: list[Cell], *, is_headed: bool) -> list[str]:
    """Cells with words that come before the header of their row, and headers without words."""
    found = list[str]()
    for cell in row:
        words = " ".join(cell.text.split())
        if cell.tag == "th":
            if not cell.scope:
                found.append(f"a header without scope: {words}")
            if not words:
                found.append("a header without words")
            is_headed = is_headed or cell.heads_its_row
        elif words and not is_headed:
            found.append(f"before its row's header: {words}")
    return found
