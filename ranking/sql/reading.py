"""The part of the scoring statement that reads: facts of the catalog, and terms of the epoch."""

from ranking.formula import BACKINGS, CRITERIA, ECOSYSTEM, FLAGS, METRICS
from ranking.formula.criteria import CHECK_DAYS, CHECKED
from ranking.formula.relations import LIST
from ranking.sql import filled_in
from ranking.sql.arithmetic import each

ADOPTION = 3
QUALITY = len(CRITERIA)
BACKED = sorted(ECOSYSTEM)
CHECKS = [c.code for c in (*CRITERIA, *FLAGS) if c.evaluator == CHECKED]
DERIVED = [metric.key for metric in METRICS.values() if metric.derived]
READINGS = (("value", "raw"), ("observed_on", "on"), ("source_id", "source"))
SLOTS = [str(slot) for slot in range(1, ADOPTION + 1)]
CURVES = [*SLOTS, *(f"_{key}" for key in BACKED), "_demand"]
# What is left of a week's evidence, in ppm.
KEPT = "(%(decay)s::bigint[])[(%(monday)s::date - week) / 7 + 1]"


def measured() -> str:
    """`measured`: artifact_id, metric, value, observed_on and source_id of every figure."""
    for_target = [kind for kind, backing in BACKINGS.items() if not backing.for_origin]
    for_origin = [kind for kind, backing in BACKINGS.items() if backing.for_origin]
    strengths = " ".join(
        f"WHEN '{kind}' THEN CASE r.status WHEN 'confirmed' THEN {b.confirmed} ELSE {b.claimed} END"
        for kind, b in BACKINGS.items()
    )
    values = {
        "derived": _quoted(DERIVED),
        "strengths": strengths,
        "for target": _quoted(for_target),
        "for origin": _quoted(for_origin),
        "list": _quoted([LIST]),
        "kept": KEPT,
    }
    return filled_in("measure", values)


def evidence() -> str:
    return filled_in("evidence", {"kept": KEPT})


def gathered() -> str:
    """One query a question."""
    values = {
        "shared": _quoted([curve.removeprefix("_") for curve in CURVES[ADOPTION:]]),
        "slots": ",\n        ".join(_slots()),
        "results": ",\n        ".join(_results()),
    }
    return filled_in("gather", values)


def of_reference(tables: str) -> str:
    """The same tables over every artifact of `reference` in the place of those asked for."""
    return tables.replace("= ANY(%(ids)s::bigint[])", "IN (SELECT id FROM reference)")


def facts() -> str:
    weights = (
        f"{each('t.metric_weights[#]::bigint AS weight#', ADOPTION)},"
        f" {each('t.points[#]::bigint AS points#', QUALITY)}"
    )
    figures = [f"m.{name}{curve}" for curve in CURVES for _, name in READINGS]
    return filled_in(
        "facts",
        {
            "curves": ", ".join(f"xs{curve}, ss{curve}" for curve in CURVES),
            "weights": weights,
            "figures": ", ".join(figures),
            "results": ", ".join(f"q.{code}_permille, q.{code}_on" for code in CHECKS),
        },
    )


def checklist() -> str:
    """A check says something for as long as it is fresh."""
    return filled_in("checklist", {f"fresh {code}": _fresh(code) for code in CHECKS})


def _quoted(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _slots() -> list[str]:
    """Readings by place: adoption's slots, then the signals that every type shares."""
    held = (f"bool_or(place = {i} AND value IS NULL) AS held{i}" for i in range(1, ADOPTION + 1))
    readings = (
        f"max({column}) FILTER (WHERE place = {place}) AS {name}{curve}"
        for place, curve in enumerate(CURVES, start=1)
        for column, name in READINGS
    )
    return [*readings, *held]


def _results() -> list[str]:
    columns = (("permille", "permille"), ("(checked_at AT TIME ZONE 'UTC')::date", "on"))
    return [
        f"max({column}) FILTER (WHERE criterion_id = '{code}' AND state = 'observed')"
        f" AS {code}_{name}"
        for code in CHECKS
        for column, name in columns
    ]


def _fresh(code: str) -> str:
    return f"CASE WHEN {code}_on >= %(as_of)s::date - {CHECK_DAYS} THEN {code}_permille * 1000 END"
