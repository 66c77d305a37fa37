"""The normaliser tables that ship with the project, for types with too few figures of their own."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ranking.formula import TYPES, fitted_signals
from ranking.normaliser import Table

FILE = Path(__file__).parent / "defaults" / "normalisers.json"


@dataclass(frozen=True)
class ShippedTable:
    """`basis` says what it was fitted to, `n` how many figures, `dated` when they were read."""

    table: Table
    basis: str
    n: int
    dated: date


def shipped_table(type_key: str, signal: str) -> ShippedTable:
    """The table of a signal, that of the type if there is one. KeyError for an unknown signal."""
    tables = _tables()
    return tables.get((type_key, signal)) or tables["", signal]


@cache
def _tables() -> dict[tuple[str, str], ShippedTable]:
    return {
        (type_key, entry["signal"]): ShippedTable(
            table=Table(tuple(entry["xs"]), tuple(entry["ss"])),
            basis=entry["basis"],
            n=entry["n"],
            dated=date.fromisoformat(entry["dated"]),
        )
        for entry in json.loads(FILE.read_text())
        for type_key in entry["types"] or [""]
    }


def scored_signals() -> list[tuple[str, str]]:
    """Every (type, signal) that needs a table."""
    return [(type_key, signal) for type_key in TYPES for signal in fitted_signals(type_key)]
