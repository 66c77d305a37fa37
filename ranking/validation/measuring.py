"""Measures the ranks of a list's things against it, type by type and component by component."""

from collections.abc import Iterable
from itertools import groupby

from ranking.formula import COMPONENTS
from ranking.validation.agreement import agree
from ranking.validation.lists import OutsideList, Ranked
from ranking.validation.report import TOTAL, Part, TypeResult


def measure(
    outside: OutsideList, ranked: Iterable[Ranked], *, seed: int, resamples: int
) -> tuple[TypeResult, ...]:
    """One result a type: a rank says nothing across types. The same seed, the same figures."""
    by_type = groupby(sorted(ranked, key=_type_of), key=_type_of)
    return tuple(
        _result(outside, type_key, list(rows), seed=seed, resamples=resamples)
        for type_key, rows in by_type
    )


def _type_of(row: Ranked) -> str:
    return row.type_key


def _result(
    outside: OutsideList, type_key: str, rows: list[Ranked], *, seed: int, resamples: int
) -> TypeResult:
    parts = []
    for key in (TOTAL, *COMPONENTS):
        valued = [(row, value) for row in rows if (value := _value(row, key)) is not None]
        found = agree(
            [value for _, value in valued],
            [outside.goodness(row.entry) for row, _ in valued],
            [float(row.entry.weight) for row, _ in valued] if outside.weighted else None,
            seed=seed,
            resamples=resamples,
        )
        skipped = len(rows) - len(valued)
        parts.append(Part(key, len(valued), skipped, found.spearman, found.kendall))
    return TypeResult(type_key, len(rows), tuple(parts))


def _value(row: Ranked, part: str) -> int | None:
    return row.total if part == TOTAL else row.values[part]
