"""Puts the statement together that computes scores from facts.

One row per artifact runs through the stages: facts, checklist, signals, sums, fill, value, shares,
total. What is read stands in the .sql files beside this module, the arithmetic in `arithmetic`.
Columns of components begin with a (adoption), f (freshness), q (quality) and t (the total).
"""

from functools import cache

from ranking.formula import CRITERIA, FLAGS
from ranking.sql import load
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
    stage,
    sums,
    value,
)

ADOPTION = 3
QUALITY = len(CRITERIA)
COMPONENTS = 5
CODES = [criterion.code for criterion in CRITERIA]
CHECKED = [c.code for c in (*CRITERIA, *FLAGS) if c.evaluator == "checked"]


@cache
def computation() -> str:
    """The common table expressions that end in `computed`, which holds every column of the result.

    Parameters: ids (list of artifact ids), as_of (date), epoch (its id).
    """
    return ",\n".join(
        [
            _gather(),
            _facts(),
            load("checklist"),
            stage("weighable", "checklist", [*_adoption_weights(), _quality_figures()]),
            stage("normalised", "weighable", [each(_curve(), ADOPTION)]),
            load("guard"),
            stage("summed", "guarded", _sums()),
            stage("filled", "summed", [*fill("a"), *fill("q")]),
            stage("valued", "filled", [*value("a"), *value("q"), *_counted()]),
            load("freshness"),
            stage("apportioned", "aged", _apportioned()),
            stage(
                "cuts",
                "apportioned",
                [*cut("a", ADOPTION, "a_value"), *cut("q", QUALITY, "q_value")],
            ),
            load("total"),
            stage("rounded", "totalled", [*quotas("t", COMPONENTS, "tenths", "total")]),
            stage("cut", "rounded", cut("t", COMPONENTS, "tenths")),
            _computed(),
        ]
    )


def _gather() -> str:
    columns = (("value", "raw"), ("observed_on", "on"), ("source_id", "source"))
    slots = [
        *(_pivot(column, name, slot) for slot in (1, 2, 3) for column, name in columns),
        *(f"bool_or(m.metric = t.metrics[{i}] AND m.value IS NULL) AS held{i}" for i in (1, 2, 3)),
    ]
    results = [
        f"max({column}) FILTER (WHERE criterion_id = '{code}' AND state = 'observed')"
        f" AS {code}_{name}"
        for code in CHECKED
        for column, name in (
            ("permille", "permille"),
            ("(checked_at AT TIME ZONE 'UTC')::date", "on"),
        )
    ]
    text = load("gather").replace("/* slots */", ",\n        ".join(slots))
    return text.replace("/* results */", ",\n        ".join(results))


def _pivot(column: str, name: str, slot: int) -> str:
    return f"max(m.{column}) FILTER (WHERE m.metric = t.metrics[{slot}]) AS {name}{slot}"


def _facts() -> str:
    weights = (
        f"{each('t.metric_weights[#]::bigint AS weight#', ADOPTION)},"
        f" {each('t.points[#]::bigint AS points#', QUALITY)}"
    )
    results = ", ".join(f"q.{code}_permille, q.{code}_on" for code in CHECKED)
    return load("facts").replace("/* weights */", weights).replace("/* results */", results)


def _adoption_weights() -> list[str]:
    inapplicable = "metrics[#] = '' OR metrics[#] = ANY(na_metrics)"
    doubtful = "metrics[#] = 'hub_downloads_30d' AND raw# = 0 AND hub_likes >= 50"
    weeks = "COALESCE(GREATEST(%(as_of)s::date - on#, 0) / 7, 0)"
    return [
        each(f"CASE WHEN {inapplicable} THEN 0 ELSE weight# END AS au#", ADOPTION),
        each(f"COALESCE({doubtful}, FALSE) AS doubtful#", ADOPTION),
        each("width_bucket(raw#, xs#) AS bucket#", ADOPTION),
        each(f"LEAST(250000, 15000 + 4000 * {weeks}) AS as#", ADOPTION),
    ]


def _curve() -> str:
    """`ranking.normaliser.lookup`, for one slot."""
    run, rise = "(xs#[bucket# + 1] - xs#[bucket#])", "(ss#[bucket# + 1] - ss#[bucket#])"
    return (
        "CASE WHEN au# = 0 OR raw# IS NULL OR doubtful# THEN NULL"
        " WHEN raw# <= 0 THEN 0"
        " WHEN bucket# = cardinality(xs#) THEN ss#[bucket#]"
        f" ELSE ss#[bucket#] + (raw# - xs#[bucket#]) * {rise} / {run} END AS curve#"
    )


def _quality_figures() -> str:
    return ", ".join(
        f"CASE WHEN {absent} THEN 0 ELSE points{slot} END AS qu{slot},"
        f" CASE WHEN {absent} OR points{slot} = 0 THEN NULL ELSE {code} END AS qn{slot}"
        for slot, code, absent in ((n, c, _inapplicable(c)) for n, c in enumerate(CODES, start=1))
    )


def _inapplicable(code: str) -> str:
    nothing_to_source = " OR comparisons = 0" if code == "claims_sourced" else ""
    return f"COALESCE('{code}' = ANY(na_criteria), FALSE){nothing_to_source}"


def _sums() -> list[str]:
    return [
        *sums("a", ADOPTION, squared_spreads("a", ADOPTION, "as#")),
        *sums("q", QUALITY, squared_gaps("q", QUALITY)),
    ]


def _counted() -> list[str]:
    return [*counted("a", ADOPTION), *counted("q", QUALITY)]


def _apportioned() -> list[str]:
    return [
        *quotas("a", ADOPTION, "a_value", "a_whole"),
        *quotas("q", QUALITY, "q_value", "q_whole"),
    ]


def _computed() -> str:
    states = (
        each("CASE WHEN au# = 0 THEN 0 WHEN an# IS NOT NULL THEN 3"
             " WHEN doubtful# OR COALESCE(held#, FALSE) THEN 2 ELSE 1 END", ADOPTION),
        each("CASE WHEN qu# = 0 THEN 0 WHEN qn# IS NOT NULL THEN 3 ELSE 1 END", QUALITY),
    )  # fmt: skip
    checked = ", ".join(
        f"CASE WHEN qu{slot} > 0 THEN {code}_on END" if code in CHECKED else "NULL"
        for slot, code in enumerate(CODES, start=1)
    )
    return (
        load("computed")
        .replace("/* sd */", root("t_root", "t_squares"))
        .replace("/* shown */", shares("t", COMPONENTS))
        .replace("/* weights */", f"{each('au#', ADOPTION)}, {each('qu#', QUALITY)}")
        .replace("/* states */", ", ".join(states))
        .replace("/* normalised */", f"{each('an#', ADOPTION)}, {each('qn#', QUALITY)}")
        .replace("/* parts */", f"{shares('a', ADOPTION)}, {shares('q', QUALITY)}")
        .replace("/* gains */", f"{gains('a', ADOPTION)}, {gains('q', QUALITY)}")
        .replace("/* observed */", f"{each('CASE WHEN au# > 0 THEN on# END', ADOPTION)}, {checked}")
        .replace("/* raw */", each("CASE WHEN au# > 0 THEN raw# END", ADOPTION))
        .replace("/* sources */", each("CASE WHEN au# > 0 THEN source# END", ADOPTION))
    )
