"""Prices over time as plain facts: what is told, chosen and drawn."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comparisons.price_chart import PriceChart, price_chart
from comparisons.price_history import (
    Chosen,
    PriceKey,
    PriceRecord,
    by_offering,
    chosen,
    most_telling,
    runs,
)
from tests.comparisons.price_facts import price

MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
INPUT = PriceKey("input", "token", "USD")
UNTIL = date(2026, 6, 30)
PATH = re.compile(r"[MHV][-\d. ]+")


def on(month: int, day: int = 1) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def record(
    per_million: str | None = "0.22",
    since: datetime = MAY,
    until: datetime | None = None,
    **fields: Any,
) -> PriceRecord:
    offering = fields.pop("offering", 1)
    plan = fields.pop("plan", "OpenRouter (maker/model)")
    priced = price(fields.pop("component", "input"), per_million, **fields)
    return PriceRecord(offering, plan, priced, since, until)


def shown(*records: PriceRecord) -> Chosen:
    found = chosen(records, 1, INPUT)
    assert found is not None
    return found


def drawn(*records: PriceRecord, **options: Any) -> PriceChart:
    made = price_chart(shown(*records), "Price of Alpha", until=UNTIL, **options)
    assert made is not None
    return made


def test_price_that_never_moved_is_told_with_the_day_it_was_first_seen() -> None:
    (line,) = shown(record()).lines

    assert line.summary == "Input: $0.22 / 1M input tokens since 1 May 2026, unchanged."


def test_price_that_moved_is_told_from_first_to_last() -> None:
    (line,) = shown(record("0.22", on(6)), record("0.40", on(3), on(6))).lines

    assert line.summary == (
        "Input: $0.40 / 1M input tokens on 1 March 2026, $0.22 / 1M input tokens now; 1 change."
    )


def test_gap_and_end_are_told() -> None:
    (line,) = shown(record("0.40", on(3), on(4)), record("0.22", on(5), on(6))).lines

    assert line.summary == (
        "Input: $0.40 / 1M input tokens on 1 March 2026, $0.22 / 1M input tokens; 1 change,"
        " not listed for a while between, not listed from 1 June 2026."
    )
    assert [len(run) for run in runs(line)] == [1, 1]


def test_modes_and_tiers_are_lines_of_their_own_the_plain_one_first() -> None:
    lines = shown(
        record(mode="batch"), record(context_min=200_001), record(context_max=200_000)
    ).lines

    assert [line.label for line in lines] == [
        "Input, up to 200,000 tokens",
        "Input, from 200,001 tokens",
        "Input (batch)",
    ]


def test_choice_begins_with_what_moved_most() -> None:
    still = record(offering=2, plan="A")
    moved = [record("2", on(3), on(4), component="output"), record("1", on(4), component="output")]

    assert most_telling([still, *moved]) == (1, PriceKey("output", "token", "USD"))
    assert most_telling([record(component="output"), record(), still]) == (2, INPUT)
    assert most_telling([]) is None


def test_prices_of_another_currency_or_offering_stand_apart() -> None:
    assert shown(record(), record(currency="EUR"), record(offering=2)).lines[0].records == (
        record(),
    )
    assert chosen([record()], 2, INPUT) is None


def test_prices_of_a_day_are_told_by_offering() -> None:
    cards = by_offering([record(offering=2, plan="Zeta"), record(), record(component="output")])

    assert [(card.plan, len(card.records)) for card in cards] == [
        ("OpenRouter (maker/model)", 2),
        ("Zeta", 1),
    ]


def test_drawing_begins_at_nothing_and_steps_where_the_price_moved() -> None:
    made = drawn(record("0.40", on(5), on(6)), record("0.20", on(6)))

    assert [tick.label for tick in made.up] == ["$0", "$0.10", "$0.20", "$0.30", "$0.40"]
    assert PATH.findall(made.lines[0].path) == ["M8.20 0.00", "H516.39", "V88.00", "H1000.00"]
    assert made.title == ("Price of Alpha, OpenRouter (maker/model): Input, USD per 1M tokens")
    assert made.description == (
        "Steps from 1 May 2026 to 30 June 2026. Input: $0.40 / 1M input tokens on 1 May 2026,"
        " $0.20 / 1M input tokens now; 1 change."
    )


def test_stretches_without_an_amount_are_not_drawn() -> None:
    made = drawn(record("0.4", on(3), on(4)), record(None, on(4), on(5)), record("0.2", on(5)))

    assert [step[0] for step in PATH.findall(made.lines[0].path)] == ["M", "H", "M", "H"]
    assert price_chart(shown(record(None)), "Price", until=UNTIL) is None


def test_day_asked_for_is_marked_only_within_the_drawing() -> None:
    assert drawn(record(), marked=date(2026, 6, 30)).day == Decimal("95.00")
    assert drawn(record(), marked=date(2026, 4, 30)).day is None
    assert drawn(record()).day is None


def test_more_lines_than_can_be_told_apart_are_left_to_the_table() -> None:
    tiers = [record(context_min=n * 1000, context_max=n * 1000 + 999) for n in range(8)]

    made = drawn(*tiers)

    assert [line.number for line in made.lines] == [1, 2, 3, 4, 5, 6]
    assert made.left_out == 2
    assert made.description.endswith("2 more lines not drawn.")


@given(st.lists(st.decimals(0, 1_000, places=6), min_size=1, max_size=20))
def test_every_amount_stands_within_the_drawing(amounts: list[Decimal]) -> None:
    days = [datetime(2026, 1, place + 1, tzinfo=UTC) for place in range(len(amounts) + 1)]
    records = [
        record(str(amount), days[place], days[place + 1]) for place, amount in enumerate(amounts)
    ]

    made = drawn(*records)

    heights = [Decimal(step[1:]) for step in PATH.findall(made.lines[0].path) if step[0] == "V"]
    assert all(0 <= height <= made.frame.depth for height in heights)
    assert len(heights) == len(amounts) - 1
