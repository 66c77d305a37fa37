from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ranking.facts import ArtifactFacts, CapabilityFacts, Reading, ReleaseFacts, Result
from ranking.formula import CAPS, CRITERIA, half_life_of, signals_of, weights_of
from ranking.formula.signals import FITTED_EVERYWHERE
from ranking.normaliser import straight
from ranking.oracle import Reckoned, Terms, reckon
from ranking.shipped import shipped_table

AS_OF = date(2026, 11, 23)
DEEP = CapabilityFacts(description="x" * 100)
CHECKED = ("docs_alive", "homepage_alive", "source_linked")


def terms(type_key: str = "model") -> Terms:
    return Terms(
        profile=weights_of(type_key),
        signals={
            metric: (weight, shipped_table(type_key, metric).table)
            for metric, weight in signals_of(type_key).items()
        },
        curves={
            **{key: shipped_table(type_key, key).table for key in FITTED_EVERYWHERE},
            **{key: straight(cap) for key, cap in CAPS.items()},
        },
        points={c.code: c.points if type_key in c.applies_to else 0 for c in CRITERIA},
        half_life=half_life_of(type_key),
    )


def quality_of(found: Reckoned) -> int:
    value = found.component_values[4]
    assert value is not None
    return value


def state_of(found: Reckoned, code: str) -> int:
    codes = [criterion.code for criterion in CRITERIA]
    return found.states[3 + codes.index(code)]


def test_a_bare_record_is_provisional() -> None:
    found = reckon(ArtifactFacts(), terms(), AS_OF)
    assert found.provisional
    assert not found.is_listed
    assert found.component_values == [100_000, 100_000, 100_000, None, 0]
    assert found.component_weights == [4667, 1333, 1333, 0, 2667]
    assert found.metrics == ["hub_downloads_30d", "hub_likes", "providers"]


def test_no_downloads_of_what_many_like_is_doubted() -> None:
    liked = {"hub_downloads_30d": Reading(0), "hub_likes": Reading(50)}
    assert reckon(ArtifactFacts(readings=liked), terms(), AS_OF).states[0] == 2
    liked["hub_likes"] = Reading(49)
    found = reckon(ArtifactFacts(readings=liked), terms(), AS_OF)
    assert (found.states[0], found.normalised[0]) == (3, 0)


def test_a_metric_that_does_not_apply_gives_its_weight_to_the_others() -> None:
    facts = ArtifactFacts(
        readings={"hub_likes": Reading(404), "hub_downloads_30d": Reading(9)},
        not_applicable=frozenset({"hub_downloads_30d", "providers"}),
    )
    found = reckon(facts, terms(), AS_OF)
    assert found.states[:3] == [0, 3, 0]
    assert found.component_values[0] == found.normalised[1]
    assert found.coverages[0] == 1_000_000
    assert found.raw[:3] == [None, 404, None]


def test_all_metrics_inapplicable_spread_adoptions_weight() -> None:
    facts = ArtifactFacts(not_applicable=frozenset(signals_of("model")))
    found = reckon(facts, terms(), AS_OF)
    assert found.component_values[0] is None
    assert found.component_weights == [0, 2500, 2500, 0, 5000]
    assert sum(found.component_weights) == 10_000


def test_a_star_spike_counts_little_above_downloads() -> None:
    facts = ArtifactFacts(
        type_key="repo",
        readings={
            "package_downloads_30d": Reading(200),
            "repository_stars": Reading(100_000),
        },
    )
    free = reckon(facts, terms("repo"), AS_OF)
    held = reckon(replace(facts, results={"star_spike": Result(1000)}), terms("repo"), AS_OF)
    downloads = held.normalised[1]
    assert downloads is not None
    assert not free.star_guard
    assert held.star_guard
    assert held.normalised[2] == downloads + 250_000
    assert held.total < free.total


def test_finished_work_keeps_its_freshness_while_used_and_alive() -> None:
    facts = ArtifactFacts(
        released_on=date(2020, 1, 1),
        links=frozenset({"docs"}),
        readings={"hub_downloads_30d": Reading(10**9), "hub_likes": Reading(10**6)},
        results={"finished_work": Result(1000), "docs_alive": Result(1000, AS_OF)},
    )
    found = reckon(facts, terms(), AS_OF)
    assert found.component_values[2] == 600_000
    assert found.finished_floor
    dead = replace(facts, results={**facts.results, "docs_alive": Result(0, AS_OF)})
    assert not reckon(dead, terms(), AS_OF).finished_floor
    unused = replace(facts, readings={"hub_downloads_30d": Reading(1)})
    assert not reckon(unused, terms(), AS_OF).finished_floor


