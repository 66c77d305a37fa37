"""Prices of several artifacts side by side: a row for each component and tier, in one unit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from catalog.language import gettext, gettext_noop
from comparisons import prices
from comparisons.cells import Cell, CellState, Row, RowGroup
from comparisons.facts import Subject
from comparisons.prices import Price
from comparisons.row_marks import scaled
from comparisons.rows import FREE_MODELS

# What one line of a price list prices: unit, currency, component, mode, context range.
Line = tuple[str, str, str, str, int, int | None]
Asked = Sequence[Price]
ORDER = ("input", "output", "cache_read", "cache_write", "reasoning")
NOT_LISTED = Cell(gettext_noop("Not listed"), CellState.NONE)
NO_PRICE = Cell(gettext_noop("No price is known"), CellState.UNKNOWN)
NO_OFFER = Cell(gettext_noop("Free"), notes=("no paid offer is known",))
NAMED = 3


def price_groups(subjects: Sequence[Subject]) -> tuple[RowGroup, ...]:
    """One group for each unit and currency; none where nobody has a price."""
    lists = [_by_line(subject.prices) for subject in subjects]
    found = {line: asked[0] for lists_of_one in lists for line, asked in lists_of_one.items()}
    lines = {line: found[line] for line in sorted(found, key=_place)}
    units = dict.fromkeys((line[0], line[1]) for line in lines)
    return tuple(
        RowGroup(
            f"price-{unit}-{currency}".lower(),
            _unit_label(unit, currency),
            tuple(
                _row(line, first, subjects, lists)
                for line, first in lines.items()
                if line[:2] == (unit, currency)
            ),
        )
        for unit, currency in units
    )


def _place(line: Line) -> tuple[Any, ...]:
    """As a price list reads: tokens first, plain mode before others, input before output."""
    unit, currency, component, mode, start, _ = line
    known = {key: place for place, key in enumerate(ORDER)}
    foreign, special = currency != prices.HOME_CURRENCY, mode != prices.STANDARD
    tier = (special, mode, known.get(component, len(ORDER)), component, start)
    return unit != "token", unit, foreign, currency, *tier


def _row(
    line: Line, first: Price, subjects: Sequence[Subject], lists: Sequence[Mapping[Line, Asked]]
) -> Row:
    cells = (_cell(one, asked.get(line)) for one, asked in zip(subjects, lists, strict=True))
    key = "-".join(str(part) for part in line if part is not None).lower()
    return scaled(Row(f"price-{key}", prices.label(first), tuple(cells)))


def _cell(subject: Subject, asked: Asked | None) -> Cell:
    """The lowest price with who asks it, then those of others."""
    if not asked:
        return _without(subject)
    known = sorted((p for p in asked if p.amount is not None), key=lambda p: (p.amount, p.provider))
    rest = [p for p in asked if p.amount is None]
    lowest, *others = [*known, *rest]
    return Cell(
        _amount(lowest),
        notes=(gettext("at {provider}").format(provider=lowest.provider), *_others(others)),
        as_of=lowest.seen_on,
        source=lowest.source,
        figure=lowest.amount,
        unit=prices.measure(lowest),
    )


def _without(subject: Subject) -> Cell:
    if subject.prices:
        return NOT_LISTED
    return NO_OFFER if subject.pricing_model in FREE_MODELS else NO_PRICE


def _others(others: Sequence[Price]) -> tuple[str, ...]:
    named = [f"{price.provider}: {_amount(price)}" for price in others[:NAMED]]
    if len(others) > NAMED:
        named.append(gettext("{others} more below").format(others=len(others) - NAMED))
    return tuple(named)


def _amount(price: Price) -> str:
    """The amount in the unit of its group; varies, on request and free in words."""
    text = prices.rate(price)
    return prices.scaled_text(price) if price.amount else text[:1].upper() + text[1:]


def _by_line(asked: Sequence[Price]) -> dict[Line, list[Price]]:
    lines: dict[Line, list[Price]] = defaultdict(list)
    for price in asked:
        tier = (price.context_min, price.context_max)
        lines[(price.unit, price.currency, price.component, price.mode, *tier)].append(price)
    return lines


def _unit_label(unit: str, currency: str) -> str:
    """The unit all amounts of a group are told in: USD per 1M tokens."""
    if unit == "once":
        return gettext("{currency}, once").format(currency=currency)
    return gettext("{currency} per {unit}").format(currency=currency, unit=prices.many_of(unit))
