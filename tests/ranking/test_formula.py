from ranking.formula import (
    COMPONENTS,
    CRITERIA,
    ECOSYSTEM,
    FLAGS,
    HALF_LIVES,
    MATCH,
    METRICS,
    SIGNALS,
    TYPES,
    WEIGHTS,
    definition,
    digest,
    group_of,
    half_life_of,
    signals_of,
    weights_of,
)


def test_every_type_has_weights_signals_and_a_half_life() -> None:
    assert set(WEIGHTS) == set(SIGNALS) == set(HALF_LIVES) == set(TYPES)
    assert len(TYPES) == 19


def test_weights_of_every_type_sum_to_the_whole() -> None:
    assert {sum(weights.values()) for weights in WEIGHTS.values()} == {10_000}
    assert {tuple(weights) for weights in WEIGHTS.values()} == {COMPONENTS}


def test_weights_are_those_of_the_specification() -> None:
    assert list(WEIGHTS["agent"].values()) == [2500, 2500, 1000, 3000, 1000]
    assert list(WEIGHTS["model"].values()) == [3500, 2000, 1000, 2500, 1000]
    assert list(WEIGHTS["dataset"].values()) == [3000, 2500, 1500, 2000, 1000]
    assert list(WEIGHTS["mcp"].values()) == [2000, 2500, 1500, 2500, 1500]
    assert list(WEIGHTS["prompt"].values()) == [1000, 2500, 500, 5000, 1000]


def test_signals_are_known_and_in_the_order_of_their_keys() -> None:
    of_adoption = {signal for signals in SIGNALS.values() for signal in signals}
    assert of_adoption | set(ECOSYSTEM) | set(MATCH) == set(METRICS)
    assert sum(ECOSYSTEM.values()) == sum(MATCH.values()) == 100
    assert signals_of("dataset") == {"data_uses": 20, "hub_downloads_30d": 50, "hub_likes": 30}
    assert list(signals_of("repo")) == ["dependents", "package_downloads_30d", "repository_stars"]


def test_checklist_is_worth_seventy_points_in_the_order_of_its_codes() -> None:
    codes = [criterion.code for criterion in CRITERIA]
    assert codes == sorted(codes)
    assert sum(criterion.points for criterion in CRITERIA) == 70
    assert {flag.points for flag in FLAGS} == {0}


def test_a_new_type_goes_by_the_default_profile() -> None:
    assert weights_of("hologram") == WEIGHTS["product"]
    assert half_life_of("hologram") == 180
    assert group_of("hologram") == "hosted"


def test_digest_depends_on_the_content_alone() -> None:
    record = definition()
    assert digest(dict(reversed(record.items()))) == digest(record)
    assert digest(record | {"heavy_weight": 1}) != digest(record)
