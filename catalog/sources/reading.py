"""Reading untrusted JSON: exact numbers, no repeated keys, a refusal that says what to do."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from catalog.sources.rows import DateRow, Rejected, SourceFileError

MAX_DEPTH = 30
_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$")


class BadRow(Exception):
    """This row cannot be read; the message says why, the reader adds the place."""


class Repeated(dict[str, Any]):
    """An object that gave some key twice: which of the two holds cannot be known."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


def load_json(data: bytes, source: str) -> Any:
    """The document, with `Decimal` for every fraction. Raises SourceFileError for anything else.

    A repeated key spoils only its own object (`Repeated`), so that one bad row is refused alone.
    """
    try:
        text = _text(data, source)
        return json.loads(
            text,
            parse_float=Decimal,
            parse_int=_whole,
            parse_constant=_not_a_number,
            object_pairs_hook=_unrepeated,
        )
    except json.JSONDecodeError as error:
        raise SourceFileError(
            f"The {source} file is cut off or damaged at line {error.lineno}, column"
            f" {error.colno} ({error.msg}). Fetch it again and check its size."
        ) from error
    except (RecursionError, ValueError) as error:
        raise SourceFileError(
            f"The {source} file cannot be read: {error}. Fetch it again from the source."
        ) from error


def _text(data: bytes, source: str) -> str:
    if not data.strip():
        raise SourceFileError(f"The {source} file is empty. Fetch it again.")
    if data[:2] == b"\x1f\x8b":
        raise SourceFileError(f"The {source} file is gzip-compressed. Unpack it first (gunzip).")
    if data.lstrip()[:1] == b"<":
        raise SourceFileError(
            f"The {source} file is a web page, not JSON: often an error page. Fetch it again."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceFileError(
            f"The {source} file is not UTF-8 text (byte {error.start}). Fetch it again."
        ) from error


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < 40 else Decimal(digits)


def _not_a_number(constant: str) -> Decimal:
    return Decimal(constant.replace("Infinity", "Inf"))


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return Repeated(key)
        seen.add(key)
    return members


def sound(row: Any) -> dict[str, Any]:
    """The row as an object without repeated keys or too deep nesting, else BadRow."""
    if not isinstance(row, dict):
        raise BadRow(f"is {kind_of(row)}, not an object")
    _check_depth(row, "", 0)
    return row


def _check_depth(value: Any, path: str, depth: int) -> None:
    if isinstance(value, Repeated):
        raise BadRow(f"{path or 'the row'} gives the key {value.key!r} twice")
    if depth > MAX_DEPTH:
        raise BadRow(f"is nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, dict):
        for key, member in value.items():
            _check_depth(member, f"{path}.{key}" if path else key, depth + 1)
    elif isinstance(value, list):
        for member in value:
            _check_depth(member, path, depth + 1)


def kind_of(value: Any) -> str:
    """The JSON type of a value, in words."""
    names = {bool: "true or false", str: "text", list: "a list", dict: "an object"}
    if value is None:
        return "null"
    return names.get(type(value), "a number")


def text(row: dict[str, Any], key: str, limit: int = 300, default: str | None = None) -> str:
    """A text of at most `limit` characters; `default` where it is missing or null."""
    value = row.get(key)
    if value is None:
        if default is None:
            raise BadRow(f"{key} is missing")
        return default
    if not isinstance(value, str):
        raise BadRow(f"{key} is {kind_of(value)}, not text")
    value = value.strip()
    if not value and default is None:
        raise BadRow(f"{key} is empty")
    if len(value) > limit:
        raise BadRow(f"{key} is longer than {limit} characters")
    if any(ord(character) < 32 or 0xD800 <= ord(character) < 0xE000 for character in value):
        raise BadRow(f"{key} holds a control character")
    return value


def count(row: dict[str, Any], key: str, path: str = "", limit: int = 10**12) -> int | None:
    """A whole number from 0 to `limit`; None where it is missing or null."""
    value = row.get(key)
    where = f"{path}.{key}" if path else key
    if value is None:
        return None
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < 40:
        value = int(value) if value == value.to_integral_value() else value
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadRow(f"{where} is {kind_of(value)}, not a whole number")
    if not 0 <= value <= limit:
        raise BadRow(f"{where} is {value}, not between 0 and {limit}")
    return value


def flag(row: dict[str, Any], key: str) -> bool | None:
    value = row.get(key)
    if value is not None and not isinstance(value, bool):
        raise BadRow(f"{key} is {kind_of(value)}, not true or false")
    return value


def member(row: dict[str, Any], key: str) -> dict[str, Any]:
    """An object inside the row; empty where it is missing or null."""
    value = row.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadRow(f"{key} is {kind_of(value)}, not an object")
    return value


def texts(row: dict[str, Any], key: str, path: str = "") -> list[str]:
    value = row.get(key)
    where = f"{path}.{key}" if path else key
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise BadRow(f"{where} is not a list of texts")
    return [entry for entry in value if len(entry) <= 300]


def partial_date(value: object) -> DateRow | None:
    """A date written to the day, month or year; None where it is no date, or before 1980."""
    match = _DATE.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    year, month, day = match[1], match[2], match[3]
    try:
        on = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return DateRow(on, "day" if day else "month" if month else "year") if on.year >= 1980 else None


def read_each(entries: Iterable[tuple[str, Any]], read: Callable[[str, Any], Any]) -> Iterator[Any]:
    """Read every (place, row); a row that cannot be read becomes a `Rejected` and stops nobody."""
    for place, row in entries:
        try:
            yield read(place, sound(row))
        except BadRow as bad:
            yield Rejected(place, str(bad))


def once(places: Iterable[tuple[str, Any]], key: str) -> Iterator[tuple[str, Any]]:
    """Each (place, row) once by its `key`; rows that contradict each other are all marked bad.

    Which of two different rows of one id comes first must not decide what is stored.
    """
    groups: dict[Any, list[tuple[str, Any]]] = {}
    for index, (place, row) in enumerate(places):
        found = row.get(key) if isinstance(row, dict) else None
        groups.setdefault(found if isinstance(found, str) else index, []).append((place, row))
    for entries in groups.values():
        if all(row == entries[0][1] for _, row in entries):
            yield entries[0]
        else:
            yield entries[0][0], Repeated(f"{key}, in several different rows")
