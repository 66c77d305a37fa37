"""Reading TOML tables strictly: every key known, every value of its kind, every problem placed."""

import tomllib
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from catalog.sources.reading import partial_date
from catalog.sources.rows import DateRow, SourceFileError


class Misfit(Exception):
    """A value that does not fit; the message holds the file, the key path and what is wrong."""


def load_toml(data: bytes, file: str) -> "Table":
    """The document as a table. Raises SourceFileError with the file, line and what is wrong."""
    try:
        return Table(file, "", tomllib.loads(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise SourceFileError(f"{file}: is not UTF-8 text (byte {error.start}).") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SourceFileError(f"{file}: is not TOML: {error}.") from error


class Table:
    """One table of a file. Values are taken out by kind; `close()` refuses what was not taken."""

    def __init__(self, file: str, path: str, values: dict[str, Any]) -> None:
        self.file, self.path = file, path
        self.values = dict(values)

    def misfit(self, key: str, problem: str) -> Misfit:
        place = f"{self.path}.{key}" if self.path and key else key or self.path or "the file"
        return Misfit(f"{self.file}: {place} {problem}")

    def close(self) -> None:
        for key in self.values:
            raise self.misfit(key, "is not a key that belongs here")

    def text(self, key: str, limit: int, default: str | None = None) -> str:
        """A text of at most `limit` characters; needed unless there is a default."""
        value = self.values.pop(key, default)
        if value is None:
            raise self.misfit(key, "is missing")
        if not isinstance(value, str):
            raise self.misfit(key, "is not text")
        value = value.strip()
        if not value and default is None:
            raise self.misfit(key, "is empty")
        if len(value) > limit:
            raise self.misfit(key, f"has {len(value)} characters, more than {limit}")
        if "\x00" in value:
            raise self.misfit(key, "holds a zero character")
        return value

    def choice(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        value = self.text(key, 100, default)
        if value not in choices:
            raise self.misfit(key, f"is {value!r}, not one of {', '.join(sorted(choices))}")
        return value

    def whole(self, key: str, limit: int = 10**15) -> int | None:
        value = self.values.pop(key, None)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= limit:
            raise self.misfit(key, f"is not a whole number from 0 to {limit}")
        return value

    def amount(self, key: str) -> Decimal | None:
        """An exact amount, written as text."""
        value = self.values.pop(key, None)
        if value is None:
            return None
        try:
            found = Decimal(value) if isinstance(value, str) else None
        except InvalidOperation:
            found = None
        if found is None or not found.is_finite() or found < 0:
            raise self.misfit(key, "is not an amount written as text, such as “0.00000022”")
        return found

    def date(self, key: str) -> DateRow | None:
        """A date as text: YYYY, YYYY-MM or YYYY-MM-DD, or TOML's own date."""
        value = self.values.pop(key, None)
        if value is None:
            return None
        found = partial_date(str(value))
        if found is None:
            raise self.misfit(key, "is not a date like 2025-07 or 2025-07-22")
        return found

    def day(self, key: str) -> DateRow:
        found = self.date(key)
        if found is None or found.precision != "day":
            raise self.misfit(key, "is not a day like 2025-07-22")
        return found

    def texts(self, key: str, limit: int = 300) -> list[str]:
        value = self.values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.misfit(key, "is not a list of texts")
        for entry in value:
            if not entry.strip() or len(entry) > limit:
                raise self.misfit(key, f"holds a text that is empty or longer than {limit}")
        return value

    def table(self, key: str) -> "Table":
        """A table inside this one, empty where there is none."""
        value = self.values.pop(key, {})
        if not isinstance(value, dict):
            raise self.misfit(key, "is not a table")
        return Table(self.file, f"{self.path}.{key}" if self.path else key, value)

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of a list of tables; each is closed after it was read."""
        value = self.values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.misfit(key, "is not a list of tables")
        path = f"{self.path}.{key}" if self.path else key
        for index, entry in enumerate(value):
            found = Table(self.file, f"{path}[{index}]", entry)
            yield found
            found.close()

    def rest(self) -> dict[str, Any]:
        """All that is left, taken out: for tables with keys of their own."""
        left, self.values = self.values, {}
        return left
