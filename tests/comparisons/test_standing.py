"""Three artifacts or more in their order, and how sure each step is."""

from itertools import combinations_with_replacement
from typing import Any

import pytest

from comparisons import words
from comparisons.facts import Subject
from comparisons.table import compare
from ranking.explanation import Standing
from ranking.verdict import Outcome
from tests.comparisons.facts_builders import subject
from tests.comparisons.test_words import FORBIDDEN, RANK, all_words, of_type
from tests.ranking.explained import POINT, rank


def model(slug: str, value: int, **fields: Any) -> Subject:
    return subject(slug, rank=rank(value, value, value, freshness=value, **fields))


def test_members_stand_highest_first_with_how_sure_each_step_is() -> None:
    low, high, middle = model("alpha", 100_000), model("beta", 800_000), model("gamma", 750_000)
    wide = model("delta", 100_000 + 15_000)

    (standing,) = compare([low, high, middle, wide]).standings

    assert standing.order == (1, 2, 3, 0)
    assert standing.steps == (Outcome.LEADS, Outcome.LEADS, Outcome.TOO_CLOSE)
    assert standing.tenths == (800, 750, 115, 100)
    assert (standing.unplaced, standing.weights) == ((), None)


def test_pair_has_a_verdict_and_no_standings() -> None:
    assert compare([model("alpha", 1), model("beta", 2)]).standings == ()


def test_those_of_whom_too_little_is_known_are_not_placed() -> None:
    provisional = subject("beta", rank=rank(state=Standing.PROVISIONAL))
    compared = compare([model("alpha", 500_000), provisional, subject("gamma")])

    assert (compared.standings[0].order, compared.standings[0].unplaced) == ((0,), (1, 2))
    assert "Beta and Gamma are not placed: too little is known." in words.lead(compared, RANK)


def test_types_that_are_weighed_differently_are_added_up_alike() -> None:
    members = [
        of_type(slug, kind, rank=rank(value, value, value, freshness=value, type_key=kind))
        for slug, kind, value in (
            ("alpha", "framework", 300_000),
            ("beta", "mcp", 900_000),
            ("gamma", "cli", 600_000),
        )
    ]

    (standing,) = compare(members).standings

    assert (standing.order, standing.tenths) == ((1, 2, 0), (900, 600, 300))
    assert standing.weights is not None
    assert sum(standing.weights.values()) == 10_000


def test_what_was_added_by_hand_counts_where_ranks_stand_as_they_are() -> None:
    lifted = model("alpha", 500_000, adjustment=10 * POINT)

    (standing,) = compare([lifted, model("beta", 550_000), model("gamma", 100_000)]).standings

    assert standing.order == (0, 1, 2)


def test_words_tell_the_order_and_every_step() -> None:
    compared = compare([model("alpha", 100_000), model("beta", 800_000), model("gamma", 790_000)])

    assert words.lead(compared, RANK).startswith(
        "Among models: Beta 80.0, Gamma 79.0 and Alpha 10.0 points of UnfragileRank. "
        "1 of 2 steps between neighbours is sure."
    )
    assert words.verdict_paragraphs(compared, RANK)[0] == (
        "Among models: Beta 80.0, Gamma 79.0 and Alpha 10.0 points of UnfragileRank. "
        "Beta and Gamma are too close to call. Gamma leads Alpha; what is unknown cannot reverse "
        "that."
    )


KINDS = ("model", "dataset", "mcp", "api", "prompt", "benchmark")


@pytest.mark.parametrize("kinds", [*combinations_with_replacement(KINDS, 3)])
def test_no_order_is_told_across_type_groups(kinds: tuple[str, ...]) -> None:
    ranked = (
        of_type(slug, kind, rank=rank(value, value, type_key=kind))
        for slug, kind, value in zip("abc", kinds, (900_000, 500_000, 100_000), strict=True)
    )

    compared = compare(list(ranked))

    told = all_words(compared)
    if len(set(kinds)) == 3:
        assert [word for word in FORBIDDEN if word in told] == []
    assert ("they do different jobs" in told) == (len(set(kinds)) > 1)
    assert [len(one.members) for one in compared.standings] == [
        kinds.count(kind) for kind in dict.fromkeys(kinds)
    ]
