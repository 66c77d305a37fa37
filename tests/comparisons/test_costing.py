"""Costs by hand-worked examples, and what must hold of any."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.costing import Cost, CostState, costs
from comparisons.words.cost import cost_sentences, money, workload_words
from comparisons.workload import Workload
from tests.comparisons.price_facts import offering, price
from tests.comparisons.test_workload import WORKLOADS

# 1,000 in of which half is cached, 300 out, 100,000 a month:
# 50 million fresh and 50 million cached tokens in, 30 million out.
CHAT = Workload(1_000, 300, 50, 100_000, 1_000)
PLAIN = Workload(1_000, 300, 0, 100_000, 1_000)
INPUT, CACHED, OUTPUT = price(), price("cache_read", "0.022"), price("output", "1.80")
AMOUNTS = st.decimals(min_value=0, max_value=10**4, places=12, allow_nan=False)


def only(*prices: Any, workload: Workload = PLAIN, **fields: Any) -> Cost:
    (row,) = costs([offering(*prices, **fields)], workload).rows
    return row


def told(row: Cost) -> tuple[CostState, Decimal | None]:
    return row.state, row.total


def test_cost_is_the_exact_sum_of_what_each_component_costs() -> None:
    row = only(INPUT, CACHED, OUTPUT, workload=CHAT)

    assert told(row) == (CostState.KNOWN, Decimal("66.1"))
    assert [(one.price.component, one.quantity, one.amount) for one in row.lines] == [
        ("input", Decimal(50_000_000), Decimal(11)),
        ("cache_read", Decimal(50_000_000), Decimal("1.1")),
        ("output", Decimal(30_000_000), Decimal(54)),
    ]


def test_missing_price_makes_a_lower_bound_and_never_counts_as_zero() -> None:
    row = only(INPUT, OUTPUT, workload=CHAT)

    assert told(row) == (CostState.AT_LEAST, Decimal(65))
    assert [(one.label, one.reason) for one in row.missing] == [("Cache read", "no price is known")]


def test_price_that_is_not_needed_is_not_missed() -> None:
    assert told(only(INPUT, OUTPUT)) == (CostState.KNOWN, Decimal(76))


@pytest.mark.parametrize(
    ("prices", "reasons"),
    [
        ((), ["no price is known", "no price is known"]),
        ((price(per_million=None), OUTPUT), ["it varies"]),
        ((price(per_million=None, kind="contact"), OUTPUT), ["it is on request"]),
    ],
)
def test_needed_price_without_an_amount_is_named_with_its_reason(
    prices: tuple[Any, ...], reasons: list[str]
) -> None:
    row = only(*prices)

    assert row.state is (CostState.AT_LEAST if prices else CostState.UNKNOWN)
    assert [one.reason for one in row.missing] == reasons


def test_lower_bound_of_nothing_is_plainly_unknown() -> None:
    assert told(only(price(per_million="0"))) == (CostState.UNKNOWN, None)


@pytest.mark.parametrize(
    ("context", "total"), [(200_000, "200"), (200_001, "400"), (1_000_000, "400")]
)
def test_context_selects_one_card_for_the_whole_request(context: int, total: str) -> None:
    low = [price(per_million="1", context_max=200_000), price("output", "10", context_max=200_000)]
    high = [price(per_million="2", context_min=200_001), price("output", "20", context_min=200_001)]

    row = only(*low, *high, workload=Workload(100_000, 10_000, 0, 1_000, context))

    assert told(row) == (CostState.KNOWN, Decimal(total))
    assert row.card == (
        "prompts up to 200,000 tokens" if context == 200_000 else "prompts from 200,001 tokens"
    )


def test_tier_without_a_component_is_unknown_though_another_tier_has_it() -> None:
    cached = price("cache_read", "0.1", context_max=200_000)
    row = only(INPUT, OUTPUT, cached, workload=Workload(300_000, 0, 50, 1, 300_000))

    assert told(row) == (CostState.AT_LEAST, Decimal("0.033"))
    assert row.missing[0].reason == "no price for a prompt that long"


def test_bands_at_their_own_rates_count_in_the_first_band_only() -> None:
    bands = (
        price(tier_mode="marginal", context_max=1_000),
        price(per_million="9", tier_mode="marginal", context_min=1_001),
    )
    beyond = Workload(2_000, 0, 0, 1, 2_000)

    assert only(*bands, workload=Workload(1_000, 0, 0, 1, 1_000)).state is CostState.KNOWN
    assert only(*bands, workload=beyond).missing[0].reason == "each band of tokens has its own rate"


def test_modes_are_rows_of_their_own_and_lend_each_other_nothing() -> None:
    batch = [price(per_million="0.11", mode="batch"), price("output", "0.90", mode="batch")]
    flex = [price(per_million="0.10", mode="flex")]

    found = costs([offering(INPUT, OUTPUT, *batch, *flex)], PLAIN)

    assert [(row.mode, row.state, row.total) for row in found.rows] == [
        ("batch", CostState.KNOWN, Decimal(38)),
        ("standard", CostState.KNOWN, Decimal(76)),
        ("flex", CostState.AT_LEAST, Decimal(10)),
    ]
    assert [(one.mode, one.total) for one in found.cheapest] == [
        ("standard", Decimal(76)),
        ("batch", Decimal(38)),
    ]


def test_currencies_are_never_added_up() -> None:
    row = only(INPUT, price("output", "1.80", currency="EUR"))

    assert told(row) == (CostState.UNKNOWN, None)
    assert row.obstacle == "prices in EUR and USD are not added up"


def test_lowest_cost_is_told_for_each_currency() -> None:
    euros = [price(per_million="0.01", currency="EUR"), price("output", "1", currency="EUR")]

    found = costs([offering(INPUT, OUTPUT), offering(*euros, provider="Autre")], PLAIN)

    assert [(one.currency, one.total) for one in found.cheapest] == [
        ("USD", Decimal(76)),
        ("EUR", Decimal(31)),
    ]


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        (
            (INPUT, OUTPUT, price("request", "0.005", unit="request")),
            (CostState.KNOWN, Decimal(576)),
        ),
        ((INPUT, OUTPUT, price("flat", "20", unit="month")), (CostState.KNOWN, Decimal(96))),
        ((INPUT, OUTPUT, price("flat", "100", unit="year")), (CostState.AT_LEAST, Decimal(76))),
        (
            (INPUT, OUTPUT, price("seat", "30", unit="seat_month")),
            (CostState.AT_LEAST, Decimal(76)),
        ),
        ((price("flat", "20", unit="month"),), (CostState.AT_LEAST, Decimal(20))),
        ((INPUT, OUTPUT, price("image", "0.04", unit="image")), (CostState.KNOWN, Decimal(76))),
    ],
)
def test_prices_other_than_of_tokens_count_where_the_workload_tells_how_many(
    prices: tuple[Any, ...], expected: tuple[CostState, Decimal]
) -> None:
    assert told(only(*prices)) == expected


def test_what_a_workload_does_not_tell_of_is_listed_as_not_counted() -> None:
    row = only(INPUT, CACHED, OUTPUT, price("cache_write", "0.3"), price("reasoning", "2"))

    assert [one.component for one in row.uncounted] == ["cache_write", "reasoning"]


def test_fee_holds_in_every_mode() -> None:
    batch = [price(per_million="0.11", mode="batch"), price("output", "0.90", mode="batch")]

    assert told(only(*batch, price("flat", "20", unit="month"))) == (
        CostState.KNOWN,
        Decimal(58),
    )


@pytest.mark.parametrize(
    ("limits", "obstacle"),
    [
        ({"context_tokens": 999}, "takes at most 999 tokens"),
        ({"max_output_tokens": 299}, "gives at most 299 tokens"),
        ({"context_tokens": 1_000, "max_output_tokens": 300}, ""),
    ],
)
def test_offering_for_shorter_requests_has_no_cost(limits: dict[str, Any], obstacle: str) -> None:
    row = only(INPUT, OUTPUT, **limits)

    assert row.obstacle == obstacle
    assert row.state is (CostState.UNFIT if obstacle else CostState.KNOWN)


def test_offering_that_is_no_longer_served_is_left_out_and_counted() -> None:
    found = costs([offering(INPUT, OUTPUT, status="deprecated")], PLAIN)

    assert (found.rows, found.left_out) == ((), 1)
    assert cost_sentences(found) == ("1 offering is no longer served and left out.",)


def test_lowest_cost_is_told_as_a_fact_with_plan_and_day() -> None:
    free = offering(price(per_million="0"), price("output", "0"), external_id="maker/model:free")
    dear = offering(INPUT, price("output", "3"), provider="Dear")

    found = costs([dear, offering(INPUT, OUTPUT), free, offering(provider="Silent")], PLAIN)

    assert cost_sentences(found) == (
        "Free at OpenRouter (maker/model:free), by prices read on 15 May 2026.",
        "Lowest known cost: $76 a month at OpenRouter (maker/model), by prices read on"
        " 15 May 2026, of 2 that ask for money in USD.",
        "Of 1 rate card not all that is needed is known: they may cost more or less.",
    )


def test_no_known_cost_is_told_as_unknown() -> None:
    assert cost_sentences(costs([offering(INPUT)], PLAIN)) == (
        "No offering has every price that this needs, so the cost is unknown.",
    )


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "$0"),
        ("76", "$76"),
        ("1234.565", "$1,234.56"),
        ("1234.575", "$1,234.58"),
        ("0.0041649", "$0.00416"),
        ("0.9996", "$1"),
        ("0.5", "$0.50"),
    ],
)
def test_money_is_rounded_to_the_cent_or_three_digits(amount: str, shown: str) -> None:
    assert money(Decimal(amount), "USD") == shown


def test_workload_reads_as_a_sentence() -> None:
    assert workload_words(CHAT) == (
        "1,000 tokens in (50 % cached) and 300 out a request, 100,000 requests a month"
    )
    assert workload_words(Workload(10, 0, 0, 1, 99)) == (
        "10 tokens in and 0 out a request, 1 request a month, at a context of 99 tokens"
    )


@given(WORKLOADS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_cost_is_the_sum_that_fractions_give(
    workload: Workload, fresh: Decimal, cached: Decimal, output: Decimal
) -> None:
    row = only(
        price(per_million=str(fresh)),
        price("cache_read", str(cached)),
        price("output", str(output)),
        workload=workload,
    )

    parts = (workload.fresh_tokens, fresh), (workload.cached_tokens, cached)
    exact = sum(
        (Fraction(many) * Fraction(each) for many, each in parts),
        start=Fraction(workload.output_tokens) * Fraction(output),
    )
    assert Fraction(row.total or Decimal(0)) == exact / 10**6


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_lowest_known_cost_is_below_every_other(amounts: list[Decimal]) -> None:
    offerings = [
        offering(price(per_million=str(one)), price("output", "1"), external_id=str(place))
        for place, one in enumerate(amounts)
    ]

    found = costs(offerings, PLAIN)

    assert [row.total for row in found.rows] == sorted(row.total or 0 for row in found.rows)
    assert found.cheapest[0].total == found.rows[0].total
    assert found.cheapest[0].of == len(amounts)
