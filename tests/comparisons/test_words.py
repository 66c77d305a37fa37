"""The sentences of a comparison. Across type groups none of them orders the two."""

from itertools import product

import pytest

from comparisons import words
from comparisons.facts import Neighbour, RelationFact, Subject, TypeFact
from comparisons.table import Comparison, compare
from ranking.explanation import Position, Standing
from ranking.formula import TYPES, group_of
from tests.comparisons.facts_builders import DATASET, capability, explanation, subject

FORBIDDEN = ("better", "worse", "winner", "wins", "ranks higher", "beats", "leads", "ahead of the")
RANK = "UnfragileRank"


def of_type(slug: str, key: str, **fields: object) -> Subject:
    kind = TypeFact(key, key.capitalize(), f"{key.capitalize()}s", group_of(key))
    return subject(slug, type=kind, **fields)


def all_words(comparison: Comparison) -> str:
    paragraphs = words.verdict_paragraphs(comparison, RANK)
    return " ".join((words.lead(comparison, RANK), *paragraphs)).lower()


@pytest.mark.parametrize(("one", "other"), list(product(TYPES, TYPES)))
def test_no_words_of_winning_across_type_groups(one: str, other: str) -> None:
    ranked = {"rank": explanation(), "position": Position(1, 2, 12)}
    comparison = compare([of_type("alpha", one, **ranked), of_type("beta", other, **ranked)])

    told = all_words(comparison)

    if group_of(one) != group_of(other):
        assert [word for word in FORBIDDEN if word in told] == []
        assert "they do different jobs" in told


def test_cross_type_places_each_among_its_own() -> None:
    model = subject("alpha", rank=explanation(), position=Position(3, 3, 20))
    data = subject("beta", type=DATASET, rank=explanation(), position=Position(2, 4, 12))

    assert words.lead(compare([model, data]), RANK) == (
        "Alpha is a model and Beta is a dataset: they do different jobs, so each is placed among "
        "its own type. Alpha has 67.4 points and stands 3rd of 20 models, ahead of at least 85 % "
        "of them. Beta has 67.4 points and stands 2nd to 4th of 12 datasets, ahead of at least "
        "67 % of them. No capabilities have been described, and no searches have been counted yet."
    )


def test_lead_of_a_clear_difference_names_who_is_ahead() -> None:
    low = explanation(total=4_000_000_000, tenths=400, low_tenths=390, high_tenths=410)
    comparison = compare([subject("alpha", rank=low), subject("beta", rank=explanation())])

    assert words.lead(comparison, RANK).startswith(
        "Beta leads Alpha, 67.4 to 40.0 points of UnfragileRank; what is unknown cannot reverse"
    )


def test_lead_of_equals_is_too_close_to_call() -> None:
    comparison = compare([subject("alpha", rank=explanation()), subject("b", rank=explanation())])

    assert words.lead(comparison, RANK).startswith("Too close to call: Alpha has 67.4 and B 67.4")


def test_lead_without_settled_ranks_says_what_is_missing() -> None:
    provisional = explanation(state=Standing.PROVISIONAL)
    comparison = compare([subject("alpha", rank=provisional), subject("beta")])

    assert words.lead(comparison, RANK).startswith(
        "Too little is known to weigh the two against each other. Alpha has 67.4 points, "
        "provisionally: too much is unknown to place it. Beta has no rank yet."
    )


def test_lead_says_that_no_search_stands_behind_it() -> None:
    comparison = compare(
        [
            subject("alpha", capabilities=(capability("a"), capability("b"))),
            subject("beta", capabilities=(capability("b"),)),
        ]
    )

    assert words.lead(comparison, RANK).endswith(
        "Compared on 2 capabilities, 1 of them shared; no searches have been counted yet."
    )


def test_verdict_tells_how_the_two_relate_and_that_it_is_a_claim() -> None:
    relation = RelationFact(
        subject=Neighbour("alpha", "Alpha", "Model"),
        words="was trained on",
        object=Neighbour("beta", "Beta", "Dataset"),
        confirmed=False,
        source=None,
        note="",
    )
    comparison = compare([subject("alpha"), subject("beta", type=DATASET)], [relation])

    assert "Alpha was trained on Beta (claimed)." in words.verdict_paragraphs(comparison, RANK)


def test_verdict_keeps_price_apart_from_rank() -> None:
    free = subject("alpha", pricing_model="free", pricing_label="Free")

    last = words.verdict_paragraphs(compare([free, subject("beta")]), RANK)[-1]

    assert last == (
        "Alpha: recorded as free. Beta: no price is known. Prices play no part in the rank."
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("MCP server", "an MCP server"),
        ("API", "an API"),
        ("Agent", "an agent"),
        ("Model", "a model"),
    ],
)
def test_types_get_their_article(name: str, shown: str) -> None:
    kind = TypeFact("x", name, f"{name}s", "code")
    comparison = compare([subject("alpha", type=kind), subject("beta", type=DATASET)])

    assert f"Alpha is {shown} and" in words.lead(comparison, RANK)
