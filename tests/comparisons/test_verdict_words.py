"""The verdict in sentences: both sides named, what would change it, and how sure it is."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from comparisons import words
from comparisons.facts import Subject
from comparisons.own_weights import parse
from comparisons.table import Comparison, compare
from ranking.explanation import Explanation, Position, Standing
from ranking.formula import TYPES, group_of
from tests.comparisons.facts_builders import DATASET, subject
from tests.comparisons.test_words import FORBIDDEN, RANK, of_type
from tests.ranking.explained import POINT, evidence, rank

PRICES = "Alpha: no price is known. Beta: no price is known. Prices play no part in the rank."
USED = rank(900_000, 400_000)
DOCUMENTED = rank(500_000, 700_000)


def pair(
    one: Explanation | None, other: Explanation | None, weights: str = "", **given: Any
) -> Comparison:
    subjects = [subject("alpha", rank=one), subject("beta", rank=other)]
    return compare(subjects, own=parse(weights) if weights else None, **given)


def told(comparison: Comparison) -> list[str]:
    """What the verdict says before prices."""
    *paragraphs, prices = words.verdict_paragraphs(comparison, RANK)
    assert prices == PRICES
    return paragraphs


# 5385 x 400,000 - 3077 x 300,000 = 1,230,900,000. For quality R = 2,154,000,000 and
# t = 10^4 R / (R + 300,000 x 6923) = 5091; for adoption R = -923,100,000 and
# t = 10^4 R / (R - 400,000 x 4615) = 3334. Weightings: 400,000^2 / (700,000 x 400,000) = 4/7.
def test_lead_that_other_weights_reverse() -> None:
    assert told(pair(USED, DOCUMENTED)) == [
        "Alpha leads Beta, 68.5 to 56.2 points of UnfragileRank; what is unknown cannot reverse "
        "that.",
        "In favour of Beta: quality (9.2 points).",
        "Beta would be ahead if quality counted 51 % or more (now 30.77 %) or adoption counted "
        "33 % or less (now 53.85 %), with the other weights in proportion.",
        "Of all possible weightings, 57 % put Alpha ahead: which of the two is ahead depends on "
        "what you value.",
    ]


def test_lead_in_every_part_cannot_be_reversed() -> None:
    assert told(pair(rank(200_000), rank(900_000))) == [
        "Beta leads Alpha, 71.5 to 33.8 points of UnfragileRank; what is unknown cannot reverse "
        "that.",
        "Alpha is ahead of Beta in no part, so no weighting reverses this.",
    ]


def test_lead_that_the_unknown_could_reverse() -> None:
    one, other = rank(900_000, width=400_000), rank(300_000, 520_000, width=400_000)

    assert told(pair(one, other)) == [
        "Alpha is ahead of Beta, 71.5 to 39.8 points of UnfragileRank, but the unknown could "
        "reverse that.",
        "No part speaks for Beta by as much as a point.",
        "Beta would be ahead if adoption counted 2 % or less (now 53.85 %) or quality counted "
        "96 % or more (now 30.77 %), with the other weights in proportion.",
        "Of all possible weightings, 97 % put Alpha ahead.",
    ]


def test_weight_that_would_have_to_vanish_says_so() -> None:
    would = told(pair(rank(700_000, 499_000), rank(300_000, 505_000)))[2]

    assert would.startswith("Beta would be ahead if adoption did not count (now 53.85 %) or")


def test_close_pair_tells_what_speaks_for_each() -> None:
    assert told(pair(rank(600_000), rank(500_000, 660_000))) == [
        "Too close to call: Alpha has 55.4 and Beta 54.9 points of UnfragileRank.",
        "In favour of Alpha: adoption (5.4 points).",
        "In favour of Beta: quality (4.9 points).",
        "Of all possible weightings, 38 % put Alpha ahead and 62 % Beta.",
    ]


def test_equals_are_told_apart_by_no_weighting() -> None:
    assert told(pair(rank(), rank())) == [
        "Too close to call: Alpha has 50.0 and Beta 50.0 points of UnfragileRank."
    ]


def test_parts_that_only_one_has_are_named() -> None:
    assert told(pair(rank(adoption=None, quality=600_000), rank(match=300_000))) == [
        "Alpha leads Beta, 56.7 to 50.0 points on the parts both have; what is unknown cannot "
        "reverse that.",
        "Beta is ahead of Alpha in no part, so no weighting reverses this.",
        "Compared on the parts both have: adoption and match graph count for only one of them.",
    ]


def test_types_weighed_differently_are_said_to_be() -> None:
    framework = of_type("alpha", "framework", rank=rank(900_000, type_key="framework"))
    server = of_type("beta", "mcp", rank=rank(100_000, 560_000, type_key="mcp"))

    paragraphs = told(compare([framework, server]))

    assert paragraphs[0] == (
        "Alpha leads Beta, 66.7 to 35.8 points under the default weights; what is unknown cannot "
        "reverse that."
    )
    assert paragraphs[-1] == (
        "The two types are weighed differently, so both totals were worked out again under the "
        "default weights for this verdict."
    )


def test_adjustment_by_hand_is_told_and_nothing_of_other_weights() -> None:
    assert told(pair(rank(), rank(adjustment=10 * POINT))) == [
        "Beta leads Alpha, 60.0 to 50.0 points of UnfragileRank; what is unknown cannot reverse "
        "that.",
        "No part speaks for Alpha by as much as a point.",
        "An adjustment by hand is in the total of Beta: other weights are not considered.",
    ]


def test_what_searchers_chose_is_told_where_it_is_clear() -> None:
    found = [
        {
            "a": evidence("a", satisfaction=900_000),
            "b": replace(evidence("b"), name="Code review"),
            "c": replace(evidence("c", satisfaction=100_000), name="Repair"),
        },
        {
            "a": evidence("a"),
            "b": replace(evidence("b"), name="Code review"),
            "c": replace(evidence("c"), name="Repair"),
        },
    ]

    assert told(pair(rank(), rank(), evidence=found))[1:] == [
        "Searchers chose Alpha more often for code writing.",
        "Searchers chose Beta more often for repair.",
        "Searchers chose neither clearly more often for code review.",
    ]
    assert told(pair(rank(), rank(state=Standing.PROVISIONAL), evidence=found))[1].startswith(
        "Searchers chose Alpha more often"
    )


def test_own_weights_are_told_before_the_rank_and_apart_from_it() -> None:
    comparison = pair(USED, DOCUMENTED, "documentation")

    assert words.own_lead(comparison) == (
        "Under your own weights (adoption 10 %, quality 60 %, ecosystem 10 %, match graph 10 % and "
        "freshness 10 %): Beta leads Alpha, 65.0 to 47.5 points; what is unknown cannot reverse "
        "that."
    )
    assert words.own_verdict(comparison) == (
        "Beta leads Alpha, 65.0 to 47.5 points; what is unknown cannot reverse that.",
        "In favour of Alpha: adoption (5.0 points).",
        "Alpha would be ahead if adoption counted 40 % or more (now 12.5 %) or quality counted "
        "39 % or less (now 75 %), with the other weights in proportion.",
        "Of all possible weightings, 43 % put Beta ahead: which of the two is ahead depends on "
        "what you value.",
    )
    assert told(comparison) == told(pair(USED, DOCUMENTED))


def test_own_weights_repeat_nothing_of_searches() -> None:
    found = [{"a": evidence("a", satisfaction=900_000)}, {"a": evidence("a")}]

    assert "Searchers" not in " ".join(
        words.own_verdict(pair(rank(), rank(), "equal", evidence=found))
    )


@pytest.mark.parametrize(
    ("other", "weights", "reason"),
    [
        (None, "equal", "Beta has no rank yet."),
        (DOCUMENTED, "0-0-50-50-0", "None of what is weighed counts for both."),
        (
            replace(rank(), components=tuple(replace(c, coverage=0) for c in rank().components)),
            "equal",
            "Under these weights too much of what counts is unknown.",
        ),
    ],
)
def test_own_weights_that_settle_nothing_say_why(
    other: Explanation | None, weights: str, reason: str
) -> None:
    assert words.own_verdict(pair(USED, other, weights)) == (
        f"Too little is known to weigh the two against each other. {reason}",
    )


def test_no_weights_no_words_of_them() -> None:
    assert words.own_lead(pair(USED, DOCUMENTED)) == ""
    assert words.own_verdict(pair(USED, DOCUMENTED)) == ()


def test_several_stand_by_total_inside_their_group() -> None:
    subjects = [
        subject("alpha", rank=USED),
        subject("beta", type=DATASET, rank=rank(type_key="dataset")),
        subject("delta", rank=rank(state=Standing.PROVISIONAL, adoption=950_000)),
        subject("gamma", rank=replace(DOCUMENTED, components=rank(adoption=None).components)),
        subject("zeta"),
    ]

    comparison = compare(subjects, own=parse("100-50-0-0-50"))

    assert words.own_verdict(comparison) == (
        "Among models: Gamma 50.0, Alpha 45.0, Delta 50.0 (provisional) and Zeta without a total. "
        "Compared on the parts all of them have, without adoption. Among datasets: Beta 50.0. They "
        "do different jobs, so totals are set against each other inside a group alone.",
    )


def test_several_of_one_group_need_no_word_on_others() -> None:
    subjects = [subject(name, rank=rank()) for name in ("alpha", "beta", "gamma")]

    assert words.own_verdict(compare(subjects, own=parse("equal"))) == (
        "Among models: Alpha 50.0, Beta 50.0 and Gamma 50.0.",
    )


def test_pair_across_groups_is_told_side_by_side() -> None:
    data = subject("beta", type=DATASET, rank=rank(900_000, type_key="dataset"))

    lead = words.own_lead(compare([subject("alpha", rank=rank()), data], own=parse("50-50-0-0-0")))

    assert lead == (
        "Under your own weights (adoption 50 % and quality 50 %): Among models: Alpha 50.0. Among "
        "datasets: Beta 70.0. They do different jobs, so totals are set against each other inside "
        "a group alone."
    )


RANKED: dict[str, Any] = {"position": Position(1, 2, 12)}


@pytest.mark.parametrize(("one", "other"), list(product(TYPES, TYPES)))
def test_no_words_of_winning_across_type_groups_under_own_weights(one: str, other: str) -> None:
    subjects: list[Subject] = [
        of_type("alpha", one, rank=rank(900_000, type_key=one), **RANKED),
        of_type("beta", other, rank=rank(100_000, 800_000, type_key=other), **RANKED),
    ]

    comparison = compare(subjects, own=parse("proven"))
    spoken = " ".join((words.own_lead(comparison), *words.own_verdict(comparison))).lower()

    if group_of(one) != group_of(other):
        assert [word for word in FORBIDDEN if word in spoken] == []
        assert "they do different jobs" in spoken
    else:
        assert "alpha leads beta" in spoken
