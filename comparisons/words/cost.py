"""Costs in sentences: facts with plan and day, never advice."""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

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
    cached = f" ({workload.cached} % cached)" if workload.cached else ""
    told = (
        f"{workload.tokens_in:,} tokens in{cached} and {workload.tokens_out:,} out a request,"
        f" {units.plural(workload.requests, 'request')} a month"
    )
    if workload.context == workload.tokens_in:
        return told
    return f"{told}, at a context of {workload.context:,} tokens"


def cost_sentences(costs: Costs) -> tuple[str, ...]:
    """What is known of the lowest cost in each mode, and of how many offerings it is not known."""
    told = [_cheapest(one) for one in costs.cheapest]
    if not told and costs.rows:
        told = ["No offering has every price that this needs, so the cost is unknown."]
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
    names += [units.plural(more, "other")] if more > 0 else []
    where = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    mode = "" if one.mode == STANDARD else f" in {one.mode_label.lower()} mode"
    seen = f"by prices read on {units.day(min(cost.seen_on for cost in one.at))}"
    if not one.total:
        return f"Free{mode} at {where}, {seen}."
    least = "Lowest known cost" if one.of > 1 else "The one known cost"
    amount = money(one.total, one.currency)
    return f"{least}{mode}: {amount} a month at {where}, {seen}{_among(one)}."


def _among(one: Cheapest) -> str:
    return f", of {one.of:,} that ask for money in {one.currency}" if one.of > 1 else ""


def _unsettled(costs: Costs) -> Iterator[str]:
    states = [row.state for row in costs.rows]
    lacking = states.count(CostState.AT_LEAST) + states.count(CostState.UNKNOWN)
    if lacking and costs.cheapest:
        cards = units.plural(lacking, "rate card")
        yield f"Of {cards} not all that is needed is known: they may cost more or less."
    if unfit := states.count(CostState.UNFIT):
        which = "rate card is" if unfit == 1 else "rate cards are"
        yield f"{unfit:,} {which} for shorter requests."
    if costs.left_out:
        is_served = "is" if costs.left_out == 1 else "are"
        left = units.plural(costs.left_out, "offering")
        yield f"{left} {is_served} no longer served and left out."
