"""What an epoch has to pass before it takes over, and the report of what it would change.

Points are given in the unit of totals, 10^8 a point.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

POINT = 10**8
MOST_MEDIAN = 3 * POINT
MOST_P99 = 12 * POINT
TOP = 100
LEAST_OVERLAP = 850_000
PPM = 1_000_000
COMPLETE = "Computed for every artifact"


@dataclass(frozen=True)
class Effect:
    """How the listed scores differ: counts, and quantiles of the absolute change of totals."""

    scores: int = 0
    moved: int = 0
    headlines_moved: int = 0
    median: int = 0
    p90: int = 0
    p99: int = 0
    largest: int = 0
    newly_provisional: int = 0
    newly_placed: int = 0


@dataclass(frozen=True)
class Overlap:
    """Of the `of` highest ranked of a type, how many would still be among them."""

    type_key: str
    kept: int
    of: int


@dataclass(frozen=True)
class Move:
    """One artifact's change in tenths of a point, and what each component adds to it."""

    slug: str
    name: str
    before: int
    after: int
    cause: str


@dataclass(frozen=True)
class Place:
    """One artifact among the first of its type, with its rank in tenths of a point."""

    slug: str
    name: str
    tenths: int


@dataclass(frozen=True)
class TypeEffect:
    """Of the `scores` listed ranks of a type, how many move; its first ones now and then."""

    type_key: str
    scores: int
    moved: int
    now: tuple[Place, ...]
    then: tuple[Place, ...]

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "TypeEffect":
        firsts = {side: tuple(Place(**one) for one in record[side]) for side in ("now", "then")}
        return cls(**{**record, **firsts})


@dataclass(frozen=True)
class Check:
    label: str
    found: str
    allowed: str
    passed: bool


@dataclass(frozen=True)
class Report:
    """`as_of` is the day it was made for, as text; `missing` scores were not computed yet."""

    as_of: str
    effect: Effect
    checks: tuple[Check, ...]
    moves: tuple[Move, ...]
    types: tuple[TypeEffect, ...] = ()

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    def of_a_sample(self) -> "Report":
        """Without the check that everything was computed, where that was not meant."""
        kept = tuple(check for check in self.checks if check.label != COMPLETE)
        return replace(self, checks=kept)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Report":
        return cls(
            as_of=record["as_of"],
            effect=Effect(**record["effect"]),
            checks=tuple(Check(**check) for check in record["checks"]),
            moves=tuple(Move(**move) for move in record["moves"]),
            types=tuple(TypeEffect.from_json(one) for one in record.get("types", ())),
        )


def checks(
    effect: Effect, overlaps: Sequence[Overlap], *, broken: int, missing: int
) -> tuple[Check, ...]:
    """Every guard with what was found. `broken` scores have a value out of bounds or a sum that
    does not add up; `missing` ones were not computed."""
    return (
        Check(COMPLETE, _count(missing, "missing"), "none", not missing),
        Check("Bounds and sums", _count(broken, "broken"), "none", not broken),
        Check(
            "Median change",
            points(effect.median),
            f"at most {points(MOST_MEDIAN)}",
            effect.median <= MOST_MEDIAN,
        ),
        Check(
            "99th percentile of the change",
            points(effect.p99),
            f"at most {points(MOST_P99)}",
            effect.p99 <= MOST_P99,
        ),
        _overlap(overlaps),
    )


def _overlap(overlaps: Sequence[Overlap]) -> Check:
    """The type that would change most decides."""
    worst = min(overlaps, key=lambda one: (one.kept * PPM // one.of, one.type_key), default=None)
    kept = "nothing is listed yet"
    if worst:
        kept = f"{worst.kept} of {worst.of} ({worst.type_key})"
    return Check(
        f"Top {TOP} of every type kept",
        kept,
        f"at least {LEAST_OVERLAP // 10_000} %",
        worst is None or worst.kept * PPM >= LEAST_OVERLAP * worst.of,
    )


def points(total: int) -> str:
    """A total as points with one decimal, rounded half up."""
    tenths = (abs(total) + POINT // 20) // (POINT // 10)
    return f"{tenths // 10}.{tenths % 10}"


def cause(before: Mapping[str, int], after: Mapping[str, int], most: int = 2) -> str:
    """The components that move it most, as “Adoption +3.2, Quality -0.4”."""
    moved = {key: after.get(key, 0) - before.get(key, 0) for key in {*before, *after}}
    largest = sorted(moved.items(), key=lambda item: (-abs(item[1]), item[0]))[:most]
    told = [
        f"{label} {'+' if change > 0 else '−'}{points(change)}"
        for label, change in largest
        if abs(change) >= POINT // 20
    ]
    return ", ".join(told) or "many small changes"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number else "none"
