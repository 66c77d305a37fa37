"""The comparison object: which rows there are, and what each of them says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from comparisons.cells import Cell, CellState, See
from comparisons.facts import Licence, Neighbour, OfferingFact, Spec, Subject, TypeFact
from comparisons.sources import CitationFact, Mention
from comparisons.table import Comparison, compare
from ranking.explanation import ComponentState, HandMade, Position, SignalState, Standing
from ranking.formula import COMPONENTS, WEIGHTS
from tests.comparisons.facts_builders import (
    DATASET,
    capability,
    component,
    explanation,
    signal,
    subject,
)
from tests.comparisons.test_prices import price
from tests.ranking.explained import rank

FRAMEWORK = TypeFact("framework", "Framework", "Frameworks", "code")
MCP = TypeFact("mcp", "MCP server", "MCP servers", "code")
CARD = Mention("The card", "https://card.example/")


def cells(comparison: Comparison, key: str) -> tuple[Cell, ...]:
    return next(row.cells for group in comparison.groups for row in group.rows if row.key == key)


def first_cell(one: Subject, key: str) -> Cell:
    return cells(compare([one, subject("beta")]), key)[0]


def spec(**fields: object) -> Spec:
    values: dict[str, object] = {
        "key": "context_tokens",
        "label": "Context window",
        "unit": "tokens",
        "kind": "int",
        "better": "higher",
        "help": "",
        "value": 262_144,
    }
    return Spec(**values | fields)  # type: ignore[arg-type]


def cited(**fields: object) -> CitationFact:
    values: dict[str, object] = {
        "field": "specs.context_tokens",
        "claim": "128000",
        "supports": False,
        "source": CARD,
        "read_on": date(2026, 6, 1),
        "note": "",
    }
    return CitationFact(**values | fields)  # type: ignore[arg-type]


def test_compare_has_every_row_even_of_bare_records() -> None:
    compared = compare([subject("alpha"), subject("beta")])

    assert [row.key for group in compared.groups for row in group.rows] == [
        *("type", "publisher"),
        *("rank", "component-adoption", "component-quality", "component-ecosystem"),
        *("component-match", "component-freshness"),
        *("pricing", "starting_price", "free_tier", "providers"),
        *("capabilities", "times_matched"),
        *("licence", "lifecycle", "released"),
    ]


def test_compare_refuses_a_single_subject() -> None:
    with pytest.raises(ValueError, match="two artifacts"):
        compare([subject()])


def weighed(quality: int) -> dict[str, int]:
    return dict.fromkeys(COMPONENTS, 0) | {"adoption": 10_000 - quality, "quality": quality}


def test_verdict_goes_by_the_weights_at_work() -> None:
    framework = subject("alpha", type=FRAMEWORK, rank=rank(900_000, 0, type_key="framework"))
    server = subject("beta", type=MCP, rank=rank(0, 900_000, type_key="mcp"))
    profiles = {"framework": weighed(1000), "mcp": weighed(2000), "product": weighed(9000)}

    compared = compare([framework, server], profiles=profiles)

    assert compared.verdict is not None
    assert compared.verdict.weights == weighed(9000)
    assert compared.verdict.first == 1
    assert compared.profiles == profiles


def test_usual_weights_are_those_of_the_types_or_the_default() -> None:
    profiles = {"framework": weighed(1000), "mcp": weighed(2000), "product": weighed(9000)}
    one, other = subject("alpha", type=FRAMEWORK), subject("beta", type=MCP)

    assert compare([one, one], profiles=profiles).usual_weights == weighed(1000)
    assert compare([one, other], profiles=profiles).usual_weights == weighed(9000)
    assert compare([one, one], profiles={}).usual_weights == WEIGHTS["framework"]


def test_unknown_is_said_and_never_shown_as_nothing() -> None:
    compared = compare([subject("alpha"), subject("beta")])

    states = {key: cells(compared, key)[0].state for key in ("pricing", "licence", "released")}
    assert set(states.values()) == {CellState.UNKNOWN}
    assert cells(compared, "times_matched")[0].state is CellState.UNKNOWN
    assert cells(compared, "rank")[0] == Cell("Not ranked yet", CellState.PENDING)


def test_rank_tells_points_place_range_and_coverage() -> None:
    ranked = subject(type=DATASET, rank=explanation(), position=Position(2, 4, 12))

    cell = first_cell(ranked, "rank")

    assert cell.text == "67.4 / 100"
    assert cell.notes == (
        "2nd to 4th of 12 datasets",
        "between 66.0 and 69.0; 90 % of its inputs are known",
    )
    assert cell.as_of == date(2026, 6, 1)


def test_provisional_rank_has_no_place() -> None:
    ranked = subject(rank=explanation(state=Standing.PROVISIONAL), position=None)

    assert first_cell(ranked, "rank").notes[0] == "provisional: too little is known to place it"


def test_component_tells_points_weight_coverage_day_and_source() -> None:
    cell = first_cell(subject(rank=explanation()), "component-adoption")

    assert cell.text == "26.7 of 37.5 points"
    assert cell.notes == ("80 % of its inputs are known",)
    assert (cell.as_of, cell.source) == (
        date(2026, 5, 4),
        Mention("The hub", "https://hub.example/"),
    )


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (ComponentState.DORMANT, CellState.PENDING),
        (ComponentState.NA, CellState.NOT_APPLICABLE),
        (ComponentState.UNKNOWN, CellState.UNKNOWN),
        (ComponentState.LIVE, CellState.KNOWN),
    ],
)
def test_component_states_are_told_apart(state: ComponentState, shown: CellState) -> None:
    ranked = subject(rank=explanation(components=(component(state=state),)))

    assert first_cell(ranked, "component-adoption").state is shown


def test_component_without_any_figure_says_that_it_counts_low() -> None:
    blank = component(state=ComponentState.UNKNOWN, coverage=0, signals=(signal(observed_at=None),))

    cell = first_cell(subject(rank=explanation(components=(blank,))), "component-adoption")

    assert cell.notes == ("none of its inputs are known: counted low",)


def test_specification_of_another_type_does_not_apply() -> None:
    compared = compare([subject("alpha", specs=(spec(),)), subject("beta")])

    assert [cell.state for cell in cells(compared, "spec-context_tokens")] == [
        CellState.KNOWN,
        CellState.NOT_APPLICABLE,
    ]
    assert cells(compared, "spec-context_tokens")[0].text == "262,144 tokens"


def test_specification_without_a_value_is_unknown() -> None:
    compared = compare(
        [subject("alpha", specs=(spec(),)), subject("beta", specs=(spec(value=None),))]
    )

    assert cells(compared, "spec-context_tokens")[1].state is CellState.UNKNOWN


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": True, "kind": "bool", "unit": ""}, "Yes"),
        ({"value": False, "kind": "bool", "unit": ""}, "No"),
        ({"value": ["text", "image"], "kind": "list", "unit": ""}, "text, image"),
        ({"value": "2024-05", "kind": "date", "unit": ""}, "May 2024"),
        ({"value": "soon", "kind": "date", "unit": ""}, "soon"),
        ({"value": "mixture of experts", "kind": "text", "unit": ""}, "mixture of experts"),
        ({"value": 67_500_000_000_000, "unit": "bytes"}, "67.5 TB"),
    ],
)
def test_specification_reads_by_its_kind(fields: dict[str, object], shown: str) -> None:
    one = subject("alpha", specs=(spec(**fields),))

    assert first_cell(one, "spec-context_tokens").text == shown


def test_disputed_fact_is_marked() -> None:
    one = subject("alpha", specs=(spec(),), citations=(cited(),))

    assert first_cell(one, "spec-context_tokens").disputed


def test_claims_put_the_disputed_fact_first() -> None:
    agreed = cited(field="licence", claim="MIT", supports=True)
    one = subject("alpha", specs=(spec(),), citations=(agreed, cited()))

    claims = compare([one, subject("beta")]).claims[0]

    assert [(fact.label, fact.disputed) for fact in claims] == [
        ("Context window", True),
        ("Licence", False),
    ]


def test_free_record_without_offers_is_free_by_its_source() -> None:
    one = subject(pricing_model="free", pricing_label="Free", source=CARD)

    cell = first_cell(one, "starting_price")

    assert (cell.text, cell.notes, cell.source) == ("Free", ("no paid offer is known",), CARD)


def test_starting_price_names_provider_day_and_source() -> None:
    served = subject(offerings=(offered(),))

    cell = first_cell(served, "starting_price")

    assert cell.text == "$0.22 / 1M input tokens"
    assert cell.notes == ("at OpenRouter",)
    assert (cell.as_of, cell.source) == (
        date(2026, 5, 15),
        Mention("Price list", "https://prices.example/"),
    )


def test_price_of_a_retired_offering_counts_for_nothing() -> None:
    retired = subject(offerings=(replace(offered(), status="retired"),))

    assert first_cell(retired, "starting_price").state is CellState.UNKNOWN
    assert first_cell(retired, "providers").state is CellState.NONE


def test_capabilities_are_counted_with_those_in_part() -> None:
    facts = (capability("a"), capability("b", support="partial"), capability("c", support="no"))

    cell = first_cell(subject(capabilities=facts), "capabilities")

    assert (cell.text, cell.notes) == ("2 described", ("1 of them in part",))


def test_licence_leads_to_its_text() -> None:
    named = subject(licence=Licence("Own terms", "https://terms.example/"))

    assert first_cell(named, "licence") == Cell("Own terms", href="https://terms.example/")


def test_lifecycle_tells_its_days_and_the_successor() -> None:
    old = subject(
        lifecycle="retired",
        lifecycle_label="Retired",
        announced_on=date(2024, 5, 1),
        deprecated_on=date(2025, 3, 3),
        retired_on=date(2025, 9, 1),
        successor=Neighbour("beta", "Beta", "Model"),
    )

    assert first_cell(old, "lifecycle") == Cell(
        "Retired",
        notes=("announced 1 May 2024", "deprecated 3 March 2025", "retired 1 September 2025"),
        see=See("Successor", "beta", "Beta"),
    )


def test_no_is_told_apart_from_what_is_unknown_and_from_what_does_not_apply() -> None:
    values = (True, False, None)
    sides = [subject(f"s{v}", specs=(spec(kind="bool", unit="", value=v),)) for v in values]

    compared = compare([*sides, subject("other")])

    assert [(cell.text, cell.state) for cell in cells(compared, "spec-context_tokens")] == [
        ("Yes", CellState.KNOWN),
        ("No", CellState.NO),
        ("Unknown", CellState.UNKNOWN),
        ("Not applicable", CellState.NOT_APPLICABLE),
    ]


def test_figures_of_a_row_have_bars_and_the_side_they_speak_for() -> None:
    sides = [subject(f"s{n}", specs=(spec(value=n),)) for n in (100_000, 400_000)]

    shown = cells(compare(sides), "spec-context_tokens")

    assert [(cell.share, cell.mark) for cell in shown] == [
        (250_000, ""),
        (1_000_000, "Better: higher"),
    ]


def test_price_has_a_bar_and_no_mark() -> None:
    cheap = replace(offered(), prices=(price(amount=Decimal("0.00000011")),))

    shown = cells(
        compare([subject("a", offerings=(offered(),)), subject("b", offerings=(cheap,))]),
        "starting_price",
    )

    assert [(cell.share, cell.mark) for cell in shown] == [(1_000_000, ""), (500_000, "")]


def test_peers_become_comparisons_in_canonical_spelling() -> None:
    peers = ((), (Neighbour("aaa", "Aaa", "Model"),))

    groups = compare([subject("alpha"), subject("beta")], peers=peers).peer_groups

    assert [(group.subject.slug, group.pairs[0].address) for group in groups] == [
        ("beta", "aaa-vs-beta")
    ]


def offered() -> OfferingFact:
    return OfferingFact(
        provider="OpenRouter",
        provider_slug="openrouter",
        channel="api",
        external_id="alpha",
        region="",
        context_tokens=None,
        max_output_tokens=None,
        status="active",
        status_label="Active",
        url="",
        seen_on=date(2026, 5, 15),
        source=None,
        prices=(price(),),
    )


def matched(raw: int | None, **fields: object) -> Subject:
    """Ranked, with the visitors whose search it fitted, while the match graph sleeps."""
    demand = signal(key="demand", weight=0, part=0, raw=raw, state=SignalState.NA, **fields)
    asleep = component(key="match", state=ComponentState.DORMANT, value=None, signals=(demand,))
    return subject(rank=explanation(components=(component(), asleep)))


def test_times_matched_is_counted_even_while_the_match_graph_sleeps() -> None:
    cell = first_cell(matched(1_234, observed_at=date(2026, 5, 31)), "times_matched")

    assert (cell.text, cell.state, cell.as_of) == ("1,234", CellState.KNOWN, date(2026, 5, 31))
    assert cell.notes == (
        "visitors, once a day each, whose search it fitted; older days count less",
    )


@pytest.mark.parametrize("one", [matched(None), subject()])
def test_times_matched_is_unknown_where_nothing_was_counted(one: Subject) -> None:
    cell = first_cell(one, "times_matched")

    assert (cell.text, cell.state) == ("Unknown", CellState.UNKNOWN)
    assert cell.notes == ("no search that it fitted has been counted",)


def test_rank_tells_what_of_it_was_added_by_hand() -> None:
    added = HandMade(20, "Counted twice.", date(2026, 7, 3))
    ranked = subject(rank=explanation(tenths=287, by_hand=(added,)))

    assert first_cell(ranked, "rank").notes[-1] == "includes +2.0 by hand"