def test_freshness_counts_from_the_latest_event_and_names_its_source() -> None:
    release = ReleaseFacts(date(2025, 11, 23), source=7)
    facts = ArtifactFacts(released_on=date(2025, 1, 1), source=3, releases=[release])
    found = reckon(facts, terms(), AS_OF)
    assert (found.released_on, found.release_source) == (date(2025, 11, 23), 7)
    assert found.component_values[2] == 500_000


def test_a_check_that_has_not_run_is_unknown_only_where_there_is_a_link() -> None:
    bare, linked = ArtifactFacts(), ArtifactFacts(links=frozenset({"docs", "repository"}))
    assert state_of(reckon(bare, terms(), AS_OF), "docs_alive") == 3
    assert state_of(reckon(linked, terms(), AS_OF), "docs_alive") == 1
    assert state_of(reckon(linked, terms(), AS_OF), "source_linked") == 1
    done = replace(linked, results={"docs_alive": Result(1000, AS_OF)})
    assert state_of(reckon(done, terms(), AS_OF), "docs_alive") == 3


def test_a_price_counts_for_ninety_days() -> None:
    def quality_with_price_of(day: date) -> int:
        return quality_of(reckon(ArtifactFacts(price_seen_on=day), terms(), AS_OF))

    assert quality_with_price_of(date(2026, 8, 25)) == quality_with_price_of(AS_OF) > 0
    assert quality_with_price_of(date(2026, 8, 24)) == 0


def test_comparisons_without_any_cost_no_points() -> None:
    assert state_of(reckon(ArtifactFacts(), terms(), AS_OF), "claims_sourced") == 0
    compared = ArtifactFacts(capabilities=[CapabilityFacts(compares=True)])
    assert state_of(reckon(compared, terms(), AS_OF), "claims_sourced") == 3


@given(st.data())
def test_one_more_earned_criterion_never_lowers(data: st.DataObject) -> None:
    facts = data.draw(some_facts())
    better = data.draw(st.sampled_from(improvements(facts)))
    before, after = reckon(facts, terms(), AS_OF), reckon(better, terms(), AS_OF)
    assert quality_of(after) >= quality_of(before)
    assert after.total >= before.total


@given(st.data())
def test_score_is_whole_whatever_the_facts(data: st.DataObject) -> None:
    found = reckon(data.draw(some_facts()), terms(), AS_OF)
    live = [value or 0 for value in found.component_values]
    weighed = zip(found.component_weights, live, strict=True)
    assert sum(weight * value for weight, value in weighed) == found.total
    assert sum(found.shown) == found.tenths
    assert sum(found.parts[:3]) == live[0]
    assert sum(found.parts[3:18]) == live[4]
    assert sum(found.parts[18:22]) == live[1]
    assert sum(found.parts[22:]) == live[3]
    assert 0 <= found.lo <= found.total <= found.hi <= 10**10
    assert sum(found.component_weights) == 10_000


@st.composite
def some_facts(draw: st.DrawFn) -> ArtifactFacts:
    some_day = st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1))
    flags = st.booleans()
    capability = st.builds(
        CapabilityFacts, st.sampled_from(["", "x" * 150]), flags, flags, flags, flags, flags, flags
    )
    reading = st.builds(Reading, st.none() | st.integers(0, 10**9), some_day)
    links = st.frozensets(st.sampled_from(["docs", "homepage", "repository", "model_card"]))
    result = st.builds(Result, st.none() | st.integers(0, 1000), some_day)
    return ArtifactFacts(
        description="d" * draw(st.integers(0, 500)),
        publisher=draw(st.none() | st.just(1)),
        licence_spdx=draw(st.sampled_from(["", "MIT"])),
        released_on=draw(some_day),
        price_seen_on=draw(some_day),
        links=draw(links),
        readings=draw(st.dictionaries(st.sampled_from(sorted(signals_of("model"))), reading)),
        capabilities=draw(st.lists(capability, max_size=4)),
        results=draw(st.dictionaries(st.sampled_from(CHECKED), result)),
    )


def improvements(facts: ArtifactFacts) -> list[ArtifactFacts]:
    passed = [
        replace(facts, results={**facts.results, code: Result(1000, AS_OF)}) for code in CHECKED
    ]
    return [
        *passed,
        replace(facts, description="d" * 600),
        replace(facts, publisher=1),
        replace(facts, licence_spdx="MIT"),
        replace(facts, price_seen_on=AS_OF),
        replace(facts, links=facts.links | {"docs"}),
        replace(facts, links=facts.links | {"quickstart", "model_card"}),
        replace(facts, released_on=AS_OF),
    ]
