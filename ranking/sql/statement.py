"""Puts the statement together that computes scores from facts, and the one that stores them.

One row per artifact runs through the stages: facts, checklist, signals, sums, fill, value, shares,
total. What is read stands in the .sql files beside this module, the arithmetic in `arithmetic`,
each component's columns in `components`.
"""

from collections.abc import Sequence
from functools import cache

from ranking.sql import components, filled_in, load, reading
from ranking.sql.arithmetic import cut, quotas, stage

TOTAL = len(components.COMPONENTS)
LIVE = {
    "scores": "ranking_score",
    "breakdowns": "ranking_breakdown",
    "raise revision": ", revision = s.revision + 1",
}
SHADOW = {
    "scores": "ranking_shadowscore",
    "breakdowns": "ranking_shadowbreakdown",
    "raise revision": "",
}


@cache
def computation() -> str:
    """The common table expressions that end in `computed`, which holds every column of the result.

    Parameters: ids (list of artifact ids), as_of (date), monday (of its week), decay (of evidence
    by weeks, ppm), epoch (its id).
    """
    return ",\n".join(
        [
            reading.measured(),
            reading.evidence(),
            reading.gathered(),
            reading.facts(),
            reading.checklist(),
            stage("weighable", "checklist", components.weighable()),
            stage("normalised", "weighable", components.normalised()),
            load("guard"),
            stage("summed", "guarded", components.summed()),
            stage("filled", "summed", components.filled()),
            stage("valued", "filled", components.valued()),
            load("freshness"),
            stage("apportioned", "aged", components.apportioned()),
            stage("cuts", "apportioned", components.cuts()),
            components.total(),
            stage("rounded", "totalled", quotas("t", TOTAL, "base_tenths", "base")),
            stage("cut", "rounded", cut("t", TOTAL, "base_tenths")),
            components.computed(),
        ]
    )


@cache
def drain_statement() -> str:
    """Computes scores and stores those that differ. Parameters: those of `computation`, formula."""
    return _statement([_computed_as("live", computation()), *_live_writes()], WRITTEN)


@cache
def double_statement() -> str:
    """The same for the active epoch and the one being prepared, both from one look at the facts.

    Further parameters: shadow and shadow_formula, in the place of epoch and formula.
    """
    live = [_computed_as("live", computation()), *_live_writes()]
    return _statement([*live, _computed_as("shadow", _beside()), _shadow_writes()], WRITTEN)


@cache
def shadow_statement() -> str:
    """The epoch being prepared alone, for trying it out. Parameters: as of `double_statement`."""
    parts = [_computed_as("shadow", _beside()), _shadow_writes()]
    return _statement(parts, "SELECT (SELECT count(*) FROM shadow_changed), 0")


WRITTEN = "SELECT (SELECT count(*) FROM live_changed), (SELECT count(*) FROM live_lost)"


def _statement(tables: Sequence[str], result: str) -> str:
    listed = ",\n".join(tables)
    return f"WITH {listed}\n{result}"


def _computed_as(name: str, tables: str) -> str:
    return f"{name} AS (WITH {tables}\nTABLE computed)"


def _beside() -> str:
    return computation().replace("%(epoch)s", "%(shadow)s")


def _live_writes() -> list[str]:
    names = {"side": "live", "epoch": "%(epoch)s", "formula": "%(formula)s", **LIVE}
    return [filled_in("write", names), load("record")]


def _shadow_writes() -> str:
    names = {"side": "shadow", "epoch": "%(shadow)s", "formula": "%(shadow_formula)s", **SHADOW}
    return filled_in("write", names)
