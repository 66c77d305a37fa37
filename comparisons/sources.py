"""Where a shown fact comes from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Mention:
    """A source as pages name it."""

    title: str
    url: str


@dataclass(frozen=True)
class CitationFact:
    """One source's word on one fact. `supports` is False where it says otherwise.

    `read_on` is None where the source is named but was not read for the record.
    """

    field: str
    claim: str
    supports: bool
    source: Mention
    read_on: date | None
    note: str
