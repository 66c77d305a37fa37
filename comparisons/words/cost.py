"""Costs in sentences: facts with plan and day, never advice."""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from catalog.language import figure, gettext, ngettext
from comparisons import units
from comparisons.costing import Cheapest, Cost, Costs, CostState
from comparisons.prices import STANDARD, amount_text
from comparisons.workload import Workload

CENT = Decimal("0.01")
DIGITS = 3
MOST_NAMED = 3


def money(amount: Decimal, currency: str) -> str:
    """To the cent from 1 on, else to three digits that count: $1,234.57, $0.00416."""
    with localcontext() as exact:
        exact.prec = 100
        place = CENT if amount >= 1 else Decimal(1).scaleb(amount.adjusted() - DIGITS + 1)
        return amount_text(amount.quantize(place, ROUND_HALF_EVEN) if amount else amount, currency)


def workload_words(workload: Workload) -> str:
    """1,000 tokens in (50 % cached) and 300 out a request, 100,000 requests a month."""
    cached = (
        gettext(" ({cached} % cached)").format(cached=workload.cached) if workload.cached else ""
    )
    told = gettext(
        "{tokens_in} tokens in{cached} and {tokens_out} out a request, {requests} a month"
    ).format(
        tokens_in=figure(f"{workload.tokens_in:,}"),
        cached=cached,
        tokens_out=figure(f"{workload.tokens_out:,}"),
        requests=units.plural(workload.requests, "request", "requests"),
    )
    if workload.context == workload.tokens_in:
        return told
    return gettext("{told}, at a context of {context} tokens").format(
        told=told, context=figure(f"{workload.context:,}")
    )


def cost_sentences(costs: Costs) -> tuple[str, ...]:
    """What is known of the lowest cost in each mode, and of how many offerings it is not known."""
    told = [_cheapest(one) for one in costs.cheapest]
    if not told and costs.rows:
        told = [gettext("No offering has every price that this needs, so the cost is unknown.")]
    return (*told, *_unsettled(costs))


def plan(cost: Cost) -> str:
    """What the provider calls it: Provider (model-id, eu)."""
    offering = cost.offering
    served_as = ", ".join(
        part for part in (offering.external_id or offering.channel, offering.region) if part
    )
    return f"{offering.provider} ({served_as})"


def _cheapest(one: Cheapest) -> str:
    names = [plan(cost) for cost in one.at[:MOST_NAMED]]
    more = len(one.at) - MOST_NAMED
    names += [units.plural(more, "other", "others")] if more > 0 else []
    where = (
        gettext("{most} and {last}").format(most=", ".join(names[:-1]), last=names[-1])
        if len(names) > 1
        else names[0]
    )
    mode = (
        ""
        if one.mode == STANDARD
        else gettext(" in {mode} mode").format(mode=one.mode_label.lower())
    )
    seen = gettext("by prices read on {day}").format(
        day=units.day(min(cost.seen_on for cost in one.at))
    )
    if not one.total:
        return gettext("Free{mode} at {where}, {seen}.").format(mode=mode, where=where, seen=seen)
    least = gettext("Lowest known cost") if one.of > 1 else gettext("The one known cost")
    amount = money(one.total, one.currency)
    return gettext("{least}{mode}: {amount} a month at {where}, {seen}{among}.").format(
        least=least, mode=mode, amount=amount, where=where, seen=seen, among=_among(one)
    )


def _among(one: Cheapest) -> str:
    return (
        gettext(", of {of} that ask for money in {currency}").format(
            of=figure(f"{one.of:,}"), currency=one.currency
        )
        if one.of > 1
        else ""
    )


def _unsettled(costs: Costs) -> Iterator[str]:
    states = [row.state for row in costs.rows]
    lacking = states.count(CostState.AT_LEAST) + states.count(CostState.UNKNOWN)
    if lacking and costs.cheapest:
        cards = units.plural(lacking, "rate card", "rate cards")
        yield gettext(
            "Of {cards} not all that is needed is known: they may cost more or less."
        ).format(cards=cards)
    if unfit := states.count(CostState.UNFIT):
        yield ngettext(
            "{number} rate card is for shorter requests.",
            "{number} rate cards are for shorter requests.",
            unfit,
        ).format(number=figure(f"{unfit:,}"))
    if costs.left_out:
        yield ngettext(
            "{number} offering is no longer served and left out.",
            "{number} offerings are no longer served and left out.",
            costs.left_out,
        ).format(number=figure(f"{costs.left_out:,}"))
