"""The verdict itself: who is ahead, by how much, and how sure that is."""

from collections.abc import Sequence

from comparisons import units
from comparisons.facts import Subject
from comparisons.words.telling import a, missing, own_standing
from ranking.verdict import Basis, Outcome, Verdict


def outcome_words(subjects: Sequence[Subject], verdict: Verdict, rank_name: str) -> str:
    one, other = subjects
    if verdict.outcome is Outcome.CROSS_TYPE:
        return (
            f"{one.name} is {a(one.type.name)} and {other.name} is {a(other.type.name)}: they do "
            f"different jobs, so each is placed among its own type. {own_standing(one)} "
            f"{own_standing(other)}"
        )
    if verdict.outcome is Outcome.INSUFFICIENT_EVIDENCE:
        return _unsettled(subjects, verdict)
    if verdict.first is None:
        return (
            f"Too close to call: {one.name} has {_tenths(verdict, 0)} and {other.name} "
            f"{_tenths(verdict, 1)} {_unit(verdict, rank_name)}."
        )
    return _ordered(subjects, verdict, verdict.first, rank_name)


def _unsettled(subjects: Sequence[Subject], verdict: Verdict) -> str:
    told = "Too little is known to weigh the two against each other."
    if verdict.basis is None:
        return f"{told} {missing(subjects)}"
    if not any(verdict.weights.values()):
        return f"{told} None of what is weighed counts for both."
    return f"{told} Under these weights too much of what counts is unknown."


def _ordered(subjects: Sequence[Subject], verdict: Verdict, first: int, rank_name: str) -> str:
    ahead, behind = subjects[first], subjects[1 - first]
    unit = _unit(verdict, rank_name)
    figures = f"{_tenths(verdict, first)} to {_tenths(verdict, 1 - first)} {unit}"
    if verdict.outcome is Outcome.LEADS:
        return f"{ahead.name} leads {behind.name}, {figures}; what is unknown cannot reverse that."
    return f"{ahead.name} is ahead of {behind.name}, {figures}, but the unknown could reverse that."


def _unit(verdict: Verdict, rank_name: str) -> str:
    """Totals that were worked out anew are no longer the rank."""
    if verdict.basis is Basis.RANKED:
        return f"points of {rank_name}"
    if verdict.basis is Basis.COMMON:
        return "points on the parts both have"
    return "points" if verdict.basis is Basis.OWN_WEIGHTS else "points under the default weights"


def _tenths(verdict: Verdict, place: int) -> str:
    return units.points(verdict.tenths[place])
