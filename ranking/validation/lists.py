"""Reads a list that others made: UTF-8 text with commas, one thing a line.

Columns: `id` or `slug`, `rank` (a place, lower is better) or `score` (higher is better), and, if
wanted, `type` and `weight`. A list with anything wrong is refused whole, with every problem named.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

IDENTIFIERS = ("id", "slug")
FIGURES = ("rank", "score")
OPTIONAL = ("type", "weight")
KNOWN = (*IDENTIFIERS, *FIGURES, *OPTIONAL)
COLUMNS = "id or slug, rank or score, and if wanted type, weight"
MOST_ROWS = 10_000
MOST_TOLD = 20
LONGEST = 300
LARGEST_WEIGHT = 1_000_000
NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


class ListProblem(Exception):
    """The list cannot be used; `problems` name line and column of all that is wrong."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = len(problems) - MOST_TOLD
        told = [*problems[:MOST_TOLD], *([f"and {more:,} more"] if more > 0 else [])]
        super().__init__("\n".join(told))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Entry:
    """One line. `figure` as it stands there; `type_key` empty where the list names no types."""

    line: int
    id: str
    figure: Decimal
    type_key: str = ""
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class OutsideList:
    """The list as it stands; `columns` in their order."""

    columns: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def identified_by(self) -> str:
        """`slug` where only slugs may be meant, `id` where any alias may."""
        return next(name for name in self.columns if name in IDENTIFIERS)

    @property
    def figure(self) -> str:
        return next(name for name in self.columns if name in FIGURES)

    @property
    def weighted(self) -> bool:
        return "weight" in self.columns

    def goodness(self, entry: Entry) -> Decimal:
        """Higher for the better thing, whatever the list counts."""
        return -entry.figure if self.figure == "rank" else entry.figure

    def place(self, entry: Entry, column: str) -> str:
        return f"line {entry.line}, column {self.columns.index(column) + 1} ({column})"


@dataclass(frozen=True)
class Ranked:
    """An entry with the rank it leads to; values by component, None where that has none.

    `state` is the formula's version, the epoch and the day that the rank is of.
    """

    entry: Entry
    type_key: str
    total: int
    values: Mapping[str, int | None]
    state: tuple[str, int, date]


@dataclass(frozen=True)
class _Row:
    line: int
    fields: list[str]


def read(data: bytes) -> OutsideList:
    """The list. Raises ListProblem."""
    rows = _rows(_decoded(data))
    if not rows:
        raise ListProblem(["line 1, column 1: the file is empty"])
    header, body = [field.strip() for field in rows[0].fields], rows[1:]
    _check_header(f"line {rows[0].line}", header)
    if not 1 <= len(body) <= MOST_ROWS:
        number = f"{len(body):,} rows" if body else "no rows after it"
        raise ListProblem([f"line {rows[0].line}, column 1: {number}; give 1 to {MOST_ROWS:,}"])
    problems: list[str] = []
    entries = [entry for row in body if (entry := _entry(row, header, problems))]
    found = OutsideList(tuple(header), tuple(entries))
    problems += _repeated(found)
    if problems:
        raise ListProblem(problems)
    return found


def _decoded(data: bytes) -> str:
    if data.startswith(BYTE_ORDER_MARK):
        problem = "line 1, column 1: begins with a byte order mark; save it as UTF-8 without one"
        raise ListProblem([problem])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, before.rsplit(b"\n", 1)[-1].count(b",") + 1
        raise ListProblem([f"line {line}, column {column}: is not UTF-8 text"]) from error


def _rows(text: str) -> list[_Row]:
    """Lines that say something, each with the number of the line it begins on."""
    reader, found, line = csv.reader(io.StringIO(text), strict=True), [], 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                found.append(_Row(line, fields))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListProblem([f"line {line}, column 1: is not CSV: {error}"]) from error
    return found


def _check_header(line: str, header: list[str]) -> None:
    for sign, name in SEPARATORS.items():
        if len(header) == 1 and sign in header[0]:
            raise ListProblem([f"{line}, column 1: fields are parted by {name}; use commas"])
    problems = [
        f"{line}, column {place}: “{name}” {why}; columns are {COLUMNS}"
        for place, name in enumerate(header, start=1)
        if (why := _misplaced(name, header[: place - 1]))
    ]
    for wanted in (IDENTIFIERS, FIGURES):
        given = [name for name in header if name in wanted]
        if len(given) != 1:
            found = "both are there" if given else "none is there"
            after = len(header) + 1 if not given else header.index(given[-1]) + 1
            problems.append(f"{line}, column {after}: {found}; give {' or '.join(wanted)}")
    if problems:
        raise ListProblem(problems)


def _misplaced(name: str, before: Sequence[str]) -> str:
    if name not in KNOWN:
        return "is no column of such a list"
    return "is there twice" if name in before else ""


def _entry(row: _Row, header: list[str], problems: list[str]) -> Entry | None:
    if len(row.fields) != len(header):
        at = min(len(row.fields), len(header)) + 1
        problems.append(
            f"line {row.line}, column {at}: {len(row.fields)} fields where the header has"
            f" {len(header)}"
        )
        return None
    given = dict(zip(header, (field.strip() for field in row.fields), strict=True))
    wrong = list(_wrong(row.line, given))
    problems += wrong
    if wrong:
        return None
    return Entry(
        line=row.line,
        id=next(given[name] for name in IDENTIFIERS if name in given),
        figure=next(Decimal(given[name]) for name in FIGURES if name in given),
        type_key=given.get("type", ""),
        weight=Decimal(given.get("weight", "1")),
    )


def _wrong(line: int, given: dict[str, str]) -> Iterator[str]:
    for place, (name, text) in enumerate(given.items(), start=1):
        if why := _unusable(name, text):
            shown = f"“{text[:40]}” " if text else ""
            yield f"line {line}, column {place} ({name}): {shown}{why}"


def _unusable(name: str, text: str) -> str:
    if not text:
        return "is empty"
    if name in (*IDENTIFIERS, "type"):
        return "" if len(text) <= LONGEST and text.isprintable() else "is too long or no plain text"
    if not NUMBER.fullmatch(text):
        return "is not a number like 12 or 3.5"
    if name == "rank" and Decimal(text) < 0:
        return "is no place: give 0 or more"
    if name == "weight" and not 0 < Decimal(text) <= LARGEST_WEIGHT:
        return f"is no weight: give more than 0, at most {LARGEST_WEIGHT:,}"
    return ""


def _repeated(outside: OutsideList) -> Iterator[str]:
    first: dict[tuple[str, str], int] = {}
    for entry in outside.entries:
        seen = first.setdefault((entry.id, entry.type_key), entry.line)
        if seen != entry.line:
            place = outside.place(entry, outside.identified_by)
            yield f"{place}: “{entry.id}” is on line {seen} already"
