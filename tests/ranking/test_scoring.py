from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ranking.scoring import (
    BASIS,
    FULL,
    PPM,
    Aggregate,
    Measure,
    Quantiles,
    aggregate,
    apportion,
    combine,
    count_spread,
    effective_weights,
    headline_of,
    tenths_of,
)

PPMS = st.integers(0, PPM)
MOST_BY_HAND = 20 * 10**8
KEYS = ("adoption", "ecosystem", "freshness", "match", "quality")


@st.composite
def measures(draw: st.DrawFn) -> list[Measure]:
    size = draw(st.integers(1, 8))
    return [
        Measure(
            key=f"signal-{n}",
            weight=draw(st.integers(1, 100)),
            normalised=draw(st.none() | PPMS),
            spread=draw(st.integers(0, 250_000)),
        )
        for n in range(size)
    ]


@st.composite
def quantiles(draw: st.DrawFn) -> Quantiles:
    return Quantiles(*sorted(draw(st.tuples(PPMS, PPMS, PPMS, PPMS))))


def component(value: int, coverage: int = PPM, sd: int = 0) -> Aggregate:
    return Aggregate(value, coverage, sd, value, value, {}, {})


@given(st.integers(0, 10**6), st.dictionaries(st.text(max_size=3), st.integers(1, 10**8)))
def test_apportion_sums_to_the_total(total: int, raw: dict[str, int]) -> None:
    shares = apportion(total if raw else 0, raw)
    assert sum(shares.values()) == (total if raw else 0)
    whole = sum(raw.values())
    assert all(0 <= share - total * raw[key] // whole <= 1 for key, share in shares.items())


@given(st.integers(0, 10**6), st.dictionaries(st.text(max_size=3), st.integers(1, 99), min_size=1))
def test_apportion_ignores_the_order_of_keys(total: int, raw: dict[str, int]) -> None:
    backwards = dict(reversed(raw.items()))
    assert apportion(total, raw) == apportion(total, backwards)


def test_apportion_gives_the_odd_one_to_the_smaller_key() -> None:
    assert apportion(4, {"c": 1, "a": 1, "b": 1}) == {"c": 1, "a": 2, "b": 1}


@given(measures(), quantiles())
def test_aggregate_stays_in_bounds(signals: list[Measure], frozen: Quantiles) -> None:
    found = aggregate(signals, frozen)
    assert found is not None
    assert 0 <= found.low <= found.value <= found.high <= PPM
    assert 0 <= found.coverage <= PPM
    assert 0 <= found.sd <= 250_000
    assert sum(found.parts.values()) == found.value
    assert all(0 <= gain <= PPM - found.value for gain in found.gains.values())


@given(measures(), quantiles(), st.randoms(use_true_random=False))
def test_aggregate_is_indifferent_to_order(
    signals: list[Measure], frozen: Quantiles, random: Random
) -> None:
    shuffled = random.sample(signals, len(signals))
    assert aggregate(shuffled, frozen) == aggregate(signals, frozen)


@given(measures(), quantiles(), st.data())
def test_aggregate_rises_with_every_observed_value(
    signals: list[Measure], frozen: Quantiles, data: st.DataObject
) -> None:
    before = aggregate(signals, frozen)
    place = data.draw(st.integers(0, len(signals) - 1))
    raised = signals[place]
    if raised.normalised is None:
        return
    more = data.draw(st.integers(raised.normalised, PPM))
    signals[place] = Measure(raised.key, raised.weight, more, raised.spread)
    after = aggregate(signals, frozen)
    assert before is not None
    assert after is not None
    assert after.value >= before.value


@given(measures(), quantiles(), st.data())
def test_observing_the_fill_value_changes_coverage_alone(
    signals: list[Measure], frozen: Quantiles, data: st.DataObject
) -> None:
    unknown = [n for n, signal in enumerate(signals) if signal.normalised is None]
    if not unknown:
        return
    before = aggregate(signals, frozen)
    assert before is not None
    seen = [s for s in signals if s.normalised is not None]
    weight = sum(s.weight for s in seen)
    mean = sum(s.weight * (s.normalised or 0) for s in seen) // weight if weight else 0
    fill = min(frozen.q25, mean) if weight else frozen.q10
    place = data.draw(st.sampled_from(unknown))
    signals[place] = Measure(signals[place].key, signals[place].weight, fill)
    after = aggregate(signals, frozen)
    assert after is not None
    assert abs(after.value - before.value) <= 1
    assert after.coverage > before.coverage


@given(measures(), quantiles(), st.data())
def test_a_gain_is_what_a_signal_at_its_best_adds(
    signals: list[Measure], frozen: Quantiles, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(signals) - 1))
    before = aggregate(signals, frozen)
    key, weight = signals[place].key, signals[place].weight
    signals[place] = Measure(key, weight, PPM)
    after = aggregate(signals, frozen)
    assert before is not None
    assert after is not None
    assert after.value - before.value == before.gains[key]


