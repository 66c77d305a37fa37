"""Prices in the units people think in. Decimal all the way: nothing is rounded.

An amount is stored in its currency per one unit (one token, one image, one month). Amounts per
token are shown per million, requests and searches per thousand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from catalog.language import figure, gettext, gettext_noop
from comparisons.sources import Mention

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}
SCALES = {
    "token": (6, "1M"),
    "character": (6, "1M"),
    "request": (3, "1K"),
    "search": (3, "1K"),
}
TOKEN_NOUNS = {
    "cache_read": gettext_noop("cached input tokens"),
    "cache_write": gettext_noop("tokens written to the cache"),
    "flat": gettext_noop("tokens"),
}
NOUNS = {
    "character": gettext_noop("characters"),
    "request": gettext_noop("requests"),
    "search": gettext_noop("searches"),
    "seat_month": gettext_noop("seat / month"),
}
# What a first look at a price should show, most telling first.
LEADING = (("input", "token"), ("flat", "month"), ("seat", "seat_month"), ("request", "request"))
STANDARD = "standard"
HOME_CURRENCY = "USD"


@dataclass(frozen=True)
class Price:
    """One open line of a provider's price list. `context_min` to `context_max` in tokens."""

    provider: str
    component: str
    component_label: str
    unit: str
    mode: str
    mode_label: str
    kind: str
    amount: Decimal | None
    currency: str
    seen_on: date
    source: Mention | None
    context_min: int = 0
    context_max: int | None = None
    tier_mode: str = "whole_request"

    @property
    def is_free(self) -> bool:
        return self.kind == "amount" and self.amount == 0


@dataclass(frozen=True)
class StartingPrice:
    """The lowest known price of the leading line, with every provider that asks it."""

    text: str
    providers: tuple[str, ...]
    seen_on: date
    source: Mention | None
    free: bool
    then: str = ""
    amount: Decimal | None = None
    measure: str = ""


def amount_text(amount: Decimal, currency: str) -> str:
    """$0.22, $1,250, €0.125 or CHF 12.50: every digit there is, never an exponent."""
    with localcontext() as exact:
        exact.prec = 100
        text = f"{amount.normalize():,f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.ljust(2, "0") if decimals else ""
    number = f"{whole}.{decimals}" if decimals else whole
    sign = SIGNS.get(currency)
    return f"{sign}{number}" if sign else f"{currency} {number}"


def digits(amount: Decimal) -> str:
    """Every digit that counts and no exponent: 0.00000022, 20, 0."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rate(price: Price) -> str:
    """The price in words: $0.22 / 1M input tokens, free, varies, on request."""
    if price.kind == "varies":
        return gettext("varies")
    if price.kind == "contact" or price.amount is None:
        return gettext("on request")
    if price.is_free:
        return gettext("free")
    if price.unit == "once":
        return gettext("{amount} once").format(amount=amount_text(price.amount, price.currency))
    return f"{scaled_text(price)} / {per(price)}"


def scaled_text(price: Price) -> str:
    """The amount alone, in the unit that `per` names."""
    if price.amount is None:
        return ""
    power, _ = SCALES.get(price.unit, (0, ""))
    with localcontext() as exact:
        exact.prec = 100
        scaled = price.amount.scaleb(power)
    return amount_text(scaled, price.currency)


def per(price: Price) -> str:
    """What the shown amount buys: 1M input tokens, image, seat / month."""
    _, many = SCALES.get(price.unit, (0, ""))
    noun = (
        _token_noun(price) if price.unit == "token" else gettext(NOUNS.get(price.unit, price.unit))
    )
    return f"{many} {noun}".strip()


def many_of(unit: str) -> str:
    """The unit that amounts are shown in: 1M tokens, 1K searches, image, seat / month."""
    _, many = SCALES.get(unit, (0, ""))
    noun = gettext("tokens") if unit == "token" else gettext(NOUNS.get(unit, unit))
    return f"{many} {noun}".strip()


def measure(price: Price) -> str:
    """What the stored amount counts: amounts of one measure may stand on one scale."""
    return f"{price.currency} per {price.unit} ({price.component})"


def label(price: Price) -> str:
    """What is priced, apart from the amount: Input, Output (batch), Input from 200,001 tokens."""
    mode = "" if price.mode == STANDARD else f" ({gettext(price.mode_label).lower()})"
    return f"{gettext(price.component_label)}{mode}{_range(price)}"


def starting_price(prices: Iterable[Price]) -> StartingPrice | None:
    """The lowest standard price of the most telling line there is, or None where none is known.

    Amounts of different currencies are never weighed against each other: dollars come first. A
    free offer stands before all others, with the lowest paid one told beside it.
    """
    standard = [p for p in prices if p.mode == STANDARD and not p.context_min]
    leading = _leading(standard)
    known = sorted((p for p in leading if p.amount is not None), key=_cheapest_first)
    if not known:
        return _without_amount(leading)
    lowest = [p for p in known if p.amount == known[0].amount]
    paid = [p for p in known if not p.is_free]
    newest = max(lowest, key=lambda price: price.seen_on)
    return StartingPrice(
        text=rate(newest),
        providers=tuple(dict.fromkeys(p.provider for p in lowest)),
        seen_on=newest.seen_on,
        source=newest.source,
        free=newest.is_free,
        then=rate(paid[0]) if newest.is_free and paid else "",
        amount=newest.amount,
        measure=measure(newest),
    )


def _leading(prices: Sequence[Price]) -> list[Price]:
    order = {line: place for place, line in enumerate(LEADING)}
    lines = sorted(
        {(p.component, p.unit) for p in prices},
        key=lambda line: (order.get(line, len(order)), line),
    )
    leading = [p for p in prices if lines and (p.component, p.unit) == lines[0]]
    currencies = sorted(
        {p.currency for p in leading}, key=lambda code: (code != HOME_CURRENCY, code)
    )
    return [p for p in leading if p.currency == currencies[0]]


def _cheapest_first(price: Price) -> tuple[Decimal, str]:
    return (price.amount or Decimal(0), price.provider)


def _without_amount(prices: Sequence[Price]) -> StartingPrice | None:
    if not prices:
        return None
    newest = max(prices, key=lambda price: price.seen_on)
    providers = tuple(dict.fromkeys(p.provider for p in prices))
    return StartingPrice(rate(newest), providers, newest.seen_on, newest.source, free=False)


def _token_noun(price: Price) -> str:
    if price.component in TOKEN_NOUNS:
        return gettext(TOKEN_NOUNS[price.component])
    return gettext("{component} tokens").format(component=gettext(price.component_label).lower())


def _range(price: Price) -> str:
    if price.context_max is not None:
        start = (
            gettext("{least} to ").format(least=figure(f"{price.context_min:,}"))
            if price.context_min
            else gettext("up to ")
        )
        return gettext(", {start}{most} tokens").format(
            start=start, most=figure(f"{price.context_max:,}")
        )
    return (
        gettext(", from {least} tokens").format(least=figure(f"{price.context_min:,}"))
        if price.context_min
        else ""
    )
