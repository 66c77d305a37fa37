"""What the epoch that is being prepared does to each type, and to the first of it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from ranking.guards import Place, TypeEffect
from ranking.services.database import rows
from ranking.sql import load

FIRST = 5

Row = tuple[Any, ...]


def effects_by_type() -> tuple[TypeEffect, ...]:
    """In one query, by type in the order of the keys; types without a listed rank are left out."""
    by_type: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for type_key, scores, moved, *placed in rows(load("by_type"), {"first": FIRST}):
        by_type[type_key, scores, moved].append(tuple(placed))
    return tuple(_effect(*key, found) for key, found in by_type.items())


def _effect(type_key: str, scores: int, moved: int, found: Sequence[Row]) -> TypeEffect:
    now = sorted((row[4], Place(row[0], row[1], row[2])) for row in found if _is_first(row[4]))
    then = sorted((row[5], Place(row[0], row[1], row[3])) for row in found if _is_first(row[5]))
    return TypeEffect(
        type_key, scores, moved, tuple(one for _, one in now), tuple(one for _, one in then)
    )


def _is_first(place: int | None) -> bool:
    return place is not None and place <= FIRST
