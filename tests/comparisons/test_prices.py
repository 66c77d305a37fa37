from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.prices import Price, amount_text, label, rate, starting_price
from comparisons.sources import Mention

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=30, allow_nan=False)


def price(**fields: object) -> Price:
    values: dict[str, object] = {
        "provider": "OpenRouter",
        "component": "input",
        "component_label": "Input",
        "unit": "token",
        "mode": "standard",
        "mode_label": "Standard",
        "kind": "amount",
        "amount": Decimal("0.00000022"),
        "currency": "USD",
        "seen_on": date(2026, 5, 15),
        "source": Mention("Price list", "https://prices.example/"),
    }
    return Price(**values | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("component", "unit", "amount", "currency", "shown"),
    [
        ("Input", "token", "0.00000022", "USD", "$0.22 / 1M input tokens"),
        ("Input", "token", "0.00001", "USD", "$10 / 1M input tokens"),
        ("Output", "token", "0.0000018", "USD", "$1.80 / 1M output tokens"),
        ("Cache read", "token", "0.000000022", "USD", "$0.022 / 1M cached input tokens"),
        ("Cache write", "token", "0.000001", "USD", "$1 / 1M tokens written to the cache"),
        ("Web search", "search", "0.01", "USD", "$10 / 1K searches"),
        ("Image", "image", "0.04", "USD", "$0.04 / image"),
        ("Seat", "seat_month", "20", "USD", "$20 / seat / month"),
        ("Flat fee", "month", "12.5", "CHF", "CHF 12.50 / month"),
        ("Flat fee", "once", "1250", "EUR", "€1,250 once"),
    ],
)
def test_rate_reads_in_human_units(
    component: str, unit: str, amount: str, currency: str, shown: str
) -> None:
    priced = price(
        component=component.lower().replace(" ", "_"),
        component_label=component,
        unit=unit,
        amount=Decimal(amount),
        currency=currency,
    )

    assert rate(priced) == shown


@pytest.mark.parametrize(
    ("kind", "amount", "shown"),
    [("amount", Decimal(0), "free"), ("varies", None, "varies"), ("contact", None, "on request")],
)
def test_rate_has_words_where_there_is_no_figure(
    kind: str, amount: Decimal | None, shown: str
) -> None:
    assert rate(price(kind=kind, amount=amount)) == shown


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, "Input"),
        ({"mode": "batch", "mode_label": "Batch"}, "Input (batch)"),
        ({"context_min": 200_001}, "Input, from 200,001 tokens"),
        ({"context_max": 200_000}, "Input, up to 200,000 tokens"),
        ({"context_min": 1, "context_max": 9}, "Input, 1 to 9 tokens"),
    ],
)
def test_label_tells_mode_and_range(fields: dict[str, object], shown: str) -> None:
    assert label(price(**fields)) == shown


@given(AMOUNTS)
def test_amount_text_keeps_every_digit_and_never_an_exponent(amount: Decimal) -> None:
    shown = amount_text(amount, "USD")

    assert "e" not in shown.lower()
    assert Decimal(shown.removeprefix("$").replace(",", "")) == amount


@given(AMOUNTS)
def test_rate_is_the_amount_of_a_million_exactly(amount: Decimal) -> None:
    shown = rate(price(amount=amount))

    if amount == 0:
        assert shown == "free"
    else:
        figure = shown.removeprefix("$").partition(" /")[0].replace(",", "")
        assert Decimal(f"{figure}e-6") == amount


def test_starting_price_is_the_lowest_with_everyone_who_asks_it() -> None:
    dear = price(provider="Alibaba", amount=Decimal("0.0000015"))
    same = price(provider="Bedrock", seen_on=date(2026, 7, 2))

    start = starting_price([dear, price(), same])

    assert start is not None
    assert (start.text, start.providers, start.seen_on) == (
        "$0.22 / 1M input tokens",
        ("Bedrock", "OpenRouter"),
        date(2026, 7, 2),
    )


def test_starting_price_leaves_out_batch_and_long_prompts() -> None:
    batch = price(mode="batch", mode_label="Batch", amount=Decimal("0.0000001"))
    tier = price(context_min=200_001, amount=Decimal("0.00000001"))

    start = starting_price([batch, tier, price()])

    assert start is not None
    assert start.text == "$0.22 / 1M input tokens"


def test_starting_price_tells_the_lowest_paid_one_beside_a_free_one() -> None:
    start = starting_price([price(), price(provider="Gift", amount=Decimal(0))])

    assert start is not None
    assert (start.text, start.free, start.then) == ("free", True, "$0.22 / 1M input tokens")


def test_starting_price_never_weighs_two_currencies() -> None:
    start = starting_price([price(), price(currency="JPY", amount=Decimal("0.0000000001"))])

    assert start is not None
    assert start.text == "$0.22 / 1M input tokens"


def test_starting_price_without_amounts_says_so() -> None:
    start = starting_price([price(kind="varies", amount=None)])

    assert start is not None
    assert start.text == "varies"


def test_starting_price_of_nothing_is_unknown() -> None:
    assert starting_price([]) is None
