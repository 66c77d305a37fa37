"""Freshness: what is left of the latest upstream event, and the floor of finished work."""

from datetime import date

from ranking.facts import ArtifactFacts
from ranking.formula import LAST_RELEASE
from ranking.freshness import FINISHED_ADOPTION, FINISHED_FLOOR, decay_table, decayed
from ranking.oracle.terms import Terms
from ranking.scoring import Aggregate, Measure, aggregate


def freshness(
    facts: ArtifactFacts, terms: Terms, adoption: Aggregate | None, as_of: date
) -> tuple[Aggregate | None, bool]:
    """The component, and whether the floor holds it."""
    day, _ = facts.last_release()
    frozen = terms.quantiles_of("freshness")
    if day is None:
        return aggregate([Measure(LAST_RELEASE, 1, None)], frozen), False
    left = decayed((as_of - day).days, decay_table(terms.half_life))
    floored = left < FINISHED_FLOOR and _is_finished(facts, adoption, as_of)
    value = FINISHED_FLOOR if floored else left
    return aggregate([Measure(LAST_RELEASE, 1, value)], frozen), floored


def _is_finished(facts: ArtifactFacts, adoption: Aggregate | None, as_of: date) -> bool:
    alive = any(
        facts.checked_lately(f"{kind}_alive", as_of) and kind in facts.links
        for kind in ("docs", "homepage")
    )
    used = adoption is not None and adoption.value >= FINISHED_ADOPTION
    return facts.flag("finished_work") and alive and used
