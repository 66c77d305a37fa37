"""The aggregator and the apportioning of `ranking.scoring`, written out as SQL expressions.

Written out, because one function call per number would cost three times the whole score. The
signals of a component `p` are columns `pu1`, `pu2` ... (weight, 0 where it does not apply) and
`pn1`, `pn2` ... (ppm, NULL where there is no figure). Every stage is a sub-select behind
`OFFSET 0`: without that fence the planner would merge the stages and repeat each expression.
"""

from collections.abc import Iterable


def stage(name: str, source: str, columns: Iterable[str]) -> str:
    listed = ",\n        ".join(["*", *columns])
    return f"{name} AS (\n    SELECT\n        {listed}\n    FROM {source}\n    OFFSET 0\n)"


def each(pattern: str, slots: int, join: str = ", ") -> str:
    """The pattern once per slot, with `#` standing for the slot's number."""
    return join.join(pattern.replace("#", str(slot)) for slot in range(1, slots + 1))


def array(pattern: str, slots: int) -> str:
    return f"ARRAY[{each(pattern, slots)}]"


def sums(p: str, slots: int, spread: str) -> list[str]:
    """Applicable weight, observed weight, score and squared spread."""
    spread = f"({p}u#::bigint * CASE WHEN {p}n# IS NULL THEN 250000 ELSE {spread} END)"
    return [
        each(f"{p}u#::bigint", slots, " + ") + f" AS {p}_u",
        each(f"CASE WHEN {p}n# IS NULL THEN 0 ELSE {p}u# END", slots, " + ") + f" AS {p}_uo",
        each(f"{p}u#::bigint * COALESCE({p}n#, 0)", slots, " + ") + f" AS {p}_s",
        each(f"{spread} * {spread}", slots, " + ") + f" AS {p}_squares",
    ]


def fill(p: str) -> list[str]:
    """What a missing signal counts, and a first guess at the root of the squared spread."""
    known = f"LEAST({p}_quantiles[3], {p}_s / {p}_uo)"
    return [
        f"CASE WHEN {p}_uo = 0 THEN {p}_quantiles[2] ELSE {known} END AS {p}_fill",
        f"floor(sqrt({p}_squares::float8))::bigint AS {p}_root",
    ]


def value(p: str) -> list[str]:
    def at(missing: str) -> str:
        return f"({p}_s + ({p}_u - {p}_uo) * {missing}) / NULLIF({p}_u, 0)"

    return [
        f"{p}_s + ({p}_u - {p}_uo) * {p}_fill AS {p}_whole",
        f"{at(f'{p}_fill')} AS {p}_value",
        f"{at(f'LEAST({p}_quantiles[1], {p}_fill)')} AS {p}_lo",
        f"{at(f'GREATEST({p}_quantiles[4], {p}_fill)')} AS {p}_hi",
        f"COALESCE({p}_uo * 1000000 / NULLIF({p}_u, 0), 0) AS {p}_coverage",
        f"{root(f'{p}_root', f'{p}_squares')} / NULLIF({p}_u, 0) AS {p}_sd",
    ]


def root(guess: str, square: str) -> str:
    """The integer square root, from the rounded one: floats are exact up to 2^53 only."""
    return (
        f"({guess} - ({guess} * {guess} > {square})::int"
        f" + (({guess} + 1) * ({guess} + 1) <= {square})::int)"
    )


def quotas(p: str, slots: int, total: str, whole: str, raw: str) -> list[str]:
    """First half of apportioning: whole shares, and remainders as sortable numbers.

    The smaller slot wins between equal remainders, so its number is the larger.
    """
    share = f"{total} * ({raw})"
    columns = (
        f"COALESCE({share} / NULLIF({whole}, 0), 0) AS {p}q#",
        f"COALESCE({share} %% NULLIF({whole}, 0), 0) * 32 + 31 - # AS {p}k#",
    )
    return [each(column, slots) for column in columns]


def cut(p: str, slots: int, total: str) -> list[str]:
    """Second half: how many are left to give, and the remainder that still gets one."""
    left = f"{total} - ({each(f'{p}q#', slots, ' + ')})"
    remainders = array(f"{p}k#", slots)
    return [f"CASE WHEN {left} > 0 THEN (array_sort({remainders}, TRUE))[{left}] END AS {p}_cut"]


def shares(p: str, slots: int) -> str:
    return each(f"{p}q# + COALESCE({p}k# >= {p}_cut, FALSE)::int", slots)


def gains(p: str, slots: int) -> str:
    """What the component would rise by if a signal stood at its best."""
    score = f"({p}_s + {p}u# * (1000000 - COALESCE({p}n#, 0)))"
    seen = f"({p}_uo + CASE WHEN {p}n# IS NULL THEN {p}u# ELSE 0 END)"
    filled = f"LEAST({p}_quantiles[3], {score} / {seen})"
    gain = f"({score} + ({p}_u - {seen}) * {filled}) / {p}_u - {p}_value"
    return each(f"CASE WHEN {p}u# > 0 THEN {gain} ELSE 0 END", slots)
