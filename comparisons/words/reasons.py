"""What a verdict inside a group of types rests on, and what would change it."""

from collections.abc import Iterator, Sequence

from catalog.language import gettext, ngettext
from comparisons import units
from comparisons.facts import Subject
from comparisons.rank_rows import lower_first
from ranking.formula import LABELS
from ranking.verdict import Basis, CapabilityFinding, Flip, Outcome, TradeOff, Verdict


def paragraphs(subjects: Sequence[Subject], verdict: Verdict) -> tuple[str, ...]:
    """Both sides are named fairly: what speaks for the one behind comes first."""
    if verdict.outcome is Outcome.INSUFFICIENT_EVIDENCE:
        return tuple(_searches(subjects, verdict.findings))
    return (
        *_speaking(subjects, verdict),
        *_reversing(subjects, verdict),
        *_shares(subjects, verdict),
        *_searches(subjects, verdict.findings),
        *_weighing(verdict),
        *_adjusted(subjects, verdict),
    )


def _speaking(subjects: Sequence[Subject], verdict: Verdict) -> Iterator[str]:
    """Trade-offs by the side they speak for; a side behind is told even where none does."""
    behind = None if verdict.first is None else 1 - verdict.first
    for place, subject in enumerate(subjects):
        parts = [t for t in verdict.trade_offs if t.favours == place]
        if parts:
            yield gettext("In favour of {name}: {listed}.").format(
                name=subject.name, listed=listed([_part(part) for part in parts])
            )
        elif place == behind and not verdict.dominant:
            yield gettext("No part speaks for {name} by as much as a point.").format(
                name=subject.name
            )


def _part(trade_off: TradeOff) -> str:
    return gettext("{label} ({tenths} points)").format(
        label=lower_first(gettext(trade_off.label)), tenths=units.points(trade_off.tenths)
    )


def _reversing(subjects: Sequence[Subject], verdict: Verdict) -> Iterator[str]:
    if verdict.first is None:
        return
    ahead, behind = subjects[verdict.first].name, subjects[1 - verdict.first].name
    if verdict.dominant:
        yield gettext(
            "{behind} is ahead of {ahead} in no part, so no weighting reverses this."
        ).format(behind=behind, ahead=ahead)
    elif verdict.flips:
        ways = listed([_flip(flip) for flip in verdict.flips], gettext("or"))
        yield gettext(
            "{behind} would be ahead if {ways}, with the other weights in proportion."
        ).format(behind=behind, ways=ways)


def _flip(flip: Flip) -> str:
    """Whole per cent at which the order is truly reversed: rounded away from the weight of now."""
    now = gettext("now {weight_bp} %").format(weight_bp=units.weight(flip.weight_bp))
    name = lower_first(gettext(flip.label))
    if not flip.above and flip.at_bp < 100:
        return gettext("{name} did not count ({now})").format(name=name, now=now)
    if flip.above:
        return gettext("{name} counted {at_bp} % or more ({now})").format(
            name=name, at_bp=-(-flip.at_bp // 100), now=now
        )
    return gettext("{name} counted {at_bp} % or less ({now})").format(
        name=name, at_bp=flip.at_bp // 100, now=now
    )


def _shares(subjects: Sequence[Subject], verdict: Verdict) -> Iterator[str]:
    """How many of all weightings put which side ahead; nothing where none puts either."""
    level = verdict.shares == (5000, 5000) and not verdict.depends_on_values
    if verdict.shares is None or verdict.dominant or level:
        return
    first = verdict.first or 0
    ahead, behind = subjects[first].name, subjects[1 - first].name
    shares = [units.per_cent(share * 100) for share in verdict.shares]
    told = gettext("Of all possible weightings, {shares} put {ahead} ahead").format(
        shares=shares[first], ahead=ahead
    )
    if verdict.first is None:
        told += gettext(" and {shares} {behind}").format(shares=shares[1 - first], behind=behind)
    depends = gettext(": which of the two is ahead depends on what you value")
    yield f"{told}{depends if verdict.depends_on_values else ''}."


def _searches(subjects: Sequence[Subject], findings: Sequence[CapabilityFinding]) -> Iterator[str]:
    for place, subject in enumerate(subjects):
        chosen = [lower_first(f.name) for f in findings if f.favours == place]
        if chosen:
            yield gettext("Searchers chose {name} more often for {chosen}.").format(
                name=subject.name, chosen=listed(chosen)
            )
    if level := [lower_first(f.name) for f in findings if f.favours is None]:
        yield gettext("Searchers chose neither clearly more often for {level}.").format(
            level=listed(level)
        )


def _weighing(verdict: Verdict) -> Iterator[str]:
    """Under which weights, where those are not simply the rank's."""
    if verdict.basis is Basis.DEFAULT_PROFILE:
        yield gettext(
            "The two types are weighed differently, so both totals were worked out again under "
            "the default weights for this verdict."
        )
    if verdict.left_out:
        names = listed([lower_first(gettext(LABELS[key])) for key in verdict.left_out])
        yield ngettext(
            "Compared on the parts both have: {names} counts for only one of them.",
            "Compared on the parts both have: {names} count for only one of them.",
            len(verdict.left_out),
        ).format(names=names)
    elif verdict.basis is Basis.COMMON:
        yield gettext("Both totals were worked out again under the present weights of their types.")


def _adjusted(subjects: Sequence[Subject], verdict: Verdict) -> Iterator[str]:
    if verdict.adjusted:
        names = listed([one.name for one in subjects if one.rank and one.rank.adjustment])
        yield gettext(
            "An adjustment by hand is in the total of {names}: other weights are not considered."
        ).format(names=names)


def listed(parts: Sequence[str], word: str = "") -> str:
    """One, one and two, or one, two and three."""
    *most, last = parts
    return f"{', '.join(most)} {word or gettext('and')} {last}" if most else last
