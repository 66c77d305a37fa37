"""What is said of each side alone: what it is for, where it stands, what it costs."""

from collections.abc import Sequence

from catalog.language import gettext
from comparisons import units
from comparisons.facts import Subject
from comparisons.prices import starting_price
from comparisons.rank_rows import lower_first, standing
from comparisons.table import Comparison
from ranking.explanation import Standing

SEARCHED = "match"
FREE = {"free", "open_source", "freemium"}


def own_standing(subject: Subject) -> str:
    """One sentence on the rank and the place among artifacts of the same type."""
    if subject.rank is None:
        return gettext("{name} has no rank yet.").format(name=subject.name)
    points = gettext("{tenths} points").format(tenths=units.points(subject.rank.tenths))
    if subject.rank.state is Standing.PROVISIONAL or subject.position is None:
        return gettext(
            "{name} has {points}, provisionally: too much is unknown to place it."
        ).format(name=subject.name, points=points)
    return gettext("{name} has {points} and stands {place}{share}.").format(
        name=subject.name,
        points=points,
        place=standing(subject),
        share=_share_behind(subject),
    )


def _share_behind(subject: Subject) -> str:
    place = subject.position
    if place is None or place.of < 5:
        return ""
    behind = (place.of - place.worst) * 1_000_000 // place.of
    return (
        gettext(", ahead of at least {behind} of them").format(behind=units.per_cent(behind))
        if behind
        else ""
    )


def purpose(subject: Subject) -> str:
    """What it is, what it is recorded as fitting, and where it stands among its own type."""
    uses = [use for fact in subject.capabilities[:4] for use in fact.best_for[:1]]
    listed = (
        gettext(" Recorded as fitting: {uses}.").format(uses="; ".join(map(lower_first, uses[:3])))
        if uses
        else ""
    )
    return gettext("{name} is {kind}.{listed} {standing}").format(
        name=subject.name, kind=a(subject.type.name), listed=listed, standing=own_standing(subject)
    )


def missing(subjects: Sequence[Subject]) -> str:
    """Why the two cannot be weighed: which of them has no settled rank."""
    return " ".join(
        own_standing(subject)
        for subject in subjects
        if subject.rank is None or subject.rank.state is Standing.PROVISIONAL
    )


def searches(subjects: Sequence[Subject]) -> str:
    """Whether searches stand behind these ranks."""
    parts = [part for s in subjects if s.rank for part in s.rank.components if part.key == SEARCHED]
    counted = [part for part in parts if any(signal.raw is not None for signal in part.signals)]
    if not counted:
        return gettext("no searches have been counted yet")
    if any(part.weight_bp for part in counted):
        return gettext("searches count as a part of the rank")
    return gettext("too few searches have been counted yet to weigh in the rank")


def relations(comparison: Comparison) -> tuple[str, ...]:
    """How they relate, as one paragraph, with nothing taken for certain that is only claimed."""
    told = [
        (
            gettext("{one} {relates_to} {other}.")
            if r.confirmed
            else gettext("{one} {relates_to} {other} (claimed).")
        ).format(one=r.subject.name, relates_to=gettext(r.words), other=r.object.name)
        for r in comparison.relations
    ]
    return (" ".join(told),) if told else ()


def money(subjects: Sequence[Subject]) -> str:
    """What each costs, as a fact with its plan and its day."""
    return " ".join((*map(_price, subjects), gettext("Prices play no part in the rank.")))


def _price(subject: Subject) -> str:
    start = starting_price(subject.prices)
    if start:
        return gettext("{name}: {text} at {providers}, read on {seen_on}.").format(
            name=subject.name,
            text=start.text,
            providers=", ".join(start.providers[:3]),
            seen_on=units.day(start.seen_on),
        )
    if subject.pricing_model in FREE:
        return gettext("{name}: recorded as {pricing}.").format(
            name=subject.name, pricing=gettext(subject.pricing_label).lower()
        )
    return gettext("{name}: no price is known.").format(name=subject.name)


def a(noun: str) -> str:
    """The noun inside a sentence, with its article."""
    article = "an" if noun[:1].lower() in "aeio" or noun.startswith("MCP") else "a"
    told = gettext("an {noun}") if article == "an" else gettext("a {noun}")
    return told.format(noun=lower_first(noun))
