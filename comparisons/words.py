"""What a comparison comes to, in sentences. Pure: the same words on the page and in the API.

Across type groups nothing is said that orders the two: each stands among its own type.
"""

from comparisons import units
from comparisons.facts import Subject
from comparisons.prices import starting_price
from comparisons.rank_rows import lower_first, standing
from comparisons.table import Comparison
from ranking.explanation import Standing
from ranking.verdict import Outcome, Verdict


def lead(comparison: Comparison, rank_name: str) -> str:
    """The sentence under the title: what the figures say, before any table."""
    if comparison.verdict is None:
        return _lead_of_many(comparison)
    return " ".join((_outcome(comparison, comparison.verdict, rank_name), basis(comparison)))


def _outcome(comparison: Comparison, verdict: Verdict, rank_name: str) -> str:
    one, other = comparison.subjects
    if verdict.outcome is Outcome.CROSS_TYPE:
        return (
            f"{one.name} is {_a(one.type.name)} and {other.name} is {_a(other.type.name)}: they do "
            f"different jobs, so each is placed among its own type. {own_standing(one)} "
            f"{own_standing(other)}"
        )
    if verdict.outcome is Outcome.INSUFFICIENT_EVIDENCE:
        return f"Too little is known to weigh the two against each other. {_missing(comparison)}"
    if verdict.first is None:
        return (
            f"Too close to call: {one.name} has {_tenths(verdict, 0)} and {other.name} "
            f"{_tenths(verdict, 1)} points of {rank_name}."
        )
    return _ordered(comparison, verdict, verdict.first, rank_name)


def _ordered(comparison: Comparison, verdict: Verdict, first: int, rank_name: str) -> str:
    ahead, behind = comparison.subjects[first], comparison.subjects[1 - first]
    figures = f"{_tenths(verdict, first)} to {_tenths(verdict, 1 - first)} points of {rank_name}"
    if verdict.outcome is Outcome.LEADS:
        return f"{ahead.name} leads {behind.name}, {figures}; what is unknown cannot reverse that."
    return f"{ahead.name} is ahead of {behind.name}, {figures}, but the unknown could reverse that."


def own_standing(subject: Subject) -> str:
    """One sentence on the rank and the place among artifacts of the same type."""
    if subject.rank is None:
        return f"{subject.name} has no rank yet."
    points = f"{units.points(subject.rank.tenths)} points"
    if subject.rank.state is Standing.PROVISIONAL or subject.position is None:
        return f"{subject.name} has {points}, provisionally: too much is unknown to place it."
    return f"{subject.name} has {points} and stands {standing(subject)}{_share_behind(subject)}."


def _share_behind(subject: Subject) -> str:
    place = subject.position
    if place is None or place.of < 5:
        return ""
    behind = (place.of - place.worst) * 1_000_000 // place.of
    return f", ahead of at least {units.per_cent(behind)} of them" if behind else ""


def basis(comparison: Comparison) -> str:
    """What the comparison rests on, with nothing claimed that was not counted."""
    shared, alone = len(comparison.alignment.shared), comparison.alignment.unshared
    if not shared and not alone:
        return "No capabilities have been described yet, and no searches counted."
    described = units.plural(shared + alone, "capability", "capabilities")
    return (
        f"Compared on {described}, {shared or 'none'} of them shared; "
        "no searches have been counted yet."
    )


def _lead_of_many(comparison: Comparison) -> str:
    standings = " ".join(own_standing(subject) for subject in comparison.subjects)
    return f"{standings} {basis(comparison)}"


def verdict_paragraphs(comparison: Comparison, rank_name: str) -> tuple[str, ...]:
    """The closing verdict, a paragraph for each thing to weigh."""
    verdict = comparison.verdict
    if verdict is None:
        return tuple(own_standing(subject) for subject in comparison.subjects)
    prices = " ".join((*map(_money, comparison.subjects), "Prices play no part in the rank."))
    if verdict.outcome is Outcome.CROSS_TYPE:
        return (*map(_purpose, comparison.subjects), *_relations(comparison), prices)
    paragraphs = [_outcome(comparison, verdict, rank_name)]
    if verdict.first is not None and verdict.trade_offs:
        paragraphs.append(_trade_offs(comparison, verdict, verdict.first))
    if verdict.rebased:
        paragraphs.append(
            "The two types are weighed differently, so both totals were worked out again under the "
            "default weights for this verdict."
        )
    return (*paragraphs, *_relations(comparison), prices)


def _relations(comparison: Comparison) -> tuple[str, ...]:
    """How they relate, as one paragraph, with nothing taken for certain that is only claimed."""
    told = [
        f"{r.subject.name} {r.words} {r.object.name}{'' if r.confirmed else ' (claimed)'}."
        for r in comparison.relations
    ]
    return (" ".join(told),) if told else ()


def _purpose(subject: Subject) -> str:
    uses = [use for fact in subject.capabilities[:4] for use in fact.best_for[:1]]
    listed = f" Recorded as fitting: {'; '.join(map(lower_first, uses[:3]))}." if uses else ""
    return f"{subject.name} is {_a(subject.type.name)}.{listed} {own_standing(subject)}"


def _money(subject: Subject) -> str:
    start = starting_price(subject.prices)
    if start:
        return (
            f"{subject.name}: {start.text} at {', '.join(start.providers[:3])}, read on "
            f"{units.day(start.seen_on)}."
        )
    if subject.pricing_model in {"free", "open_source", "freemium"}:
        return f"{subject.name}: recorded as {subject.pricing_label.lower()}."
    return f"{subject.name}: no price is known."


def _trade_offs(comparison: Comparison, verdict: Verdict, first: int) -> str:
    behind = comparison.subjects[1 - first].name
    parts = [f"{t.label.lower()} ({units.points(t.tenths)} points)" for t in verdict.trade_offs]
    return f"In favour of {behind}: {', '.join(parts)}."


def _missing(comparison: Comparison) -> str:
    return " ".join(
        own_standing(subject)
        for subject in comparison.subjects
        if subject.rank is None or subject.rank.state is Standing.PROVISIONAL
    )


def _tenths(verdict: Verdict, place: int) -> str:
    return units.points(verdict.tenths[place])


def _a(noun: str) -> str:
    article = "an" if noun[:1].lower() in "aeio" or noun.startswith("MCP") else "a"
    return f"{article} {lower_first(noun)}"
