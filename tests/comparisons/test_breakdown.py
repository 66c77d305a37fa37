"""Lines that add up: figures to their component, components and adjustments to the rank."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.breakdown import by_hand, figure, ledger, reading
from comparisons.facts import Inapplicable
from ranking.explanation import Component, ComponentState, Explanation, HandMade, SignalState
from ranking.scoring import (
    PPM,
    TENTH,
    Aggregate,
    Measure,
    Quantiles,
    aggregate,
    combine,
    tenths_of,
)
from tests.comparisons.facts_builders import component, explanation, signal

UNKNOWN = {"raw": None, "normalised": None, "state": SignalState.UNKNOWN, "source": None}
LEFT_OUT = {"weight": 0, "part": 0, "raw": None, "normalised": None, "state": SignalState.NA}


def test_lines_add_up_to_the_component_and_stand_heaviest_first() -> None:
    parts = (
        signal(key="a", weight=20, part=100_000),
        signal(key="b", weight=50, part=500_000),
        signal(key="c", weight=30, part=111_374),
    )

    lines = ledger(component(signals=parts)).lines

    assert [(line.signal.key, line.tenths, line.most) for line in lines] == [
        ("b", 188, 1875),
        ("c", 42, 1125),
        ("a", 37, 750),
    ]
    assert sum(line.tenths for line in lines) == 267
    assert sum(line.most for line in lines) == 3750


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"raw": 17_161}, "17,161"),
        ({"raw": 2_349, "unit": "thousandths"}, "2.3 publishers"),
        ({"raw": 620_000, "unit": "share"}, "62 %"),
        ({"raw": 1, "unit": "days"}, "1 day"),
        ({"raw": 96, "unit": "days"}, "96 days"),
        ({"raw": None, "normalised": PPM}, "Met"),
        ({"raw": None, "normalised": 0}, "Not met"),
        ({"raw": None, "normalised": 333_333}, "Met in part"),
        (UNKNOWN, "Unknown"),
        (UNKNOWN | {"state": SignalState.SUSPECT}, "Held back"),
        (LEFT_OUT, "Does not apply"),
    ],
)
def test_reading_is_a_figure_in_its_unit_or_the_reason_for_none(
    fields: dict[str, object], words: str
) -> None:
    assert reading(signal(**fields)) == words


def test_missing_figure_tells_what_it_counts_and_what_it_costs() -> None:
    """Adoption of the worked example: a fifth is missing and counts the lower quartile."""
    parts = (
        signal(key="downloads", weight=50, normalised=791_116, part=395_558),
        signal(key="likes", weight=30, normalised=885_440, part=265_632),
        signal(key="uses", weight=20, part=50_000, gain=150_000, **UNKNOWN),
    )
    adoption = component(value=711_190, signals=parts, low=671_190, high=851_190)

    uses = ledger(adoption).lines[2]

    assert (uses.counted_at, uses.gain, uses.open, uses.most) == (250_000, 57, 68, 750)
    assert not uses.is_known


def test_held_back_figure_costs_what_a_missing_one_does() -> None:
    suspect = UNKNOWN | {"state": SignalState.SUSPECT, "raw": 0}
    parts = (signal(key="downloads", weight=60, part=150_000, gain=450_000, **suspect),)

    (line,) = ledger(component(value=250_000, signals=parts, low=50_000, high=950_000)).lines

    assert (line.reading, line.counted_at, line.gain, line.open) == ("Held back", 250_000, 169, 338)


def test_component_tells_its_range_and_deviation_in_points() -> None:
    told = ledger(component(low=671_374, high=851_374, sd=53_000))

    assert (told.low, told.high, told.sd) == (252, 319, 20)


def test_what_does_not_apply_is_left_out_with_its_reason() -> None:
    parts = (
        signal(key="hub_likes"),
        signal(key="providers", note="declared", **LEFT_OUT),
        signal(key="security_contact", note="not asked of this type", **LEFT_OUT),
    )
    words = [Inapplicable("providers", "Independent providers", "Runs on one machine.")]

    told = ledger(component(signals=parts), words)

    assert [line.signal.key for line in told.lines] == ["hub_likes"]
    assert [(one.signal.key, one.reason) for one in told.left_out] == [
        ("providers", "Runs on one machine."),
        ("security_contact", "not asked of this type"),
    ]


def test_component_that_sleeps_says_what_wakes_it_and_what_was_counted() -> None:
    parts = (signal(key="demand", note="not enough searches yet", **LEFT_OUT | {"raw": 34}),)
    asleep = component(
        key="match",
        value=None,
        weight_bp=0,
        shown_tenths=0,
        coverage=0,
        state=ComponentState.DORMANT,
        signals=parts,
    )

    told = ledger(asleep)

    assert told.lines == ()
    assert told.wakes == (
        "it is counted for a type once 10 % of its artifacts have evidence of 5 visitors or more"
    )
    assert [one.reading for one in told.left_out] == ["34"]


def test_adjustment_is_a_line_of_the_rank() -> None:
    added = HandMade(20, "Counted twice by its hub.", date(2026, 7, 3))
    rank = explanation(tenths=287, by_hand=(added,))

    hand = by_hand(rank)

    assert hand is not None
    assert (hand.tenths, hand.entries, hand.is_cut) == (20, (added,), False)
    assert by_hand(explanation()) is None


def test_adjustment_beyond_the_bounds_says_so() -> None:
    rank = explanation(tenths=267, by_hand=(HandMade(20, "Late.", date(2026, 7, 3)),))

    hand = by_hand(rank)

    assert hand is not None
    assert (hand.tenths, hand.is_cut) == (0, True)


@pytest.mark.parametrize(("raw", "words"), [(0, "0.0"), (49, "0.0"), (50, "0.1"), (1_000, "1.0")])
def test_thousandths_are_rounded_half_up(raw: int, words: str) -> None:
    assert figure(raw, "thousandths") == f"{words} publishers"


QUANTILES = st.tuples(*[st.integers(0, PPM)] * 4).map(lambda four: Quantiles(*sorted(four)))
MEASURES = st.lists(
    st.tuples(st.integers(1, 100), st.none() | st.integers(0, PPM)), min_size=1, max_size=15
).map(lambda rows: [Measure(f"s{n:02}", *row) for n, row in enumerate(rows)])
BY_HAND = st.lists(st.integers(-200, 200).filter(bool), max_size=3)


COMPONENTS = "abcde"


def scored(
    measured: dict[str, list[Measure]], weights: dict[str, int], frozen: Quantiles, hand: list[int]
) -> Explanation:
    """What is explained of a score: of any measures, weights and adjustments."""
    found = {key: aggregate(measures, frozen) for key, measures in measured.items()}
    total = combine(found, weights, sum(hand) * TENTH)
    return explanation(
        total=total.total,
        tenths=total.tenths,
        components=tuple(
            scored_component(key, measured[key], one, weights[key], total.shown[key])
            for key, one in found.items()
            if one
        ),
        by_hand=tuple(HandMade(tenths, "Why.", date(2026, 7, 3)) for tenths in hand),
    )


def scored_component(
    key: str, measures: list[Measure], made: Aggregate, weight: int, shown: int
) -> Component:
    signals = tuple(
        signal(
            key=m.key,
            weight=m.weight,
            normalised=m.normalised,
            state=SignalState.UNKNOWN if m.normalised is None else SignalState.OBSERVED,
            part=made.parts[m.key],
            gain=made.gains[m.key],
        )
        for m in measures
    )
    return component(
        key=key,
        value=made.value,
        weight_bp=weight,
        shown_tenths=shown,
        signals=signals,
        low=made.low,
        high=made.high,
    )


def fill_of(measures: list[Measure], frozen: Quantiles) -> int:
    known = [m for m in measures if m.normalised is not None]
    if not known:
        return frozen.q10
    score = sum(m.weight * (m.normalised or 0) for m in known)
    return min(frozen.q25, score // sum(m.weight for m in known))


MEASURED = st.fixed_dictionaries(dict.fromkeys(COMPONENTS, MEASURES))
WEIGHTS = (
    st.lists(st.integers(0, 4_000), min_size=4, max_size=4)
    .filter(lambda four: sum(four) <= 10_000)
    .map(lambda four: dict(zip(COMPONENTS, [*four, 10_000 - sum(four)], strict=True)))
)


@given(MEASURED, WEIGHTS, QUANTILES, BY_HAND)
def test_shown_lines_always_add_up_to_the_rank(
    measured: dict[str, list[Measure]], weights: dict[str, int], frozen: Quantiles, hand: list[int]
) -> None:
    """Whatever is known, missing or adjusted, and however it is weighed."""
    rank = scored(measured, weights, frozen, hand)

    ledgers = [ledger(one) for one in rank.components]
    adjusted = by_hand(rank)

    shown = sum(line.tenths for told in ledgers for line in told.lines)
    assert shown + (adjusted.tenths if adjusted else 0) == rank.tenths
    for told in ledgers:
        assert sum(line.tenths for line in told.lines) == told.component.shown_tenths
        assert sum(line.most for line in told.lines) == told.component.weight_bp


@given(MEASURED, WEIGHTS, QUANTILES)
def test_missing_figures_share_the_range_and_count_the_fill(
    measured: dict[str, list[Measure]], weights: dict[str, int], frozen: Quantiles
) -> None:
    for one in scored(measured, weights, frozen, []).components:
        missing = [line for line in ledger(one).lines if not line.is_known]
        width = tenths_of(one.weight_bp * (one.high - one.low))
        assert sum(line.open for line in missing) == (width if missing else 0)
        off = sum(signal.weight for signal in one.signals) + 1
        fill = fill_of(measured[one.key], frozen)
        assert all(abs((line.counted_at or 0) - fill) <= off for line in missing)
