"""What a workload costs a month at each offering, by the rate card that its context selects.

Exact decimals all the way. A price that is needed and not known makes the cost unknown, never
less; what is known of it is then told as a lower bound. Currencies are never added up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from itertools import groupby

from comparisons.facts import OfferingFact
from comparisons.prices import HOME_CURRENCY, STANDARD, Price
from comparisons.workload import Workload

MODES = {STANDARD: "Standard", "batch": "Batch", "flex": "Flex", "priority": "Priority"}
NEEDED = {"input": "Input", "cache_read": "Cache read", "output": "Output"}
# Owed whatever is used. A month's counts; how many seats, years or times is not told.
FEES = ("flat", "seat")
MONTHLY = ("flat", "month")
PER_REQUEST = ("request", "request")
MARGINAL = "marginal"


class CostState(StrEnum):
    """How much of a cost is known. `at_least`: a lower bound; `unfit`: the request is too long."""

    KNOWN = "known"
    AT_LEAST = "at_least"
    UNKNOWN = "unknown"
    UNFIT = "unfit"


@dataclass(frozen=True)
class CostLine:
    """A price of the card as it counts: `quantity` units a month make `amount`."""

    price: Price
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True)
class MissingPrice:
    """A price that the workload needs and that is not there, with what is known of it."""

    component: str
    label: str
    reason: str


@dataclass(frozen=True)
class Cost:
    """A workload at one offering in one mode.

    `total` is the month's cost in `currency` where known, what is known of it where `at_least`.
    `uncounted` are prices of the card for things that a workload does not tell of.
    """

    offering: OfferingFact
    mode: str
    state: CostState
    currency: str
    total: Decimal | None
    lines: tuple[CostLine, ...]
    missing: tuple[MissingPrice, ...]
    uncounted: tuple[Price, ...]
    obstacle: str = ""

    @property
    def mode_label(self) -> str:
        return MODES.get(self.mode, self.mode.capitalize())

    @property
    def seen_on(self) -> date:
        """The day of the oldest reading that the cost rests on."""
        return min((line.price.seen_on for line in self.lines), default=self.offering.seen_on)

    @property
    def card(self) -> str:
        """Which prompts the card holds for, where it is one of several."""
        lows = [line.price.context_min for line in self.lines]
        highs = [line.price.context_max for line in self.lines if line.price.context_max]
        low, high = max(lows, default=0), min(highs, default=None)
        if high is not None:
            span = f"of {low:,} to {high:,}" if low else f"up to {high:,}"
            return f"prompts {span} tokens"
        return f"prompts from {low:,} tokens" if low else ""


@dataclass(frozen=True)
class Cheapest:
    """The lowest known cost of one mode and currency, with every offering that asks it."""

    mode: str
    mode_label: str
    currency: str
    total: Decimal
    at: tuple[Cost, ...]
    of: int


@dataclass(frozen=True)
class Costs:
    """Of one artifact: every offering that is served, in every mode it has prices of."""

    rows: tuple[Cost, ...]
    cheapest: tuple[Cheapest, ...]
    left_out: int


def costs(offerings: Iterable[OfferingFact], workload: Workload) -> Costs:
    """Known costs first, the lowest on top; then bounds, then unknown ones, then misfits."""
    found = list(offerings)
    served = [offering for offering in found if offering.is_served]
    rows = sorted((cost for one in served for cost in _costs_of(one, workload)), key=_order)
    return Costs(tuple(rows), tuple(_cheapest(rows)), len(found) - len(served))


def _costs_of(offering: OfferingFact, workload: Workload) -> Iterator[Cost]:
    priced = {price.mode for price in offering.prices if not _is_fee(price)}
    for mode in [mode for mode in (*MODES, *sorted(priced - MODES.keys())) if mode in priced] or [
        STANDARD
    ]:
        yield _cost(offering, mode, workload)


def _cost(offering: OfferingFact, mode: str, workload: Workload) -> Cost:
    card = _card(offering, mode, workload.context)
    lines, missing = _counted(card, workload)
    missing = tuple(_explained(one, offering, mode) for one in missing)
    used = {line.price for line in lines}
    uncounted = tuple(price for price in card if price not in used and not _is_needed(price))
    currencies = sorted({line.price.currency for line in lines})
    misfit = _misfit(offering, workload)
    state = CostState.UNFIT if misfit else _state(lines, missing, uncounted, currencies)
    return Cost(
        offering=offering,
        mode=mode,
        state=state,
        currency=currencies[0] if currencies else HOME_CURRENCY,
        total=_sum(lines) if state in (CostState.KNOWN, CostState.AT_LEAST) else None,
        lines=lines,
        missing=missing,
        uncounted=uncounted,
        obstacle=misfit or _mixed(currencies),
    )


def _card(offering: OfferingFact, mode: str, context: int) -> tuple[Price, ...]:
    """The prices that hold for a prompt of that length; fees hold whatever the mode."""
    return tuple(
        price
        for price in offering.prices
        if (price.mode == mode or (_is_fee(price) and price.mode == STANDARD))
        and _holds(price, context)
    )


def _holds(price: Price, context: int) -> bool:
    return price.context_min <= context and (
        price.context_max is None or context <= price.context_max
    )


def _counted(
    card: Sequence[Price], workload: Workload
) -> tuple[tuple[CostLine, ...], tuple[MissingPrice, ...]]:
    """What counts of a card, and which prices it lacks."""
    by_line = {(price.component, price.unit): price for price in reversed(card)}
    lines: list[CostLine] = []
    missing: list[MissingPrice] = []
    for line, quantity in _quantities(workload, by_line):
        price = by_line.get(line)
        reason = _unusable(price)
        if price is None or price.amount is None or reason:
            label = price.component_label if price else NEEDED[line[0]]
            missing.append(MissingPrice(line[0], label, reason))
        else:
            lines.append(CostLine(price, quantity, _times(price.amount, quantity)))
    return tuple(lines), tuple(missing)


def _quantities(
    workload: Workload, there: Iterable[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], Decimal]]:
    """Units a month by component and unit; fees and prices per request only where there are any."""
    used = {
        "input": workload.fresh_tokens,
        "cache_read": workload.cached_tokens,
        "output": workload.output_tokens,
    }
    for component, quantity in used.items():
        if quantity:
            yield (component, "token"), quantity
    for line, quantity in ((PER_REQUEST, Decimal(workload.requests)), (MONTHLY, Decimal(1))):
        if line in there:
            yield line, quantity


def _unusable(price: Price | None) -> str:
    """Why a price makes no amount; empty where it does."""
    if price is None:
        return "no price is known"
    if price.kind == "varies":
        return "it varies"
    if price.amount is None:
        return "it is on request"
    if price.tier_mode == MARGINAL and price.context_min:
        return "each band of tokens has its own rate"
    return ""


def _explained(missing: MissingPrice, offering: OfferingFact, mode: str) -> MissingPrice:
    """Told apart: no price at all, and none for prompts of that length."""
    elsewhere = any(
        price.component == missing.component and price.unit == "token" and price.mode == mode
        for price in offering.prices
    )
    if missing.reason == "no price is known" and elsewhere:
        return MissingPrice(missing.component, missing.label, "no price for a prompt that long")
    return missing


def _misfit(offering: OfferingFact, workload: Workload) -> str:
    """Why the offering cannot take such a request; empty where nothing speaks against it."""
    if offering.context_tokens and workload.context > offering.context_tokens:
        return f"takes at most {offering.context_tokens:,} tokens"
    if offering.max_output_tokens and workload.tokens_out > offering.max_output_tokens:
        return f"gives at most {offering.max_output_tokens:,} tokens"
    return ""


def _mixed(currencies: Sequence[str]) -> str:
    if len(currencies) < 2:
        return ""
    return f"prices in {' and '.join(currencies)} are not added up"


def _state(
    lines: Sequence[CostLine],
    missing: Sequence[MissingPrice],
    uncounted: Sequence[Price],
    currencies: Sequence[str],
) -> CostState:
    if len(currencies) > 1:
        return CostState.UNKNOWN
    if not missing and not any(_is_fee(price) for price in uncounted):
        return CostState.KNOWN
    return CostState.AT_LEAST if any(line.amount for line in lines) else CostState.UNKNOWN


def _is_fee(price: Price) -> bool:
    return price.component in FEES and price.unit != "token"


def _is_needed(price: Price) -> bool:
    return price.component in NEEDED and price.unit == "token"


def _times(amount: Decimal, quantity: Decimal) -> Decimal:
    with localcontext() as exact:
        exact.prec = 100
        return amount * quantity


def _sum(lines: Iterable[CostLine]) -> Decimal:
    with localcontext() as exact:
        exact.prec = 100
        return sum((line.amount for line in lines), Decimal(0))


def _order(cost: Cost) -> tuple[int, bool, str, Decimal, int, str, str]:
    return (
        list(CostState).index(cost.state),
        cost.currency != HOME_CURRENCY,
        cost.currency,
        cost.total or Decimal(0),
        list(MODES).index(cost.mode) if cost.mode in MODES else len(MODES),
        cost.offering.provider.casefold(),
        cost.offering.external_id,
    )


def _cheapest(rows: Iterable[Cost]) -> Iterator[Cheapest]:
    """By mode, the plain one first, and currency. What is free and what is paid are both told."""
    known = [row for row in rows if row.total is not None and row.state is CostState.KNOWN]
    by_kind = sorted(known, key=lambda row: (*_kind(row), row.total))
    for (_, mode, _, currency, _), alike in groupby(by_kind, key=_kind):
        group = list(alike)
        lowest = [row for row in group if row.total == group[0].total]
        total = lowest[0].total or Decimal(0)
        yield Cheapest(mode, lowest[0].mode_label, currency, total, tuple(lowest), len(group))


def _kind(row: Cost) -> tuple[bool, str, bool, str, bool]:
    return (
        row.mode != STANDARD,
        row.mode,
        row.currency != HOME_CURRENCY,
        row.currency,
        bool(row.total),
    )
