"""The columns of each component for the scoring statement, one stage of it a function.

Components begin with a letter: a (adoption), e (ecosystem), f (freshness), m (match), q (quality);
t is the total. Weights, figures and spreads of their signals are `au1`, `an1`, `as1` and so on.
"""

from collections.abc import Callable

from ranking.formula import CRITERIA, ECOSYSTEM, MATCH
from ranking.sql import filled_in
from ranking.sql.arithmetic import (
    counted,
    cut,
    each,
    fill,
    gains,
    quotas,
    root,
    shares,
    squared_gaps,
    squared_spreads,
    sums,
    value,
)
from ranking.sql.reading import ADOPTION, BACKED, CHECKS, QUALITY

CODES = [criterion.code for criterion in CRITERIA]
COMPONENTS = ("a", "e", "f", "m", "q")
WITH_SIGNALS = {"a": ADOPTION, "e": len(ECOSYSTEM), "m": len(MATCH), "q": QUALITY}
# The order in which a breakdown lists the components' signals.
LISTED = ("a", "q", "e", "m")


def weighable() -> list[str]:
    """Which signals apply, where each stands on its curve, and how far it may be off."""
    inapplicable = "metrics[#] = '' OR metrics[#] = ANY(na_metrics)"
    doubtful = "metrics[#] = 'hub_downloads_30d' AND raw# = 0 AND hub_likes >= 50"
    return [
        each(f"CASE WHEN {inapplicable} THEN 0 ELSE weight# END AS au#", ADOPTION),
        each(f"COALESCE({doubtful}, FALSE) AS doubtful#", ADOPTION),
        each(f"{_bucket('#')}, {_count_spread('on#')} AS as#", ADOPTION),
        *(
            f"{ECOSYSTEM[key]}::bigint AS eu{n}, {_bucket('_' + key)},"
            f" {_count_spread(f'on_{key}')} AS es{n}"
            for n, key in enumerate(BACKED, start=1)
        ),
        f"{_awake(str(MATCH['demand']), '0')}::bigint AS mu1, {_bucket('_demand')}",
        f"{_count_spread('on_demand')} AS ms1",
        f"{_awake(str(MATCH['satisfaction']), '0')}::bigint AS mu2",
        "COALESCE(satisfaction_sd, 250000) AS ms2",
        _quality(),
    ]


def normalised() -> list[str]:
    """Readings on their curves; the star guard may still hold one of adoption's back."""
    return [
        each(f"CASE WHEN au# > 0 AND NOT doubtful# THEN {_lookup('#')} END AS curve#", ADOPTION),
        *(f"{_lookup('_' + key)} AS en{n}" for n, key in enumerate(BACKED, start=1)),
        f"{_awake(_lookup('_demand'), 'NULL')} AS mn1",
        f"{_awake('satisfaction', 'NULL')} AS mn2",
    ]


def summed() -> list[str]:
    return [
        *(
            column
            for p in ("a", "e", "m")
            for column in sums(p, WITH_SIGNALS[p], squared_spreads(p, WITH_SIGNALS[p], f"{p}s#"))
        ),
        *sums("q", QUALITY, squared_gaps("q", QUALITY)),
    ]


def filled() -> list[str]:
    return [column for p in WITH_SIGNALS for column in fill(p)]


def valued() -> list[str]:
    return [
        *(column for p in WITH_SIGNALS for column in value(p)),
        *(column for p, slots in WITH_SIGNALS.items() for column in counted(p, slots)),
    ]


def apportioned() -> list[str]:
    return [
        column
        for p, slots in WITH_SIGNALS.items()
        for column in quotas(p, slots, f"{p}_value", f"{p}_whole")
    ]


def cuts() -> list[str]:
    return [column for p, slots in WITH_SIGNALS.items() for column in cut(p, slots, f"{p}_value")]


def total() -> str:
    """The weighted sums over the components, from the file of that name."""

    def weighed(column: str) -> list[str]:
        return [f"w{p} * COALESCE({p}_{column}, 0)" for p in COMPONENTS]

    contributions = [f"{one} AS tc{n}" for n, one in enumerate(weighed("value"), start=1)]
    values = {
        "contributions": ", ".join(contributions),
        "base": " + ".join(weighed("value")),
        "lo": " + ".join(weighed("lo")),
        "hi": " + ".join(weighed("hi")),
        "coverage": " + ".join(weighed("coverage")),
        "hollow": " OR ".join(f"(w{p} >= 2000 AND {p}_coverage = 0)" for p in COMPONENTS),
        "squares": " + ".join(f"{one} * {one}" for one in weighed("sd")),
    }
    return filled_in("total", values)