def test_aggregate_of_nothing_applicable_is_none() -> None:
    assert aggregate([], Quantiles()) is None


def test_unknown_counts_the_lower_quartile_at_most() -> None:
    signals = [Measure("downloads", 50, 791_116), Measure("likes", 30, 885_443)]
    found = aggregate([*signals, Measure("uses", 20, None)], Quantiles())
    assert found is not None
    assert found.value == (50 * 791_116 + 30 * 885_443 + 20 * 250_000) // 100 == 711_190
    assert found.coverage == 800_000
    assert found.sd == 50_000


def test_unknown_counts_no_more_than_what_is_known() -> None:
    found = aggregate([Measure("a", 1, 10_000), Measure("b", 1, None)], Quantiles())
    assert found is not None
    assert found.value == 10_000


@given(st.integers(1, 9), st.sets(st.sampled_from(KEYS)))
def test_effective_weights_sum_to_the_whole(seed: int, counting: set[str]) -> None:
    profile = apportion(BASIS, {key: seed + n for n, key in enumerate(KEYS)})
    weights = effective_weights(profile, counting)
    assert sum(weights.values()) == (BASIS if counting else 0)
    assert {key for key, weight in weights.items() if weight} == counting


@given(
    st.tuples(PPMS, PPMS, PPMS),
    st.sets(st.sampled_from(("adoption", "freshness", "quality"))),
    st.integers(-MOST_BY_HAND, MOST_BY_HAND),
)
def test_what_is_shown_adds_up(
    values: tuple[int, int, int], counting: set[str], by_hand: int
) -> None:
    live = dict(zip(("adoption", "freshness", "quality"), values, strict=True))
    components = {key: component(live[key]) if key in counting else None for key in KEYS}
    total = combine(components, effective_weights(dict.fromkeys(KEYS, 2_000), counting), by_hand)
    assert 0 <= total.low <= total.total <= total.high <= FULL
    assert sum(total.contributions.values()) + total.adjustment == total.total
    assert sum(total.shown.values()) == tenths_of(sum(total.contributions.values()))
    assert 0 <= total.headline <= 100


def test_what_is_added_by_hand_ends_at_the_bounds() -> None:
    components = {"adoption": component(990_000)}
    high = combine(components, {"adoption": BASIS}, 5 * 10**8)
    low = combine(components, {"adoption": BASIS}, -FULL)
    assert (high.total, high.adjustment) == (FULL, 10**8)
    assert (low.total, low.adjustment, low.low) == (0, -99 * 10**8, 0)


def test_worked_example_of_a_dataset() -> None:
    profile = {
        "adoption": 3000,
        "quality": 2500,
        "ecosystem": 1500,
        "match": 2000,
        "freshness": 1000,
    }
    components = {
        "adoption": component(711_374, coverage=800_000),
        "quality": component(744_000),
        "ecosystem": component(600_000),
        "match": None,
        "freshness": component(494_805),
    }
    weights = effective_weights(profile, {"adoption", "quality", "ecosystem", "freshness"})
    total = combine(components, weights)
    assert list(weights.values()) == [3750, 3125, 1875, 0, 1250]
    assert total.total == 6_736_158_750
    assert (total.tenths, total.headline) == (674, 67)
    assert list(total.contributions.values()) == [
        2_667_652_500,
        2_325_000_000,
        1_125_000_000,
        0,
        618_506_250,
    ]
    assert list(total.shown.values()) == [267, 233, 112, 0, 62]


def test_a_rank_is_provisional_below_three_fifths_of_coverage() -> None:
    weights = {"adoption": 4_000, "quality": 6_000}
    known = {"adoption": component(1, coverage=PPM), "quality": component(1, coverage=333_333)}
    assert combine(known, weights).coverage == 599_999
    assert combine(known, weights).provisional
    known["quality"] = component(1, coverage=333_334)
    assert not combine(known, weights).provisional


def test_a_rank_is_provisional_with_a_heavy_component_unseen() -> None:
    parts = {"adoption": component(1, coverage=0), "quality": component(1)}
    assert combine(parts, {"adoption": 2_000, "quality": 8_000}).provisional
    assert not combine(parts, {"adoption": 1_999, "quality": 8_001}).provisional


def test_tenths_and_headline_round_half_up() -> None:
    assert tenths_of(4_999_999) == 0
    assert tenths_of(5_000_000) == 1
    assert tenths_of(FULL) == 1_000
    assert [headline_of(tenths) for tenths in (0, 4, 5, 674, 675, 1_000)] == [0, 0, 1, 67, 68, 100]


def test_count_spread_grows_with_age_up_to_unknown() -> None:
    assert [count_spread(weeks) for weeks in (0, 1, 58, 59, 500)] == [
        15_000,
        19_000,
        247_000,
        250_000,
        250_000,
    ]
