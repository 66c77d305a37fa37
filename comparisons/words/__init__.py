"""What a comparison comes to, in sentences. Pure: the same words on the page and in the API.

Across type groups nothing is said that orders the two: each stands among its own type. Inside
one, the verdict comes first, then what speaks for the one behind and what would change it.
"""

from catalog.language import gettext
from comparisons import units
from comparisons.table import Comparison
from comparisons.words import own, reasons, standing, telling
from comparisons.words.outcome import outcome_words
from comparisons.words.telling import own_standing
from ranking.verdict import Outcome

__all__ = ["lead", "own_lead", "own_standing", "own_verdict", "verdict_paragraphs"]

own_lead = own.lead
own_verdict = own.verdict_paragraphs


def lead(comparison: Comparison, rank_name: str) -> str:
    """The sentence under the title: what the figures say, before any table."""
    if comparison.verdict is None:
        told = standing.lead(comparison.subjects, comparison.standings, rank_name)
    else:
        told = outcome_words(comparison.subjects, comparison.verdict, rank_name)
    return f"{told} {basis(comparison)}"


def basis(comparison: Comparison) -> str:
    """What the comparison rests on, with nothing claimed that was not counted."""
    shared, alone = len(comparison.alignment.shared), comparison.alignment.unshared
    searches = telling.searches(comparison.subjects)
    if not shared and not alone:
        return gettext("No capabilities have been described, and {searches}.").format(
            searches=searches
        )
    described = units.plural(shared + alone, "capability", "capabilities")
    return gettext("Compared on {described}, {shared} of them shared; {searches}.").format(
        described=described, shared=shared or gettext("none"), searches=searches
    )


def verdict_paragraphs(comparison: Comparison, rank_name: str) -> tuple[str, ...]:
    """The closing verdict, a paragraph for each thing to weigh."""
    subjects, verdict = comparison.subjects, comparison.verdict
    money = telling.money(subjects)
    if verdict is None:
        told = standing.paragraphs(subjects, comparison.standings, rank_name)
        return (*told, *telling.relations(comparison), money)
    if verdict.outcome is Outcome.CROSS_TYPE:
        return (*map(telling.purpose, subjects), *telling.relations(comparison), money)
    return (
        outcome_words(subjects, verdict, rank_name),
        *reasons.paragraphs(subjects, verdict),
        *telling.relations(comparison),
        money,
    )
