"""Amounts of money and how they come about, as pages show them."""

from decimal import Decimal

from django import template

from comparisons import prices, units
from comparisons.costing import Cost, CostLine
from comparisons.sources import Mention
from comparisons.words import cost as words

register = template.Library()


@register.simple_tag
def money(amount: Decimal, currency: str) -> str:
    """To the cent, or to three digits below 1."""
    return words.money(amount, currency)


@register.filter
def exactly(line: CostLine) -> str:
    """The amount of a line with every digit there is."""
    return prices.amount_text(line.amount, line.price.currency)


@register.filter
def times(line: CostLine) -> str:
    """What the price is multiplied by: 50 million, 1,234.5; nothing for a single one."""
    if line.quantity == 1:
        return ""
    whole = int(line.quantity)
    return units.count(whole) if whole == line.quantity else f"{line.quantity:,f}".rstrip("0")


@register.filter
def sources_of(cost: Cost) -> tuple[Mention, ...]:
    """The sources that the counted prices were read from, each once."""
    named = (line.price.source for line in cost.lines)
    return tuple(dict.fromkeys(source for source in named if source))
