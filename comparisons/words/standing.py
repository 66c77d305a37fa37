"""How three or more stand, in sentences: an order inside a group of types alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from catalog.language import gettext, gettext_noop, ngettext
from comparisons import units
from comparisons.facts import Subject
from comparisons.rank_rows import lower_first
from comparisons.standing import GroupStanding
from comparisons.words.reasons import listed
from comparisons.words.telling import own_standing, purpose
from ranking.verdict import Outcome

APART = gettext_noop(
    "They do different jobs, so an order is told inside a group of types alone: each is placed "
    "among its own type."
)


def lead(subjects: Sequence[Subject], standings: Sequence[GroupStanding], rank_name: str) -> str:
    """The order of each group of types, and how many of its steps are sure."""
    told = [_in_short(subjects, one, rank_name) for one in standings]
    return " ".join((gettext(APART), *told) if len(told) > 1 else told)


def paragraphs(
    subjects: Sequence[Subject], standings: Sequence[GroupStanding], rank_name: str
) -> tuple[str, ...]:
    """A paragraph for each group of types."""
    if len(standings) < 2:
        return tuple(_group(subjects, one, rank_name) for one in standings)
    alone = (one for one in standings if len(one.members) == 1)
    return (
        gettext(APART),
        *(_group(subjects, one, rank_name) for one in standings if len(one.members) > 1),
        *(purpose(subjects[one.members[0]]) for one in alone),
    )


def _in_short(subjects: Sequence[Subject], one: GroupStanding, rank_name: str) -> str:
    if len(one.members) == 1:
        return own_standing(subjects[one.members[0]])
    return " ".join(
        (
            _head(subjects, one),
            *_order(subjects, one, rank_name),
            *_certainty(one.steps),
            *_unplaced(subjects, one),
        )
    )


def _certainty(steps: Sequence[Outcome]) -> Iterator[str]:
    sure = steps.count(Outcome.LEADS)
    if steps and sure in (0, len(steps)):
        yield (
            gettext("Every step between neighbours is sure.")
            if sure
            else gettext("No step between neighbours is sure.")
        )
    elif steps:
        yield ngettext(
            "{sure} of {steps} steps between neighbours is sure.",
            "{sure} of {steps} steps between neighbours are sure.",
            sure,
        ).format(sure=sure, steps=len(steps))


def _head(subjects: Sequence[Subject], one: GroupStanding) -> str:
    kinds = sorted({lower_first(subjects[place].type.plural) for place in one.members})
    return gettext("Among {kinds}:").format(kinds=listed(kinds))


def _group(subjects: Sequence[Subject], one: GroupStanding, rank_name: str) -> str:
    return " ".join(
        (
            _head(subjects, one),
            *_order(subjects, one, rank_name),
            *_steps(subjects, one),
            *_unplaced(subjects, one),
        )
    )


def _order(subjects: Sequence[Subject], one: GroupStanding, rank_name: str) -> Iterator[str]:
    if not one.order:
        return
    placed = zip(one.order, one.tenths, strict=True)
    totals = listed([f"{subjects[place].name} {units.points(tenths)}" for place, tenths in placed])
    if one.weights is None:
        yield gettext("{totals} points of {rank_name}.").format(totals=totals, rank_name=rank_name)
    else:
        yield (
            gettext(
                "{totals} points under the same weights, over the parts all of them have and "
                "without what was added by hand."
            ).format(totals=totals)
        )


def _steps(subjects: Sequence[Subject], one: GroupStanding) -> Iterator[str]:
    for (ahead, behind), outcome in zip(pairwise(one.order), one.steps, strict=True):
        first, second = subjects[ahead].name, subjects[behind].name
        if outcome is Outcome.LEADS:
            yield gettext("{first} leads {second}; what is unknown cannot reverse that.").format(
                first=first, second=second
            )
        elif outcome is Outcome.LEANS:
            yield gettext(
                "{first} is ahead of {second}, but the unknown could reverse that."
            ).format(first=first, second=second)
        elif outcome is Outcome.TOO_CLOSE:
            yield gettext("{first} and {second} are too close to call.").format(
                first=first, second=second
            )
        else:
            yield gettext("Too little is known to order {first} and {second}.").format(
                first=first, second=second
            )


def _unplaced(subjects: Sequence[Subject], one: GroupStanding) -> Iterator[str]:
    if one.unplaced:
        names = listed([subjects[place].name for place in one.unplaced])
        yield ngettext(
            "{names} is not placed: too little is known.",
            "{names} are not placed: too little is known.",
            len(one.unplaced),
        ).format(names=names)
