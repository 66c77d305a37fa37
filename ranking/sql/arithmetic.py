"""The aggregator and the apportioning of `ranking.scoring`, written out as SQL expressions.

Written out, because one function call per number would cost three times the whole score. The
signals of a component `p` are bigint columns `pu1`, `pu2` ... (weight, 0 where it does not apply)
and `pn1`, `pn2` ... (ppm, NULL where there is no figure). Every stage is a sub-select behind
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


def sums(p: str, slots: int, squares: str) -> list[str]:
    """Applicable weight, observed weight, score and squared spread."""
    return [
        each(f"{p}u#", slots, " + ") + f" AS {p}_u",
        each(f"CASE WHEN {p}n# IS NULL THEN 0 ELSE {p}u# END", slots, " + ") + f" AS {p}_uo",
        each(f"{p}u# * COALESCE({p}n#, 0)", slots, " + ") + f" AS {p}_s",
        f"{squares} AS {p}_squares",
    ]


def squared_spreads(p: str, slots: int, spread: str) -> str:
    one = f"({p}u# * CASE WHEN {p}n# IS NULL THEN 250000 ELSE {spread} END)"
    return each(f"{one} * {one}", slots, " + ")


def squared_gaps(p: str, slots: int) -> str:
    """The same where nothing observed is off, so that only gaps spread."""
    gaps = each(f"CASE WHEN {p}n# IS NULL THEN {p}u# * {p}u# ELSE 0 END", slots, " + ")
    return f"({gaps}) * 62500000000"


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
        f"{p}_uo = {p}_u OR ({p}_uo > 0 AND {p}_fill = {p}_quantiles[3]) AS {p}_is_simple",
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


def counted(p: str, slots: int) -> list[str]:
    """What each signal adds to the whole, gaps at the fill."""
    return [each(f"{p}u# * COALESCE({p}n#, {p}_fill) AS {p}c#", slots)]


def quotas(p: str, slots: int, total: str, whole: str) -> list[str]:
    """First half of apportioning by `pc1`, `pc2` ...: whole shares, and sortable remainders.

    The smaller slot wins between equal remainders, so its number is the larger.
    """
    columns = (
        f"COALESCE({total} * {p}c# / NULLIF({whole}, 0), 0) AS {p}q#",
        f"COALESCE({total} * {p}c# %% NULLIF({whole}, 0), 0) * 32 + 31 - # AS {p}k#",
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
    """What the component would rise by if a signal stood at its best.

    Where the fill cannot rise with it, because it is the quartile or there is no gap, the whole
    rises by what the signal misses; else everything is worked out anew.
    """
    score = f"({p}_s + {p}u# * (1000000 - COALESCE({p}n#, 0)))"
    seen = f"({p}_uo + CASE WHEN {p}n# IS NULL THEN {p}u# ELSE 0 END)"
    filled = f"LEAST({p}_quantiles[3], {score} / {seen})"
    anew = f"({score} + ({p}_u - {seen}) * {filled}) / {p}_u - {p}_value"
    simple = f"({p}_whole + {p}u# * 1000000 - {p}c#) / {p}_u - {p}_value"
    return each(
        f"CASE WHEN {p}u# = 0 THEN 0 WHEN {p}_is_simple THEN {simple} ELSE {anew} END", slots
    )
