"""Which rows decide, what they show, and when that counts as changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.deciding import Change, anchor, changes, deciding_rows, name_of, values_of
from comparisons.facts import Licence, Subject
from comparisons.sources import Mention
from comparisons.table import Comparison, compare
from ranking.explanation import Explanation, Standing
from tests.comparisons.facts_builders import DATASET, capability, component, explanation, subject
from tests.comparisons.test_prices import price
from tests.comparisons.test_table import offered, spec

MIT = Licence("MIT", "")


def texts(comparison: Comparison, key: str) -> tuple[str, str]:
    return next(row.texts for row in deciding_rows(comparison) if row.key == key)


def priced(*amounts: str) -> Subject:
    lines = tuple(price(amount=Decimal(amount)) for amount in amounts)
    return subject("alpha", offerings=(replace(offered(), prices=lines),))


def ranked(tenths: int, **fields: object) -> Explanation:
    """A rank of so many tenths of a point, surely known."""
    total = tenths * 10_000_000
    low, high = max(0, tenths - 5), min(1000, tenths + 5)
    return explanation(total=total, tenths=tenths, low_tenths=low, high_tenths=high, **fields)


def changed(before: Comparison, after: Comparison, *keys: str) -> list[tuple[str, str, str]]:
    found = changes(values_of(before, keys), after)
    return [(change.key, change.was, change.now) for change in found]


def test_every_row_of_the_page_can_decide_but_the_count_of_searches() -> None:
    rows = deciding_rows(compare([subject("alpha"), subject("beta")]))

    assert [row.key for row in rows] == [
        *("verdict", "type", "publisher"),
        *("rank", "component-adoption", "component-quality", "component-ecosystem"),
        *("component-match", "component-freshness"),
        *("pricing", "starting_price", "free_tier", "providers"),
        *("capabilities", "licence", "lifecycle", "released"),
    ]


def test_specifications_and_capabilities_can_decide() -> None:
    alpha = subject("alpha", specs=(spec(),), capabilities=(capability("a"), capability("b")))
    beta = subject("beta", capabilities=(capability("b"), capability("c")))

    rows = deciding_rows(compare([alpha, beta]))

    assert [(row.key, row.texts) for row in rows[-4:]] == [
        ("spec-context_tokens", ("262,144 tokens", "Not applicable")),
        ("capability:b", ("Yes", "Yes")),
        ("capability:a", ("Yes", "Not described")),
        ("capability:c", ("Not described", "Yes")),
    ]


def test_capability_shows_support_and_limits() -> None:
    limited = capability("a", support="partial", support_label="Partial", limitations=("X", "Y"))

    shown = texts(
        compare([subject("alpha", capabilities=(limited,)), subject("b")]), "capability:a"
    )

    assert shown == ("Partial, with limits: X; Y", "Not described")


def test_starting_price_shows_what_follows_a_free_offer() -> None:
    assert texts(compare([priced("0", "0.00000022"), subject("b")]), "starting_price") == (
        "Free, paid from $0.22 / 1M input tokens",
        "Unknown",
    )


def test_text_holds_neither_day_nor_source() -> None:
    newer = replace(
        offered(),
        prices=(price(seen_on=date(2026, 6, 9), source=Mention("Another list", "")),),
    )
    before = compare([subject("alpha", offerings=(offered(),)), subject("beta")])
    after = compare([subject("alpha", offerings=(newer,)), subject("beta")])

    assert changed(before, after, "starting_price", "providers") == []


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (ranked(674), ranked(400), ("Leads", "Is behind")),
        (ranked(400), ranked(674), ("Is behind", "Leads")),
        (ranked(674), ranked(670), ("Too close to call", "Too close to call")),
        (
            ranked(674, sd=2_000_000_000),
            ranked(400, sd=2_000_000_000),
            ("Ahead, not for sure", "Behind, not for sure"),
        ),
        (ranked(674), None, ("Too little is known", "Too little is known")),
    ],
)
def test_computed_verdict_is_a_row(
    one: Explanation, other: Explanation | None, shown: tuple[str, str]
) -> None:
    compared = compare([subject("alpha", rank=one), subject("beta", rank=other)])

    assert texts(compared, "verdict") == shown


def test_nothing_is_computed_across_types() -> None:
    keys = [row.key for row in deciding_rows(compare([subject("a"), subject("b", type=DATASET)]))]

    assert "verdict" not in keys


def test_three_have_no_deciding_rows() -> None:
    with pytest.raises(ValueError, match="on two artifacts"):
        deciding_rows(compare([subject("a"), subject("b"), subject("c")]))


def test_values_hold_what_was_chosen_and_always_the_types() -> None:
    compared = compare([subject("alpha", licence=MIT), subject("beta")])

    assert values_of(compared, ["licence"]) == {
        "type": ("Model", "Model"),
        "licence": ("MIT", "Unknown"),
    }


def test_value_of_no_row_is_refused() -> None:
    with pytest.raises(KeyError):
        values_of(compare([subject("alpha"), subject("beta")]), ["charm"])


def test_change_tells_side_before_and_after() -> None:
    before = compare([subject("alpha"), subject("beta", licence=MIT)])
    after = compare([subject("alpha"), subject("beta", licence=Licence("Apache-2.0", ""))])

    assert changes(values_of(before, ["licence"]), after) == (
        Change("licence", "Licence", 1, "MIT", "Apache-2.0"),
    )


def test_row_that_was_not_chosen_does_not_count() -> None:
    before = compare([subject("alpha"), subject("beta")])
    after = compare([subject("alpha", licence=MIT), subject("beta")])

    assert changed(before, after, "lifecycle") == []


def test_another_type_counts_without_being_chosen() -> None:
    before = compare([subject("alpha"), subject("beta")])
    after = compare([subject("alpha", type=DATASET), subject("beta")])

    assert changed(before, after, "licence") == [("type", "Model", "Dataset")]


def test_row_that_is_gone_has_changed() -> None:
    before = compare(
        [subject("a", specs=(spec(),), capabilities=(capability("x.y"),)), subject("b")]
    )
    after = compare([subject("a"), subject("b")])

    assert changes(values_of(before, ["spec-context_tokens", "capability:x.y"]), after) == (
        Change("capability:x.y", "Y", 0, "Yes", "Not described"),
        Change("spec-context_tokens", "Context tokens", 0, "262,144 tokens", "no longer recorded"),
        Change("spec-context_tokens", "Context tokens", 1, "Not applicable", "no longer recorded"),
    )


@given(was=st.integers(0, 1000), now=st.integers(0, 1000))
def test_rank_has_changed_once_it_moved_by_a_whole_point(was: int, now: int) -> None:
    before = compare([subject("alpha", rank=ranked(was)), subject("beta")])
    after = compare([subject("alpha", rank=ranked(now)), subject("beta")])

    assert bool(changed(before, after, "rank")) == (abs(was - now) >= 10)


@pytest.mark.parametrize(("tenths", "found"), [(267, 0), (276, 0), (258, 0), (277, 1), (257, 1)])
def test_component_has_changed_once_it_moved_by_a_whole_point(tenths: int, found: int) -> None:
    before, after = (
        compare(
            [
                subject("a", rank=explanation(components=(component(shown_tenths=shown),))),
                subject("b"),
            ]
        )
        for shown in (267, tenths)
    )

    assert len(changed(before, after, "component-adoption")) == found


def test_component_that_is_weighed_otherwise_has_changed() -> None:
    before, after = (
        compare(
            [subject("a", rank=explanation(components=(component(weight_bp=bp),))), subject("b")]
        )
        for bp in (3750, 3000)
    )

    assert changed(before, after, "component-adoption") == [
        ("component-adoption", "26.7 of 37.5 points", "26.7 of 30 points")
    ]


def test_component_that_begins_to_count_has_changed() -> None:
    before = compare([subject("a"), subject("b")])
    after = compare([subject("a", rank=explanation()), subject("b")])

    assert changed(before, after, "component-adoption") == [
        ("component-adoption", "Unknown", "26.7 of 37.5 points")
    ]


def test_points_that_drift_leave_the_computed_verdict_alone() -> None:
    before = compare([subject("a", rank=ranked(674)), subject("b", rank=ranked(400))])
    after = compare([subject("a", rank=ranked(580)), subject("b", rank=ranked(380))])

    assert changed(before, after, "verdict") == []


def test_rank_that_becomes_provisional_changes_the_computed_verdict() -> None:
    before = compare([subject("a", rank=ranked(674)), subject("b", rank=ranked(400))])
    unsure = ranked(674, state=Standing.PROVISIONAL)
    after = compare([subject("a", rank=unsure), subject("b", rank=ranked(400))])

    assert changed(before, after, "rank", "verdict") == [
        ("verdict", "Leads", "Too little is known"),
        ("verdict", "Is behind", "Too little is known"),
    ]


SUBJECTS = st.builds(
    subject,
    licence=st.sampled_from([None, MIT]),
    lifecycle_label=st.sampled_from(["Active", "Retired"]),
    capabilities=st.lists(
        st.sampled_from([capability("a"), capability("b", limitations=("Slow",))]), unique=True
    ).map(tuple),
    rank=st.one_of(st.none(), st.integers(0, 1000).map(ranked)),
)


@given(one=SUBJECTS, other=SUBJECTS)
def test_nothing_has_changed_while_nothing_changes(one: Subject, other: Subject) -> None:
    compared = compare([one, other])

    assert changes(values_of(compared, [r.key for r in deciding_rows(compared)]), compared) == ()


@given(one=SUBJECTS, other=SUBJECTS, later=SUBJECTS)
def test_sides_that_swap_swap_their_changes(one: Subject, other: Subject, later: Subject) -> None:
    keys = ["licence", "lifecycle", "rank", "capability:a"]
    then, turned = compare([one, other]), compare([other, one])
    stored, mirrored = (
        {row.key: row.texts for row in deciding_rows(c) if row.key in keys} for c in (then, turned)
    )

    found = changes(stored, compare([later, other]))
    swapped = changes(mirrored, compare([other, later]))

    assert {(c.key, c.was, c.now, c.place) for c in found} == {
        (c.key, c.was, c.now, 1 - c.place) for c in swapped
    }


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("starting_price", "row-starting_price"),
        ("verdict", "verdict"),
        ("capability:code.completion", "capability-code.completion"),
    ],
)
def test_anchor_is_an_id_of_the_page(key: str, expected: str) -> None:
    assert anchor(key) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("starting_price", "Starting price"),
        ("spec-context_tokens", "Context tokens"),
        ("capability:agents.human-approval", "Human approval"),
    ],
)
def test_key_reads_as_words(key: str, expected: str) -> None:
    assert name_of(key) == expected
