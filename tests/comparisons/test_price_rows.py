"""Prices side by side: a row for each component and tier, in one unit."""

from dataclasses import replace
from decimal import Decimal

from comparisons.cells import CellState
from comparisons.facts import Subject
from comparisons.price_rows import price_groups
from comparisons.prices import Price
from tests.comparisons.facts_builders import subject
from tests.comparisons.test_prices import price
from tests.comparisons.test_table import offered


def priced(slug: str, *prices: Price) -> Subject:
    return subject(slug, offerings=(replace(offered(), prices=prices),))


def output(amount: str, **fields: object) -> Price:
    values = {"component": "output", "component_label": "Output", "amount": Decimal(amount)}
    return price(**values | fields)


def test_lines_stand_in_the_order_of_a_price_list_in_one_unit() -> None:
    tiered = price(context_min=200_001, amount=Decimal("0.00000044"))
    batch = price(mode="batch", mode_label="Batch", amount=Decimal("0.00000011"))
    flat = price(component="flat", component_label="Flat fee", unit="month", amount=Decimal(20))

    groups = price_groups(
        [priced("alpha", flat, batch, output("0.0000018"), tiered), priced("beta", price())]
    )

    assert [(group.label, [row.label for row in group.rows]) for group in groups] == [
        (
            "USD per 1M tokens",
            ["Input", "Input, from 200,001 tokens", "Output", "Input (batch)"],
        ),
        ("USD per month", ["Flat fee"]),
    ]


def test_cell_tells_the_lowest_with_who_asks_it_then_the_others() -> None:
    asked = [price(provider=f"Provider {n}", amount=Decimal(n).scaleb(-7)) for n in (5, 2, 4, 3, 6)]

    (group,) = price_groups(
        [priced("alpha", *asked), priced("beta", price(amount=Decimal("4e-7")))]
    )
    first, second = group.rows[0].cells

    assert first.text == "$0.20"
    assert first.notes == (
        "at Provider 2",
        "Provider 3: $0.30",
        "Provider 4: $0.40",
        "Provider 5: $0.50",
        "1 more below",
    )
    assert (first.share, second.share) == (500_000, 1_000_000)


def test_what_is_not_listed_not_known_and_free_are_told_apart() -> None:
    sides = [
        priced("alpha", price(), output("0.0000018")),
        priced("beta", price(amount=None, kind="varies")),
        subject("gamma"),
        subject("delta", pricing_model="free", pricing_label="Free"),
    ]

    (group,) = price_groups(sides)

    assert [cell.text for cell in group.rows[0].cells] == [
        "$0.22",
        "Varies",
        "No price is known",
        "Free",
    ]
    assert [cell.state for cell in group.rows[1].cells] == [
        CellState.KNOWN,
        CellState.NONE,
        CellState.UNKNOWN,
        CellState.KNOWN,
    ]


def test_currencies_are_kept_apart() -> None:
    groups = price_groups([priced("alpha", price()), priced("beta", price(currency="EUR"))])

    assert [group.label for group in groups] == ["USD per 1M tokens", "EUR per 1M tokens"]


def test_nobody_with_a_price_has_no_rows() -> None:
    assert price_groups([subject("alpha"), subject("beta")]) == ()