def computed() -> str:
    values = {
        "sd": root("t_root", "t_squares"),
        "shown": shares("t", len(COMPONENTS)),
        "weights": _listed(lambda p, slots: each(f"{p}u#", slots)),
        "states": _listed(lambda p, slots: each(_state(p), slots)),
        "normalised": _listed(lambda p, slots: each(f"{p}n#", slots)),
        "parts": _listed(shares),
        "gains": _listed(gains),
        "observed": _listed(_observed),
        "raw": _listed(lambda p, slots: _readings(p, "raw")),
        "sources": _listed(lambda p, slots: _readings(p, "source")),
    }
    return filled_in("computed", values)


def _bucket(of: str) -> str:
    return f"width_bucket(raw{of}, xs{of}) AS bucket{of}"


def _lookup(of: str) -> str:
    """`ranking.normaliser.lookup` of a reading in its curve."""
    run = f"(xs{of}[bucket{of} + 1] - xs{of}[bucket{of}])"
    rise = f"(ss{of}[bucket{of} + 1] - ss{of}[bucket{of}])"
    return (
        f"CASE WHEN raw{of} IS NULL THEN NULL WHEN raw{of} <= 0 THEN 0"
        f" WHEN bucket{of} = cardinality(xs{of}) THEN ss{of}[bucket{of}]"
        f" ELSE ss{of}[bucket{of}] + (raw{of} - xs{of}[bucket{of}]) * {rise} / {run} END"
    )


def _count_spread(day: str) -> str:
    weeks = f"COALESCE(GREATEST(%(as_of)s::date - {day}, 0) / 7, 0)"
    return f"LEAST(250000, 15000 + 4000 * {weeks})"


def _awake(figure: str, asleep: str) -> str:
    return f"CASE WHEN match_sleeps THEN {asleep} ELSE {figure} END"


def _quality() -> str:
    return ", ".join(
        f"CASE WHEN {absent} THEN 0 ELSE points{slot} END AS qu{slot},"
        f" CASE WHEN {absent} OR points{slot} = 0 THEN NULL ELSE {code} END AS qn{slot}"
        for slot, code, absent in ((n, c, _inapplicable(c)) for n, c in enumerate(CODES, start=1))
    )


def _inapplicable(code: str) -> str:
    nothing_to_source = " OR comparisons = 0" if code == "claims_sourced" else ""
    return f"COALESCE('{code}' = ANY(na_criteria), FALSE){nothing_to_source}"


def _listed(of: Callable[[str, int], str]) -> str:
    return ", ".join(of(p, WITH_SIGNALS[p]) for p in LISTED)


def _state(p: str) -> str:
    """Positions in `ranking.explanation.SignalState`."""
    held = " WHEN doubtful# OR COALESCE(held#, FALSE) THEN 2" if p == "a" else ""
    return f"CASE WHEN {p}u# = 0 THEN 0 WHEN {p}n# IS NOT NULL THEN 3{held} ELSE 1 END"


def _observed(p: str, slots: int) -> str:
    if p == "q":
        checked = {n: code for n, code in enumerate(CODES, start=1) if code in CHECKS}
        days = (
            f"CASE WHEN qu{n} > 0 THEN {checked[n]}_on END" if n in checked else "NULL"
            for n in range(1, slots + 1)
        )
        return ", ".join(days)
    return _readings(p, "on")


def _readings(p: str, name: str) -> str:
    """`raw`, `on` or `source` of a component's signals: what is counted even while it sleeps."""
    if p == "a":
        return each(f"CASE WHEN au# > 0 THEN {name}# END", ADOPTION)
    if p == "e":
        return ", ".join(f"{name}_{key}" for key in BACKED)
    if p == "m":
        satisfied = {"raw": "satisfaction", "on": "satisfaction_on", "source": "NULL"}
        return f"{name}_demand, {satisfied[name]}"
    return ", ".join(["NULL"] * QUALITY)
