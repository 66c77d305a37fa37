"""What a reader's own weights make of a comparison. The rank stays what it is, beside it."""

from collections.abc import Sequence
from dataclasses import replace

from catalog.language import gettext
from comparisons import units
from comparisons.facts import Subject
from comparisons.own_standings import OwnGroup, OwnStandings
from comparisons.rank_rows import lower_first
from comparisons.table import Comparison
from comparisons.words.outcome import outcome_words
from comparisons.words.reasons import listed, paragraphs
from ranking.formula import LABELS
from ranking.verdict import Outcome, Verdict


def lead(comparison: Comparison) -> str:
    """One sentence or a few; empty where no weights were given."""
    if comparison.own is None:
        return ""
    weights = [
        f"{lower_first(gettext(LABELS[key]))} {units.weight(share)} %"
        for key, share in comparison.own.basis_points.items()
        if share
    ]
    return gettext("Under your own weights ({weights}): {comparison}").format(
        weights=listed(weights), comparison=_told(comparison, comparison.own)
    )


def verdict_paragraphs(comparison: Comparison) -> tuple[str, ...]:
    """The verdict under these weights, a paragraph for each thing to weigh; none without them."""
    if comparison.own is None:
        return ()
    told = _told(comparison, comparison.own)
    verdict = _in_one_group(comparison.own)
    if verdict is None:
        return (told,)
    return (told, *paragraphs(comparison.subjects, replace(verdict, findings=())))


def _told(comparison: Comparison, own: OwnStandings) -> str:
    if verdict := _in_one_group(own):
        return outcome_words(comparison.subjects, verdict, "")
    told = " ".join(_standing(comparison.subjects, own, group) for group in own.groups)
    apart = gettext(
        " They do different jobs, so totals are set against each other inside a group alone."
    )
    return f"{told}{apart if len(own.groups) > 1 else ''}"


def _in_one_group(own: OwnStandings) -> Verdict | None:
    """The verdict of a pair whose types may stand in for each other."""
    verdict = own.verdict
    return verdict if verdict and verdict.outcome is not Outcome.CROSS_TYPE else None


def _standing(subjects: Sequence[Subject], own: OwnStandings, group: OwnGroup) -> str:
    """The members of one group of types, highest total first."""
    kinds = sorted({lower_first(subjects[place].type.plural) for place in group.order})
    totals = listed([_total(subjects[place], own, place) for place in group.order])
    told = gettext("Among {kinds}: {totals}.").format(kinds=listed(kinds), totals=totals)
    if group.left_out:
        names = listed([lower_first(gettext(LABELS[key])) for key in group.left_out])
        told += gettext(" Compared on the parts all of them have, without {names}.").format(
            names=names
        )
    return told


def _total(subject: Subject, own: OwnStandings, place: int) -> str:
    total = own.totals[place]
    if total is None:
        return gettext("{name} without a total").format(name=subject.name)
    provisional = gettext(" (provisional)") if total.provisional else ""
    return f"{subject.name} {units.points(total.tenths)}{provisional}"
