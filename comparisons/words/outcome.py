"""The verdict itself: who is ahead, by how much, and how sure that is."""

from collections.abc import Sequence

from catalog.language import gettext
from comparisons import units
from comparisons.facts import Subject
from comparisons.words.telling import a, missing, own_standing
from ranking.verdict import Basis, Outcome, Verdict


def outcome_words(subjects: Sequence[Subject], verdict: Verdict, rank_name: str) -> str:
    one, other = subjects
    if verdict.outcome is Outcome.CROSS_TYPE:
        return gettext(
            "{one} is {one_kind} and {other} is {other_kind}: they do different jobs, so each "
            "is placed among its own type. {one_standing} {other_standing}"
        ).format(
            one=one.name,
            one_kind=a(one.type.name),
            other=other.name,
            other_kind=a(other.type.name),
            one_standing=own_standing(one),
            other_standing=own_standing(other),
        )
    if verdict.outcome is Outcome.INSUFFICIENT_EVIDENCE:
        return _unsettled(subjects, verdict)
    if verdict.first is None:
        return gettext(
            "Too close to call: {one} has {one_total} and {other} {other_total} {unit}."
        ).format(
            one=one.name,
            one_total=_tenths(verdict, 0),
            other=other.name,
            other_total=_tenths(verdict, 1),
            unit=_unit(verdict, rank_name),
        )
    return _ordered(subjects, verdict, verdict.first, rank_name)


def _unsettled(subjects: Sequence[Subject], verdict: Verdict) -> str:
    told = gettext("Too little is known to weigh the two against each other.")
    if verdict.basis is None:
        return f"{told} {missing(subjects)}"
    if not any(verdict.weights.values()):
        return gettext("{told} None of what is weighed counts for both.").format(told=told)
    return gettext("{told} Under these weights too much of what counts is unknown.").format(
        told=told
    )


def _ordered(subjects: Sequence[Subject], verdict: Verdict, first: int, rank_name: str) -> str:
    ahead, behind = subjects[first], subjects[1 - first]
    unit = _unit(verdict, rank_name)
    figures = gettext("{more} to {less} {unit}").format(
        more=_tenths(verdict, first), less=_tenths(verdict, 1 - first), unit=unit
    )
    if verdict.outcome is Outcome.LEADS:
        return gettext(
            "{ahead} leads {behind}, {figures}; what is unknown cannot reverse that."
        ).format(ahead=ahead.name, behind=behind.name, figures=figures)
    return gettext(
        "{ahead} is ahead of {behind}, {figures}, but the unknown could reverse that."
    ).format(ahead=ahead.name, behind=behind.name, figures=figures)


def _unit(verdict: Verdict, rank_name: str) -> str:
    """Totals that were worked out anew are no longer the rank."""
    if verdict.basis is Basis.RANKED:
        return gettext("points of {rank_name}").format(rank_name=rank_name)
    if verdict.basis is Basis.COMMON:
        return gettext("points on the parts both have")
    return (
        gettext("points")
        if verdict.basis is Basis.OWN_WEIGHTS
        else gettext("points under the default weights")
    )


def _tenths(verdict: Verdict, place: int) -> str:
    return units.points(verdict.tenths[place])
